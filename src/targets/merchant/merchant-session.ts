import { resolve } from 'node:path';
import type { Agent } from 'undici';
import { BackendFailed, MerchantFailed, VerbMissing } from '../../actors/index.ts';
import { onInterruption, unlessInterrupted } from '../../merchant/interruption.ts';
import { type LaunchedBackend, LaunchFailed } from '../../merchant/launch.ts';
import type { MerchantProfile } from '../../merchant/profile/profile.ts';
import { ProfileError } from '../../merchant/profile/profile-error.ts';
import { type ReadProfile, readProfile } from '../../merchant/profile/read-profile.ts';
import { readDuration } from '../../merchant/profile/short-duration.ts';
import { SandboxError } from '../../sandbox/sandbox-error.ts';
import { type Duration, milliseconds, seconds } from '../../time/index.ts';
import { SubjectError } from '../subject-error.ts';
import type { MerchantUnderTest } from '../target.ts';
import { type ClockHook, clockHook } from './backend-clock.ts';
import { admitBackend, connectionsToBackend } from './backend-hosts.ts';
import { answers, launched, REACHED_WITHIN, reached } from './backend-process.ts';
import { Drivers } from './drivers.ts';
import { drivenClock, fakedTimeFor, livesAhead, timeOf } from './faked-backend.ts';
import { addressOf } from './listen-address.ts';
import { MerchantClock } from './merchant-clock.ts';
import { placeholderValues } from './placeholder-values.ts';
import { openServedGateway, type ServedGateway } from './served-gateway.ts';
import { setUp } from './set-up.ts';
import { Undoing } from './undoing.ts';

const LISTEN = '127.0.0.1:8787';
const CREDENTIALS = '.wechatpay';
const PATIENCE = seconds(5);
/** After so many failures in a row it is found out whether the backend is there at all. */
const FAILURES = 2;
/** After so many it is asked nothing more, there or not: each would cost the whole time that an answer may take. */
const GIVEN_UP = 4;
/** Once it was found not to be there, it is looked for only in passing. */
const LOOKED_FOR = milliseconds(200);

/** What a process has to do with one backend, over all scenarios: the gateway that it talks to, its launch, its set-up. */
export class MerchantSession {
  readonly profile: MerchantProfile;
  readonly gateway: ServedGateway;
  readonly patience: Duration;
  readonly drivers: Drivers;
  /** What moves the backend's own clock. */
  readonly clock: ClockHook;
  readonly #open: Undoing;
  readonly #connections: Agent;
  readonly #backend: LaunchedBackend | undefined;
  #failures = 0;
  #wasThere = true;
  /** Whether the backend's own clock was moved, and has to be set right for the next scenario. */
  clockMoved = false;

  private constructor(parts: {
    readonly profile: MerchantProfile;
    readonly gateway: ServedGateway;
    readonly drivers: Drivers;
    readonly clock: ClockHook;
    readonly backend: LaunchedBackend | undefined;
    readonly connections: Agent;
    readonly open: Undoing;
  }) {
    this.profile = parts.profile;
    this.gateway = parts.gateway;
    this.drivers = parts.drivers;
    this.clock = parts.clock;
    this.#backend = parts.backend;
    this.#open = parts.open;
    this.#connections = parts.connections;
    this.patience = this.profile.patience === undefined ? PATIENCE : readDuration(this.profile.patience);
  }

  /**
   * Serves the gateway, launches the backend where that is asked, and sets it up. Throws a SubjectError; then nothing is
   * left. Where a signal ends the kit, all is undone too, and nothing that waits for the session goes on.
   */
  static async open(asked: MerchantUnderTest): Promise<MerchantSession> {
    const open = new Undoing();
    open.push(onInterruption('undo', () => open.all()));
    try {
      const read = await readProfile(asked.profile, process.env);
      const { profile } = read;
      const hosts = await admitBackend(profile);
      const connections = connectionsToBackend(hosts);
      const disconnect = (): Promise<void> => connections.destroy();
      open.push(disconnect);
      open.push(onInterruption('stop', () => interrupted(profile, disconnect)));
      const credentials = asked.credentials ?? credentialsOf(read);
      const faked = fakedTimeFor(profile, open);
      const wire = new MerchantClock(livesAhead(profile, faked));
      const gateway = await served(profile, asked, credentials, wire);
      open.push(() => gateway.close());
      const fill = placeholderValues(gateway, gateway.house.holdings, { baseUrl: profile.baseUrl, credentials });
      const backend = await launched(read, asked, fill, open, connections, timeOf(faked));
      open.push(disconnect); // one that is asked to end may wait for its connections first
      if (!backend) await reached(profile.baseUrl, connections);
      await unlessInterrupted();
      const clock = clockHook(profile.clock, await drivenClock(profile, faked, backend, gateway, hosts, open));
      const env = timeOf(faked)?.env(process.env) ?? process.env;
      const drivers = new Drivers({ read, fill, dispatcher: connections, env });
      await setUp({ read, fill, hosts, drivers, env, openid: gateway.house.holdings.file.openid, tell }, open);
      return new MerchantSession({ profile, gateway, drivers, clock, backend, connections, open });
    } catch (failure) {
      await open.all();
      await unlessInterrupted();
      throw asSubjectError(failure);
    }
  }

  /** Takes note of whether the backend was there for what was asked of it. */
  heard(failure: unknown): void {
    this.#failures = failure instanceof BackendFailed ? this.#failures + 1 : 0;
  }

  /** Why no scenario can be played now; undefined where one can. */
  async whyNot(): Promise<string | undefined> {
    await unlessInterrupted();
    const ended = this.#backend?.ended();
    if (ended !== undefined) return `the backend is there no more: ${ended} (its output is in backend.log)`;
    if (this.#failures < FAILURES) return undefined;
    if (this.#failures >= GIVEN_UP)
      return `the backend at ${this.profile.baseUrl} failed ${this.#failures} times in a row, and was asked nothing more`;
    this.#wasThere = await answers(
      this.profile.baseUrl,
      this.#wasThere ? REACHED_WITHIN : LOOKED_FOR,
      this.#connections,
    );
    if (this.#wasThere) return undefined;
    return `the backend at ${this.profile.baseUrl} failed ${this.#failures} times in a row and does not answer`;
  }

  close(): Promise<void> {
    return this.#open.all();
  }
}

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Nothing more is asked of the backend but to undo what was done. */
function interrupted({ launch, tearDown }: MerchantProfile, disconnect: () => Promise<void>): Promise<void> {
  if (launch || tearDown) tell('Interrupted: the backend is left as it was found. Interrupt again to end at once.');
  return disconnect();
}

/** The gateway, where the backend is configured to find it. */
function served(
  profile: MerchantProfile,
  asked: MerchantUnderTest,
  credentials: string,
  wire: MerchantClock,
): Promise<ServedGateway> {
  const { listen, tls, proxy, keyMode = 'both' } = profile.gateway ?? {};
  return openServedGateway({
    at: addressOf(asked.listen ?? listen ?? LISTEN, 'gateway.listen'),
    ...(tls === undefined ? {} : { tls: addressOf(tls, 'gateway.tls') }),
    ...(proxy === undefined ? {} : { proxy: addressOf(proxy, 'gateway.proxy') }),
    credentials,
    keyMode,
    deliveries: { baseUrl: profile.baseUrl, origins: profile.notify?.origins ?? {} },
    wire,
    tell,
  });
}

/** Those that the profile names lie where it lies; others where the kit is run, as a sandbox's do. */
const credentialsOf = ({ profile, folder }: ReadProfile): string =>
  profile.gateway?.credentials === undefined ? resolve(CREDENTIALS) : resolve(folder, profile.gateway.credentials);

function asSubjectError(failure: unknown): unknown {
  if (failure instanceof ProfileError) return new SubjectError('configuration', failure.message);
  if (failure instanceof LaunchFailed) return new SubjectError('unreachable', failure.message);
  if (failure instanceof BackendFailed) return new SubjectError('unreachable', failure.message);
  // A sandbox's options are this profile's keys.
  if (failure instanceof SandboxError)
    return new SubjectError(
      'configuration',
      failure.message
        .replaceAll('--port', 'gateway.listen')
        .replaceAll('--tls-port', 'gateway.tls')
        .replaceAll('--proxy-port', 'gateway.proxy'),
    );
  // What a step of the set-up ended with names the set-up, or the login that it needed.
  if (failure instanceof MerchantFailed || failure instanceof VerbMissing)
    return new SubjectError('configuration', failure.message.replace(/^(?!setUp\b)/, 'setUp: '));
  return failure;
}

const sessions = new Map<string, Promise<MerchantSession>>();

/** The session of this process with that backend: one for every scenario of a run. Throws a SubjectError. */
export function sessionOf(asked: MerchantUnderTest): Promise<MerchantSession> {
  const key = JSON.stringify(asked);
  const known = sessions.get(key);
  if (known) return known;
  const opening = MerchantSession.open(asked);
  sessions.set(key, opening);
  opening.catch(() => sessions.delete(key)); // what failed is tried anew
  return opening;
}

/** Tears down what was set up, ends the backend that was launched, and frees the ports. */
export async function endSessionOf(asked: MerchantUnderTest): Promise<void> {
  const key = JSON.stringify(asked);
  const open = sessions.get(key);
  sessions.delete(key);
  await (await open?.catch(() => undefined))?.close();
  await unlessInterrupted();
}
