/** How a request is signed; anything but `right` must never be let in. */
export type Signing = 'right' | 'not' | 'other-key' | 'other-bytes' | 'stale' | 'garbled';

/** A request while it is being made up. */
export interface Draft {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  readonly signing: Signing;
}

/** One request of those that were sent, and what is known beforehand of its answer. */
export interface Part {
  readonly method: string;
  readonly target: string;
  readonly signing: Signing;
  /** A status that the answer must have. */
  readonly status?: number;
}

/** What is sent over one connection, in bytes. */
export interface Probe {
  readonly bytes: Buffer;
  readonly parts: readonly Part[];
  /** Every part is whole and can be read in one way only: as many answers must come. */
  readonly exact: boolean;
  /** What follows the bytes: the answers are awaited; or the bytes are no whole request, and then nothing, the end, or a reset comes. */
  readonly ending: 'await' | 'hold' | 'end' | 'abort';
  /** A fault that a header asks for. */
  readonly fault?: string;
  /** May stay on the connection of the one before. */
  readonly shares: boolean;
}

/** Whether a target, in whichever form, is the control API's. */
export const isControl = (target: string): boolean =>
  /^\/sandbox(?:[/?]|$)/.test(target.replace(/^https?:\/\/[^/?#]*/i, ''));
