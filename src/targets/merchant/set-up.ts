import type { Values } from '../../merchant/driver/index.ts';
import type { ReadProfile } from '../../merchant/profile/read-profile.ts';
import { type BackendHosts, connectionsToBackend } from './backend-hosts.ts';
import { Drivers } from './drivers.ts';
import type { Undoing } from './undoing.ts';

export interface SetUpParts {
  readonly read: ReadProfile;
  readonly fill: Readonly<Record<string, string>>;
  readonly hosts: BackendHosts;
  /** The drivers of the scenarios: they know what the set-up took. */
  readonly drivers: Drivers;
  readonly openid: string;
  /** As for the drivers. */
  readonly env?: NodeJS.ProcessEnv;
  readonly tell: (line: string) => void;
}

/**
 * Plays the profile's set-up, and leaves its tear-down to be played when all is undone: where the set-up was done by half
 * too, with what it had taken by then. Throws as a driver does.
 */
export async function setUp(parts: SetUpParts, open: Undoing): Promise<void> {
  const { drivers, openid } = parts;
  const taken = new Map<string, unknown>();
  open.push(() => tearDown(parts, taken));
  await drivers.driverFor(buyer(openid), () => {}).setUp(taken);
  drivers.learn(taken);
}

/** Its connections are its own: those of scenarios may be cut already. */
async function tearDown({ read, fill, hosts, openid, env, tell }: SetUpParts, known: Values): Promise<void> {
  if ((read.profile.tearDown ?? []).length === 0) return;
  const connections = connectionsToBackend(hosts);
  const drivers = new Drivers({ read, fill, dispatcher: connections, ...(env === undefined ? {} : { env }) });
  drivers.learn(known);
  try {
    await drivers.driverFor(buyer(openid), () => {}).tearDown();
  } catch (failure) {
    tell(failure instanceof Error ? failure.message : String(failure));
  } finally {
    await connections.destroy();
  }
}

const buyer = (openid: string) => ({ openid, loginCode: 'set-up' });
