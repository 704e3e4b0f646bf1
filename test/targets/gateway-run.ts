import { judge } from '../../src/judge/judge.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import { collectTraces } from '../../src/run/collect.ts';
import { play } from '../../src/run/play.ts';
import { featurePaths, rulesOfTarget, tagExpression } from '../../src/run/scope.ts';
import { endSession, sessionWith } from '../../src/targets/remote/gateway-session.ts';
import type { GatewayUnderTest } from '../../src/targets/target.ts';

/** Judges a gateway by all of the kit's features, in this process, as `run --url` does. */
export async function judgeGateway(gateway: GatewayUnderTest, tags?: string): Promise<Judgement> {
  const selection = { target: 'sandbox', rules: [], features: [], only: false, ...(tags ? { tags } : {}) } as const;
  await sessionWith(gateway);
  try {
    const envelopes = await play({
      features: featurePaths(selection),
      tagExpression: tagExpression(selection),
      target: 'sandbox',
      seed: 1,
      parallel: 0,
      gateway,
    });
    return judge(collectTraces(envelopes), rulesOfTarget('sandbox'));
  } finally {
    await endSession(gateway);
  }
}
