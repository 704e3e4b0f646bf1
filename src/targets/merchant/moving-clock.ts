import { BackendFailed, MerchantFailed, ScenarioStopped } from '../../actors/index.ts';
import type { MerchantDriver } from '../../merchant/driver/index.ts';
import type { Instant } from '../../time/index.ts';
import type { Trace } from '../../trace/index.ts';
import { type ClockHook, setClock } from './backend-clock.ts';
import { DrivenClock } from './driven-clock.ts';
import type { Companion } from './hosted-gateway.ts';
import type { MerchantClock } from './merchant-clock.ts';

export interface ClockParts {
  readonly hook: ClockHook;
  readonly wire: MerchantClock;
  readonly driver: MerchantDriver;
  readonly trace: Trace;
  /** Hears that a clock is no more where it was found. */
  readonly turned: () => void;
}

/** Has the backend's clock go along with business time, where that can be. What cannot be moved ends the scenario. */
export function movingClock({ hook, wire, driver, trace, turned }: ClockParts): Companion {
  if ('steps' in hook)
    return {
      moved: async (now) => {
        turned();
        await clockFailing(
          trace,
          wire.move(now, () => setClock(driver, hook.steps, now)),
        );
      },
    };
  if ('driven' in hook) return driving(hook.driven, trace);
  return { moved: async () => {} };
}

function driving(clock: DrivenClock, trace: Trace): Companion {
  let notTooLong = DrivenClock.timed();
  const go = async (now: Instant): Promise<void> => {
    notTooLong();
    await clock.moveTo(now);
  };
  return {
    stops: (from, to) => {
      notTooLong = DrivenClock.timed();
      return clock.stops(from, to);
    },
    moved: (now) => clockFailing(trace, go(now)),
  };
}

/** A clock that could not be moved says nothing about the merchant. */
const clockFailing = (trace: Trace, moving: Promise<void>): Promise<void> =>
  moving.catch((failure: unknown) => {
    if (!(failure instanceof BackendFailed || failure instanceof MerchantFailed)) throw failure;
    const reason = `the backend's clock could not be moved: ${failure.message}`;
    trace.record({ kind: 'obstacle', why: 'environment', reason });
    throw new ScenarioStopped(reason);
  });
