import type { Envelope } from '@cucumber/messages';

/** How many steps of each scenario passed, by its name; of scenarios that share one, together. */
export function stepsPassed(envelopes: readonly Envelope[]): ReadonlyMap<string, number> {
  const nameOf = new Map(envelopes.flatMap(({ pickle }) => (pickle ? [[pickle.id, pickle.name]] : [])));
  const caseOf = new Map(
    envelopes.flatMap(({ testCaseStarted }) =>
      testCaseStarted ? [[testCaseStarted.id, testCaseStarted.testCaseId]] : [],
    ),
  );
  const cases = new Map(envelopes.flatMap(({ testCase }) => (testCase ? [[testCase.id, testCase]] : [])));
  const counts = new Map<string, number>();
  for (const { testStepFinished } of envelopes) {
    if (`${testStepFinished?.testStepResult.status}` !== 'PASSED') continue;
    const testCase = cases.get(caseOf.get(testStepFinished?.testCaseStartedId ?? '') ?? '');
    // Hooks are steps to cucumber, too.
    const step = testCase?.testSteps.find(({ id }) => id === testStepFinished?.testStepId);
    const name = nameOf.get(testCase?.pickleId ?? '');
    if (step?.pickleStepId !== undefined && name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
