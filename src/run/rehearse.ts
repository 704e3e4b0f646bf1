import type { Envelope } from '@cucumber/messages';
import { play, UnreadableFeature } from './play.ts';
import type { Selection } from './scope.ts';

/** Looks whether every step of the user's own features is one that the kit knows. Throws UnreadableFeature, with the step, where one is not. */
export async function rehearse({ features }: Selection): Promise<void> {
  const rehearsal = { features, tagExpression: '', target: 'mock', seed: 1, parallel: 0, rehearsal: true };
  const envelopes = await play(rehearsal);
  const unknown = stepsWith(envelopes, 'UNDEFINED')[0];
  if (unknown) throw new UnreadableFeature(`${unknown} is no step of the kit: see the sentences of its features`);
  const double = stepsWith(envelopes, 'AMBIGUOUS')[0];
  if (double) throw new UnreadableFeature(`${double} can be read as more than one step of the kit`);
}

/** The steps that ended so, with their files. */
function stepsWith(envelopes: readonly Envelope[], status: 'UNDEFINED' | 'AMBIGUOUS'): readonly string[] {
  const pickles = envelopes.flatMap(({ pickle }) => pickle ?? []);
  const testSteps = envelopes.flatMap(({ testCase }) => testCase?.testSteps ?? []);
  return envelopes.flatMap(({ testStepFinished }) => {
    if (testStepFinished?.testStepResult.status !== status) return [];
    const { pickleStepId } = testSteps.find(({ id }) => id === testStepFinished.testStepId) ?? {};
    const pickle = pickles.find(({ steps }) => steps.some(({ id }) => id === pickleStepId));
    const step = pickle?.steps.find(({ id }) => id === pickleStepId);
    return pickle && step ? [`${pickle.uri}: "${step.text}"`] : [];
  });
}
