import type { Envelope, Pickle } from '@cucumber/messages';
import type { NamedTrace } from '../judge/judgement.ts';
import { tracesOf } from '../report/messages.ts';
import { toRfc3339, wallClock } from '../time/index.ts';
import { fromNdjson, type ScenarioBegan, type TraceEvent } from '../trace/index.ts';

const headOf = (events: readonly TraceEvent[]): ScenarioBegan | undefined =>
  events.find((event) => event.kind === 'scenario');

/** The traces that scenarios attached, named and ordered by their place, whichever process played them and when. */
export function collectTraces(envelopes: readonly Envelope[]): readonly NamedTrace[] {
  const traces = [...tracesOf(envelopes).map(fromNdjson), ...lost(envelopes)];
  const placed = traces.map((events) => ({ events, head: headOf(events) }));
  placed.sort((a, b) => compare(a.head, b.head));
  return placed.map(({ events, head }, index) => ({ path: `traces/${nameOf(index, head)}.ndjson`, events }));
}

const compare = (a: ScenarioBegan | undefined, b: ScenarioBegan | undefined): number =>
  (a?.file ?? '').localeCompare(b?.file ?? '', 'en') || (a?.line ?? 0) - (b?.line ?? 0);

const nameOf = (index: number, head: ScenarioBegan | undefined): string =>
  `${String(index + 1).padStart(4, '0')}-${(head?.rules[0] ?? 'no-rule').toLowerCase()}`;

/** A scenario that was to be played and left no trace must not vanish: it stands as one in which the kit failed. */
function lost(envelopes: readonly Envelope[]): readonly (readonly TraceEvent[])[] {
  const attached = new Set(
    envelopes.flatMap(({ attachment }) => (attachment?.testCaseStartedId ? [attachment.testCaseStartedId] : [])),
  );
  const started = new Map(
    envelopes.flatMap(({ testCaseStarted }) =>
      testCaseStarted ? [[testCaseStarted.testCaseId, testCaseStarted.id]] : [],
    ),
  );
  const pickles = new Map(envelopes.flatMap(({ pickle }) => (pickle ? [[pickle.id, pickle]] : [])));
  return envelopes.flatMap(({ testCase }) => {
    const pickle = pickles.get(testCase?.pickleId ?? '');
    if (!testCase || !pickle || attached.has(started.get(testCase.id) ?? '')) return [];
    return [traceOfLost(pickle, messageOf(envelopes, started.get(testCase.id)))];
  });
}

const messageOf = (envelopes: readonly Envelope[], testCaseStartedId: string | undefined): string | undefined =>
  envelopes
    .find(
      (envelope) =>
        envelope.testStepFinished?.testCaseStartedId === testCaseStartedId &&
        envelope.testStepFinished?.testStepResult.message,
    )
    ?.testStepFinished?.testStepResult.message?.split('\n')[0];

function traceOfLost(pickle: Pickle, reason = 'the scenario left no trace'): readonly TraceEvent[] {
  const now = toRfc3339(wallClock.now());
  const stamp = { at: now, wire: now };
  const rules = pickle.tags.map((tag) => tag.name.slice(1)).filter((name) => /^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(name));
  const line = pickle.location?.line ?? 1;
  const head = { kind: 'scenario', name: pickle.name, file: pickle.uri, line, rules, target: '', seed: 0 } as const;
  return [
    { seq: 1, ...stamp, ...head },
    { seq: 2, ...stamp, kind: 'obstacle', why: 'kit', reason },
    { seq: 3, ...stamp, kind: 'end' },
  ];
}
