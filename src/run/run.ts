import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { judge } from '../judge/judge.ts';
import type { NamedTrace } from '../judge/judgement.ts';
import type { RunRecord } from '../report/report.ts';
import { GUIDE } from '../rules/guide-clauses.ts';
import type { Rule } from '../rules/rule.ts';
import { toRfc3339, wallClock } from '../time/index.ts';
import { collectTraces } from './collect.ts';
import { kit } from './kit.ts';
import { play } from './play.ts';
import { rehearse } from './rehearse.ts';
import { cutInWords, featurePaths, namedRules, type Selection, tagExpression } from './scope.ts';

export interface RunRequest extends Selection {
  readonly seed: number;
  readonly parallel: number;
}

export interface RunResult {
  readonly record: RunRecord;
  readonly traces: readonly NamedTrace[];
  readonly envelopes: readonly Envelope[];
  readonly support: ISupportCodeLibrary;
}

/** Plays what was selected and judges it by the traces. Throws UnknownRule or UnreadableFeature before anything is judged. */
export async function run(request: RunRequest): Promise<RunResult> {
  const rules = namedRules(request);
  const startedAt = toRfc3339(wallClock.now());
  const known = request.features.length > 0 ? await rehearse(request) : undefined;
  const { envelopes, support } = await play({
    features: featurePaths(request),
    tagExpression: tagExpression(request),
    target: request.target,
    seed: request.seed,
    parallel: request.parallel,
    ...(known ? { support: known } : {}),
  });
  const traces = collectTraces(envelopes);
  const scope = cutInWords(request);
  const record: RunRecord = {
    kit: kit(),
    source: GUIDE,
    target: request.target,
    subject: { kind: 'kit', name: kit().name },
    seed: request.seed,
    startedAt,
    finishedAt: toRfc3339(wallClock.now()),
    scope,
    judgement: judge(traces, scope === null ? rules : inScope(rules, request, traces)),
  };
  return { record, traces, envelopes, support };
}

/** Tags and features cut a run to the rules that they leave scenarios of; a rule that is named stays, seen or not. */
const inScope = (rules: readonly Rule[], request: Selection, traces: readonly NamedTrace[]): readonly Rule[] =>
  request.rules.length > 0
    ? rules
    : rules.filter(({ id }) =>
        traces.some(({ events }) => events.some((event) => event.kind === 'scenario' && event.rules.includes(id))),
      );
