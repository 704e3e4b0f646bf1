import { isAbsent, type MerchantProfile, type Step, VERBS, type VerbName } from './profile.ts';
import type { Path } from './profile-error.ts';

/** What a list of steps is there for. */
export type Purpose =
  | { readonly kind: 'verb'; readonly verb: VerbName }
  | { readonly kind: 'login'; readonly actor: string }
  | { readonly kind: 'setUp' }
  | { readonly kind: 'tearDown' }
  | { readonly kind: 'clock' };

export interface StepList {
  readonly purpose: Purpose;
  readonly path: Path;
  readonly steps: readonly Step[];
}

/** Every list of steps of a profile, with where it stands. */
export function stepLists(profile: MerchantProfile): readonly StepList[] {
  const lists: StepList[] = [];
  const add = (purpose: Purpose, path: Path, steps: readonly Step[] | undefined): void => {
    if (steps) lists.push({ purpose, path, steps });
  };
  for (const [actor, { login }] of Object.entries(profile.actors ?? {}))
    add({ kind: 'login', actor }, ['actors', actor, 'login'], login);
  add({ kind: 'setUp' }, ['setUp'], profile.setUp);
  for (const verb of VERBS) {
    const described = profile.verbs[verb];
    if (described && !isAbsent(described)) add({ kind: 'verb', verb }, ['verbs', verb], described);
  }
  add({ kind: 'tearDown' }, ['tearDown'], profile.tearDown);
  return lists;
}

/** One step with where it stands. The clock's request is one of its own. */
export interface Placed {
  readonly step: Step;
  readonly path: Path;
  readonly purpose: Purpose;
}

export function allSteps(profile: MerchantProfile): readonly Placed[] {
  const listed = stepLists(profile).flatMap(({ purpose, path, steps }) =>
    steps.map((step, index): Placed => ({ step, path: [...path, index], purpose })),
  );
  const { clock } = profile;
  return typeof clock === 'object' && 'set' in clock
    ? [...listed, { step: clock.set, path: ['clock', 'set'], purpose: { kind: 'clock' } }]
    : listed;
}
