import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { judge } from '../../src/judge/judge.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import { collectTraces } from '../../src/run/collect.ts';
import { play } from '../../src/run/play.ts';
import { featurePaths, rulesOfTarget, tagExpression } from '../../src/run/scope.ts';
import { endSession, sessionWith } from '../../src/targets/remote/gateway-session.ts';
import type { GatewayUnderTest } from '../../src/targets/target.ts';

let support: ISupportCodeLibrary | undefined;

/** Judges a gateway by all of the kit's features, in this process, as `run --url` does, with the steps loaded once. */
export async function judgeGateway(gateway: GatewayUnderTest, tags?: string): Promise<Judgement> {
  const selection = { target: 'sandbox', rules: [], features: [], only: false, ...(tags ? { tags } : {}) } as const;
  await sessionWith(gateway);
  try {
    const played = await play({
      features: featurePaths(selection),
      tagExpression: tagExpression(selection),
      target: 'sandbox',
      seed: 1,
      parallel: 0,
      gateway,
      ...(support ? { support } : {}),
    });
    support = played.support;
    return judge(collectTraces(played.envelopes), rulesOfTarget('sandbox'));
  } finally {
    await endSession(gateway);
  }
}
