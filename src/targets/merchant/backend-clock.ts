import type { MerchantDriver } from '../../merchant/driver/index.ts';
import type { ClockProfile, Step } from '../../merchant/profile/profile.ts';
import { type Instant, toRfc3339 } from '../../time/index.ts';
import type { DrivenClock } from './driven-clock.ts';

/** What moves the backend's own clock, or has it do what is due by then; or why nothing can. */
export type ClockHook =
  | { readonly steps: readonly Step[] }
  | { readonly driven: DrivenClock }
  | { readonly missing: string };

/** `driven` is the clock of a backend that was launched under faketime, or why there is none. */
export function clockHook(
  clock: ClockProfile = 'none',
  driven?: DrivenClock | { readonly missing: string },
): ClockHook {
  if (clock === 'none') return { missing: "the kit has no hold of this backend's clock (clock: none in the profile)" };
  if ('set' in clock) return { steps: [clock.set] };
  if ('command' in clock) return { steps: [clock] };
  if (driven === undefined) throw new Error('the profile asks for faketime, and nobody looked whether that can be had');
  return 'missing' in driven ? driven : { driven };
}

/** Tells the backend what time it is now. */
export const setClock = (driver: MerchantDriver, steps: readonly Step[], now: Instant): Promise<void> =>
  driver.perform('clock', steps, new Map([['now', toRfc3339(now)]]));
