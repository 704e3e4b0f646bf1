import { Agent } from 'undici';
import { allSteps } from '../../merchant/profile/all-steps.ts';
import { callOf, isCommand, type MerchantProfile } from '../../merchant/profile/profile.ts';
import { formatPath } from '../../merchant/profile/profile-error.ts';
import { connectionsTo } from '../remote/connections.ts';
import { type Admitted, admit, type Resolve } from '../remote/real-hosts.ts';
import { SubjectError } from '../subject-error.ts';

/** The places that a profile has the kit send requests to, by origin, as they were looked at. Nothing is sent anywhere else. */
export type BackendHosts = ReadonlyMap<string, Admitted>;

/**
 * Looks at every address of a profile: none may lead to WeChat Pay, by its name or by what that resolves to. Throws a
 * SubjectError that names the key.
 */
export async function admitBackend(profile: MerchantProfile, resolve?: Resolve): Promise<BackendHosts> {
  const admitted = new Map<string, Admitted>();
  for (const { key, origin } of placesOf(profile))
    if (!admitted.has(origin)) admitted.set(origin, await admitAs(key, origin, resolve));
  return admitted;
}

interface Place {
  readonly key: string;
  readonly origin: string;
}

function placesOf(profile: MerchantProfile): readonly Place[] {
  const { baseUrl, notify } = profile;
  const ofSteps = allSteps(profile).flatMap(({ step, path }): Place[] => {
    const whole = isCommand(step) ? undefined : /^https?:\/\/[^/?#]*/.exec(callOf(step).path)?.[0];
    return whole === undefined ? [] : [{ key: formatPath(path), origin: new URL(whole).origin }];
  });
  return [
    { key: 'baseUrl', origin: new URL(baseUrl).origin },
    ...Object.entries(notify?.origins ?? {}).map(([from, to]) => ({
      key: formatPath(['notify', 'origins', from]),
      origin: new URL(to).origin,
    })),
    ...ofSteps,
  ];
}

async function admitAs(key: string, origin: string, resolve: Resolve | undefined): Promise<Admitted> {
  try {
    return await admit(origin, resolve);
  } catch (failure) {
    if (!(failure instanceof SubjectError)) throw failure;
    throw failure.kind === 'configuration'
      ? new SubjectError(
          'configuration',
          `${key}: ${origin} leads to WeChat Pay itself: this kit turns clocks and sends wrong notifications, so name your own backend`,
        )
      : new SubjectError(failure.kind, `${key}: ${failure.message}`);
  }
}

/** Connections to these places, each to the addresses that were looked at, whatever a name resolves to by now. */
export const connectionsToBackend = (hosts: BackendHosts): Agent =>
  new Agent({
    factory: (origin) => {
      const admitted = hosts.get(new URL(origin).origin);
      if (!admitted) throw new Error(`${origin} is no place that the profile names`);
      return connectionsTo(admitted);
    },
  });
