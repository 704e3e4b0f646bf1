import { type Instant, minutes, seconds } from '../time/index.ts';
import type { EndpointName } from './endpoints.ts';

/** What was called in one period. */
export interface Tally {
  /** The number of its second, or its minute. */
  readonly period: number;
  succeeded: number;
  failed: number;
}

/** How often one merchant has called each endpoint in the second that runs. */
export class CallRates {
  readonly #tallies = new Map<EndpointName | 'refund-of-old-order', Tally>();

  /** The tally of the period that a moment lies in; what was counted in an earlier one counts no more. */
  of(what: EndpointName | 'refund-of-old-order', at: Instant): Tally {
    const period = Math.floor(at / (what === 'refund-of-old-order' ? minutes(1) : seconds(1)));
    const known = this.#tallies.get(what);
    if (known?.period === period) return known;
    const fresh = { period, succeeded: 0, failed: 0 };
    this.#tallies.set(what, fresh);
    return fresh;
  }
}
