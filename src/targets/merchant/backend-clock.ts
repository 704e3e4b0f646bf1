import type { MerchantDriver } from '../../merchant/driver/index.ts';
import type { ClockProfile, Step } from '../../merchant/profile/profile.ts';
import { type Instant, toRfc3339 } from '../../time/index.ts';

/** What moves the backend's own clock, or has it do what is due by then; or why nothing can. */
export type ClockHook = { readonly steps: readonly Step[] } | { readonly missing: string };

export function clockHook(clock: ClockProfile = 'none'): ClockHook {
  if (clock === 'none') return { missing: "the kit has no hold of this backend's clock (clock: none in the profile)" };
  if ('set' in clock) return { steps: [clock.set] };
  if ('command' in clock) return { steps: [clock] };
  return { missing: 'this version of the kit does not launch backends under libfaketime' };
}

/** Tells the backend what time it is now. */
export const setClock = (driver: MerchantDriver, steps: readonly Step[], now: Instant): Promise<void> =>
  driver.perform('clock', steps, new Map([['now', toRfc3339(now)]]));
