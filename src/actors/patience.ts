import type { Duration } from '../time/index.ts';

/** How long what a merchant shows may take to become true, and what wakes whoever waits for it. */
export interface Patience {
  /** Of wall time. */
  readonly within: Duration;
  /** Resolves when something has happened at the gateway, and after so long at the latest. */
  stirred(within: Duration): Promise<void>;
  /** Resolves when nothing has happened for a short while, and after `within` at the latest. */
  quiet(): Promise<void>;
}
