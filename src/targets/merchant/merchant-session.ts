import { resolve } from 'node:path';
import { Agent } from 'undici';
import { BackendFailed } from '../../actors/index.ts';
import { type LaunchedBackend, LaunchFailed } from '../../merchant/launch.ts';
import type { MerchantProfile } from '../../merchant/profile/profile.ts';
import { ProfileError } from '../../merchant/profile/profile-error.ts';
import { type ReadProfile, readProfile } from '../../merchant/profile/read-profile.ts';
import { readDuration } from '../../merchant/profile/short-duration.ts';
import { SandboxError } from '../../sandbox/sandbox-error.ts';
import { type Duration, milliseconds, seconds } from '../../time/index.ts';
import { SubjectError } from '../subject-error.ts';
import type { MerchantUnderTest } from '../target.ts';
import { answers, launched, REACHED_WITHIN, reached } from './backend-process.ts';
import { Drivers } from './drivers.ts';
import { addressOf } from './listen-address.ts';
import { MerchantClock } from './merchant-clock.ts';
import { placeholderValues } from './placeholder-values.ts';
import { openServedGateway, type ServedGateway } from './served-gateway.ts';

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
  readonly #open: (() => unknown)[];
  readonly #backend: LaunchedBackend | undefined;
  #failures = 0;
  #wasThere = true;
  /** Whether the backend's own clock was moved, and has to be set right for the next scenario. */
  clockMoved = false;

  private constructor(parts: {
    readonly profile: MerchantProfile;
    readonly gateway: ServedGateway;
    readonly drivers: Drivers;
    readonly backend: LaunchedBackend | undefined;
    readonly open: (() => unknown)[];
  }) {
    this.profile = parts.profile;
    this.gateway = parts.gateway;
    this.drivers = parts.drivers;
    this.#backend = parts.backend;
    this.#open = parts.open;
    this.patience = this.profile.patience === undefined ? PATIENCE : readDuration(this.profile.patience);
  }

  /** Serves the gateway, launches the backend where that is asked, and sets it up. Throws a SubjectError; then nothing is left. */
  static async open(asked: MerchantUnderTest): Promise<MerchantSession> {
    const open: (() => unknown)[] = [];
    try {
      const read = await readProfile(asked.profile, process.env);
      const { profile } = read;
      const credentials = asked.credentials ?? credentialsOf(read);
      const gateway = await openServedGateway({
        at: addressOf(asked.listen ?? profile.gateway?.listen ?? LISTEN, 'gateway.listen'),
        ...(profile.gateway?.tls === undefined ? {} : { tls: addressOf(profile.gateway.tls, 'gateway.tls') }),
        ...(profile.gateway?.proxy === undefined ? {} : { proxy: addressOf(profile.gateway.proxy, 'gateway.proxy') }),
        credentials,
        keyMode: profile.gateway?.keyMode ?? 'both',
        deliveries: { baseUrl: profile.baseUrl, origins: profile.notify?.origins ?? {} },
        // What sets a clock sets all of it; a command may as well do no more than trigger what is due.
        wire: new MerchantClock(typeof profile.clock === 'object' && 'set' in profile.clock),
        tell,
      });
      open.push(() => gateway.close());
      const fill = placeholderValues(gateway, gateway.house.holdings, { baseUrl: profile.baseUrl, credentials });
      const backend = await launched(read, asked, fill, open);
      if (!backend) await reached(profile.baseUrl);
      const connections = new Agent({ keepAliveTimeout: seconds(1), keepAliveMaxTimeout: seconds(1) });
      open.push(() => connections.destroy());
      const drivers = new Drivers({ read, fill, dispatcher: connections });
      const driver = drivers.driverFor({ openid: gateway.house.holdings.file.openid, loginCode: 'set-up' }, () => {});
      // Undone even where it was done by half.
      open.push(() => driver.tearDown().catch((failure: unknown) => tell(`tearDown: ${String(failure)}`)));
      drivers.learn(await driver.setUp());
      return new MerchantSession({ profile, gateway, drivers, backend, open });
    } catch (failure) {
      await closeAll(open);
      throw asSubjectError(failure);
    }
  }

  /** Takes note of whether the backend was there for what was asked of it. */
  heard(failure: unknown): void {
    this.#failures = failure instanceof BackendFailed ? this.#failures + 1 : 0;
  }

  /** Why no scenario can be played now; undefined where one can. */
  async whyNot(): Promise<string | undefined> {
    const ended = this.#backend?.ended();
    if (ended !== undefined) return `the backend is there no more: ${ended} (its output is in backend.log)`;
    if (this.#failures < FAILURES) return undefined;
    if (this.#failures >= GIVEN_UP)
      return `the backend at ${this.profile.baseUrl} failed ${this.#failures} times in a row, and was asked nothing more`;
    this.#wasThere = await answers(this.profile.baseUrl, this.#wasThere ? REACHED_WITHIN : LOOKED_FOR);
    if (this.#wasThere) return undefined;
    return `the backend at ${this.profile.baseUrl} failed ${this.#failures} times in a row and does not answer`;
  }

  close(): Promise<void> {
    return closeAll(this.#open);
  }
}

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Those that the profile names lie where it lies; others where the kit is run, as a sandbox's do. */
const credentialsOf = ({ profile, folder }: ReadProfile): string =>
  profile.gateway?.credentials === undefined ? resolve(CREDENTIALS) : resolve(folder, profile.gateway.credentials);

async function closeAll(open: (() => unknown)[]): Promise<void> {
  for (let undo = open.pop(); undo; undo = open.pop()) await undo();
}

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
  if (failure instanceof Error && failure.name === 'MerchantFailed')
    return new SubjectError('configuration', `setUp: ${failure.message}`);
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
}
