import { FakedTime, findLibrary } from '../../merchant/faketime/index.ts';
import type { LaunchedBackend } from '../../merchant/launch.ts';
import type { MerchantProfile } from '../../merchant/profile/profile.ts';
import { readDuration } from '../../merchant/profile/short-duration.ts';
import { seconds } from '../../time/index.ts';
import { type BackendHosts, connectionsToBackend } from './backend-hosts.ts';
import { readyUrl } from './backend-process.ts';
import { DrivenClock } from './driven-clock.ts';
import type { LivesAhead } from './merchant-clock.ts';
import type { ServedGateway } from './served-gateway.ts';

/** The guide's job that polls runs each half minute. */
const USUAL_STEP = seconds(30);

/**
 * The time that a backend of this profile is to be launched under; undefined where the profile asks for none, and a reason
 * where it cannot be had. What undoes it goes to `open`.
 */
export function fakedTimeFor({ clock, launch }: MerchantProfile, open: { push(undo: () => unknown): unknown }): Faked {
  if (typeof clock !== 'object' || !('faketime' in clock)) return undefined;
  if (!launch)
    return { missing: 'clock: faketime needs a backend that the kit launches, and the profile has no "launch"' };
  const library = findLibrary(process.env);
  if ('missing' in library) return library;
  const faked = FakedTime.open(library.path);
  if (faked instanceof FakedTime) open.push(() => faked.close());
  return faked;
}

export type Faked = FakedTime | { readonly missing: string } | undefined;

export const timeOf = (faked: Faked): FakedTime | undefined => (faked instanceof FakedTime ? faked : undefined);

/** Whether this backend signs by the time that the kit moves. */
export function livesAhead({ clock }: MerchantProfile, faked: Faked): LivesAhead {
  if (faked instanceof FakedTime) return 'certainly';
  // What sets a clock sets all of it, as a rule; a command may as well do no more than trigger what is due.
  return typeof clock === 'object' && 'set' in clock;
}

/** The clock of a backend that was launched under faked time, once it is seen that the backend lives by that. Throws a BackendFailed. */
export async function drivenClock(
  { baseUrl, clock, launch }: MerchantProfile,
  faked: Faked,
  backend: LaunchedBackend | undefined,
  { traffic, house: { wire } }: Pick<ServedGateway, 'traffic' | 'house'>,
  hosts: BackendHosts,
  open: { push(undo: () => unknown): unknown },
): Promise<DrivenClock | { readonly missing: string } | undefined> {
  if (!(faked instanceof FakedTime)) return faked;
  if (!launch || !backend || typeof clock !== 'object' || !('faketime' in clock))
    throw new Error('time was faked for a backend whose profile does not ask for it');
  // None is kept: an idle one may be closed just when it is used, since its time has jumped.
  const dispatcher = connectionsToBackend(hosts);
  open.push(() => dispatcher.destroy());
  const poke = { url: readyUrl(baseUrl, launch), dispatcher };
  const driven = new DrivenClock({
    faked,
    step: clock.faketime.step === undefined ? USUAL_STEP : readDuration(clock.faketime.step),
    wire,
    traffic,
    leader: backend.pid,
    poke,
  });
  const missing = await driven.tried();
  return missing === undefined ? driven : { missing };
}
