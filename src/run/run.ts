import type { Envelope } from '@cucumber/messages';
import type { Attestation } from '../judge/attestation.ts';
import { judge } from '../judge/judge.ts';
import type { NamedTrace } from '../judge/judgement.ts';
import type { RunRecord } from '../report/report.ts';
import { GUIDE } from '../rules/guide-clauses.ts';
import { toRfc3339, wallClock } from '../time/index.ts';
import { collectTraces } from './collect.ts';
import { kit } from './kit.ts';
import { play } from './play.ts';
import { rehearse } from './rehearse.ts';
import { cutInWords, featurePaths, namedRules, type Selection, tagExpression, withScenarios } from './scope.ts';
import { leaveSubject, meetSubject, type UnderTest } from './subject.ts';

export interface RunRequest extends Selection, UnderTest {
  readonly seed: number;
  readonly parallel: number;
  /** Plays the scenarios in an order drawn from this. It is no option of the command: no verdict hangs on it. */
  readonly shuffledBy?: number;
  /** Somebody's word for what no program can see. */
  readonly attestations?: readonly Attestation[];
  /** Hears of each of cucumber's messages while scenarios are played. */
  readonly heard?: (envelope: Envelope) => void;
}

export interface RunResult {
  readonly record: RunRecord;
  readonly traces: readonly NamedTrace[];
  readonly envelopes: readonly Envelope[];
}

/**
 * Plays what was selected and judges it by the traces. Throws UnknownRule or UnreadableFeature before anything is judged,
 * and a SubjectError where a gateway or a backend was named and cannot be judged at all.
 */
export async function run(request: RunRequest): Promise<RunResult> {
  const rules = namedRules(request);
  const startedAt = toRfc3339(wallClock.now());
  if (request.features.length > 0) await rehearse(request);
  const subject = await meetSubject(request);
  const envelopes = await play({
    features: featurePaths(request),
    tagExpression: tagExpression(request),
    target: request.target,
    seed: request.seed,
    parallel: request.parallel,
    ...(request.own ? { own: request.own.map(({ id }) => id) } : {}),
    ...(request.shuffledBy === undefined ? {} : { shuffledBy: request.shuffledBy }),
    ...(request.shard ? { shard: request.shard } : {}),
    ...(request.heard ? { heard: request.heard } : {}),
    ...(request.gateway ? { gateway: request.gateway } : {}),
    ...(request.merchant ? { merchant: request.merchant } : {}),
  }).finally(() => leaveSubject(request));
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
    // A rule that is named stays, seen or not.
    judgement: judge(traces, scope === null || request.rules.length > 0 ? rules : withScenarios(rules, traces), {
      attestations: request.attestations ?? [],
    }),
  };
  return { record, traces, envelopes };
}
