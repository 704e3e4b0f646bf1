import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import type { Attestation } from '../judge/attestation.ts';
import { judge } from '../judge/judge.ts';
import type { NamedTrace } from '../judge/judgement.ts';
import type { RunRecord } from '../report/report.ts';
import { GUIDE } from '../rules/guide-clauses.ts';
import type { Rule } from '../rules/rule.ts';
import type { GatewayUnderTest, MerchantUnderTest } from '../targets/target.ts';
import { toRfc3339, wallClock } from '../time/index.ts';
import { collectTraces } from './collect.ts';
import { kit } from './kit.ts';
import { play } from './play.ts';
import { rehearse } from './rehearse.ts';
import { cutInWords, featurePaths, namedRules, type Selection, tagExpression } from './scope.ts';

export interface RunRequest extends Selection {
  readonly seed: number;
  readonly parallel: number;
  /** Somebody's word for what no program can see. */
  readonly attestations?: readonly Attestation[];
  /** The gateway to judge: the target sandbox needs one. */
  readonly gateway?: GatewayUnderTest;
  /** The backend to judge: the target merchant needs one. */
  readonly merchant?: MerchantUnderTest;
  /** The steps, where an earlier run of this process has loaded them. */
  readonly support?: ISupportCodeLibrary;
  /** Hears of each of cucumber's messages while scenarios are played. */
  readonly heard?: (envelope: Envelope) => void;
}

export interface RunResult {
  readonly record: RunRecord;
  readonly traces: readonly NamedTrace[];
  readonly envelopes: readonly Envelope[];
  readonly support: ISupportCodeLibrary;
}

/**
 * Plays what was selected and judges it by the traces. Throws UnknownRule or UnreadableFeature before anything is judged,
 * and a SubjectError where a gateway or a backend was named and cannot be judged at all.
 */
export async function run(request: RunRequest): Promise<RunResult> {
  const rules = namedRules(request);
  const startedAt = toRfc3339(wallClock.now());
  const known = request.features.length > 0 ? await rehearse(request) : request.support;
  const subject = await subjectOf(request);
  const { envelopes, support } = await play({
    features: featurePaths(request),
    tagExpression: tagExpression(request),
    target: request.target,
    seed: request.seed,
    parallel: request.parallel,
    ...(request.own ? { own: request.own.map(({ id }) => id) } : {}),
    ...(request.shard ? { shard: request.shard } : {}),
    ...(known ? { support: known } : {}),
    ...(request.heard ? { heard: request.heard } : {}),
    ...(request.gateway ? { gateway: request.gateway } : {}),
    ...(request.merchant ? { merchant: request.merchant } : {}),
  }).finally(() => endSubject(request));
  const traces = collectTraces(envelopes);
  const scope = cutInWords(request);
  const record: RunRecord = {
    kit: kit(),
    source: GUIDE,
    target: request.target,
    subject,
    seed: request.seed,
    startedAt,
    finishedAt: toRfc3339(wallClock.now()),
    scope,
    judgement: judge(traces, scope === null ? rules : inScope(rules, request, traces), {
      attestations: request.attestations ?? [],
    }),
  };
  return { record, traces, envelopes, support };
}

/** Whom the run is about. A gateway is looked at before anything is played; a backend is launched and set up. */
async function subjectOf({ gateway, merchant }: RunRequest): Promise<RunRecord['subject']> {
  if (merchant) {
    const { profile } = await (await merchants()).sessionOf(merchant);
    return { kind: 'merchant', name: profile.name, url: profile.baseUrl };
  }
  if (!gateway) return { kind: 'kit', name: kit().name };
  const { url } = await (await sessions()).sessionWith(gateway);
  return { kind: 'gateway', name: new URL(url).host, url };
}

async function endSubject({ gateway, merchant }: RunRequest): Promise<void> {
  if (merchant) await (await merchants()).endSessionOf(merchant);
  if (gateway) await (await sessions()).endSession(gateway);
}

/** Loaded where there is a gateway to judge: a run on the mock opens no socket and need not wait for what does. */
const sessions = () => import('../targets/remote/gateway-session.ts');
const merchants = () => import('../targets/merchant/merchant-session.ts');

/** Tags and features cut a run to the rules that they leave scenarios of; a rule that is named stays, seen or not. */
const inScope = (rules: readonly Rule[], request: Selection, traces: readonly NamedTrace[]): readonly Rule[] =>
  request.rules.length > 0
    ? rules
    : rules.filter(({ id }) =>
        traces.some(({ events }) => events.some((event) => event.kind === 'scenario' && event.rules.includes(id))),
      );
