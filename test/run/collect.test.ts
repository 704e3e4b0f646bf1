import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import { judge } from '../../src/judge/judge.ts';
import { playedRules } from '../../src/rules/catalogue.ts';
import { collectTraces } from '../../src/run/collect.ts';
import { type Happening, TRACE_MEDIA_TYPE, toNdjson } from '../../src/trace/index.ts';

const at = '2026-01-15T10:00:00+08:00';
const traceOf = (file: string, line: number, rule: string): string => {
  const head: Happening = { kind: 'scenario', name: '', file, line, rules: [rule], target: 'mock', seed: 1 };
  return toNdjson([head, { kind: 'end' } as const].map((event, index) => ({ seq: index + 1, at, wire: at, ...event })));
};

const scenario = (id: string, uri: string, line: number): Envelope[] =>
  [
    {
      pickle: {
        id: `p${id}`,
        uri,
        name: `scenario ${id}`,
        location: { line },
        tags: [{ name: '@PREPAY-2H' }],
        steps: [],
      },
    },
    { testCase: { id: `c${id}`, pickleId: `p${id}`, testSteps: [] } },
    { testCaseStarted: { id: `s${id}`, testCaseId: `c${id}`, attempt: 0 } },
  ] as unknown as Envelope[];

const attached = (id: string, body: string): Envelope =>
  ({
    attachment: { body, contentEncoding: 'IDENTITY', mediaType: TRACE_MEDIA_TYPE, testCaseStartedId: `s${id}` },
  }) as Envelope;

test('traces are named and ordered by their place, in whatever order they came', () => {
  const envelopes = [
    ...scenario('1', 'b.feature', 3),
    ...scenario('2', 'a.feature', 9),
    ...scenario('3', 'a.feature', 2),
    attached('1', traceOf('b.feature', 3, 'PREPAY-2H')),
    attached('2', traceOf('a.feature', 9, 'REORDER-SAME')),
    attached('3', traceOf('a.feature', 2, 'PREPAY-2H')),
  ];
  const names = collectTraces(envelopes).map(({ path }) => path);
  assert.deepEqual(names, [
    'traces/0001-prepay-2h.ndjson',
    'traces/0002-reorder-same.ndjson',
    'traces/0003-prepay-2h.ndjson',
  ]);
});

test('a scenario that left no trace is not lost: the kit failed in it, and its rule is no pass', () => {
  const failed = {
    testStepFinished: { testCaseStartedId: 's1', testStepResult: { status: 'FAILED', message: 'boom\n at x' } },
  } as Envelope;
  const traces = collectTraces([...scenario('1', 'a.feature', 7), failed]);
  const judged = judge(traces, playedRules).rules.find(({ rule }) => rule.id === 'PREPAY-2H');
  assert.equal(judged?.verdict, 'error');
  assert.equal(judged?.reason, 'boom');
  assert.equal(judged?.scenarios[0]?.line, 7);
});
