import type { Capability } from '../actors/index.ts';

/** What becomes of an act: the sentences that play it and hold the subject to the model, and how things stand then. */
export interface Played<Standing> {
  readonly given?: readonly string[];
  /** What is done; absent where there is only something given from now on. */
  readonly when?: string;
  readonly outcome: readonly string[];
  readonly next: Standing;
  /** Which steps of the state machines, and which sides of windows, this was. */
  readonly seen: readonly string[];
}

/** Something that can be done. Undefined where the documents do not say what must come of it now, or it has no object. */
export interface Act<Standing> {
  readonly name: string;
  readonly needs?: readonly Capability[];
  readonly play: (standing: Standing) => Played<Standing> | undefined;
}
