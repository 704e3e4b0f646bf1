import type { Agent } from 'undici';
import { type Duration, milliseconds, seconds } from '../../time/index.ts';
import { SubjectError } from '../subject-error.ts';
import type { GatewayUnderTest } from '../target.ts';
import { NEAR_BY_MAIL } from './caller-by-mail.ts';
import { connectionsTo } from './connections.ts';
import { ControlClient } from './control-client.ts';
import { type GatewayCredentials, readCredentials } from './gateway-credentials.ts';
import { type ListenAt, Mailroom } from './mailroom.ts';
import { type Admitted, admit, admitPublicUrl, type Resolve } from './real-hosts.ts';
import { type Survey, survey } from './survey.ts';
import { wayByMail } from './way-by-mail.ts';

const PATIENCE = seconds(10);
/** After so many silences in a row nothing more is asked: each would cost the whole patience again. */
const SILENCES = 2;

/** What a process has to do with one gateway, over all scenarios: its connections, what it was found to give, and one place for mail. */
export class GatewaySession {
  readonly url: string;
  readonly host: string;
  readonly connections: Agent;
  readonly credentials: GatewayCredentials;
  readonly patience: Duration;
  readonly survey: Survey;
  readonly control: ControlClient;
  readonly #asked: GatewayUnderTest;
  #mailroom: Promise<Mailroom> | undefined;
  #wayByMail: Promise<Duration | undefined> | undefined;
  #silences: number;

  private constructor(
    asked: GatewayUnderTest,
    { url, host }: Admitted,
    connections: Agent,
    credentials: GatewayCredentials,
    control: ControlClient,
    found: Survey,
  ) {
    this.#asked = asked;
    this.url = url;
    this.host = host;
    this.connections = connections;
    this.credentials = credentials;
    this.patience = patienceOf(asked);
    this.control = control;
    this.survey = found;
    this.#silences = found.silent ? 1 : 0;
  }

  /** Looks at everything that can be wrong before anything runs. Throws a SubjectError. */
  static async open(asked: GatewayUnderTest, resolve?: Resolve): Promise<GatewaySession> {
    const admitted = await admit(asked.url, resolve);
    const listenAt = listenAtOf(asked);
    if (asked.publicUrl !== undefined) await admitPublicUrl(asked.publicUrl, resolve);
    if (listenAt.port !== 0) (await Mailroom.open(listenAt)).close(); // it can be had
    const credentials = await readCredentials(asked.credentials);
    const connections = connectionsTo(admitted, credentials.authority);
    const token = process.env['WECHATPAY_CONTROL_TOKEN'];
    const control = new ControlClient({
      url: admitted.url,
      connections,
      patience: patienceOf(asked),
      ...(token === undefined || token === '' ? {} : { token }),
    });
    try {
      const found = await survey(admitted.url, control, credentials.identity.mchid);
      return new GatewaySession(asked, admitted, connections, credentials, control, found);
    } catch (failure) {
      await connections.destroy();
      throw failure;
    }
  }

  /** Opened when a scenario first needs it. */
  mailroom(): Promise<Mailroom> {
    this.#mailroom ??= Mailroom.open(listenAtOf(this.#asked), this.#asked.publicUrl);
    return this.#mailroom;
  }

  /** How long something takes to come here by the public URL and be answered; undefined where there is none, or nobody knows. */
  wayByMail(): Promise<Duration | undefined> {
    this.#wayByMail ??=
      this.#asked.publicUrl === undefined
        ? Promise.resolve(undefined)
        : this.mailroom().then((room) => wayByMail(room, NEAR_BY_MAIL));
    return this.#wayByMail;
  }

  /** Takes note of whether the gateway answered at all. */
  heard(silent: boolean): void {
    this.#silences = silent ? this.#silences + 1 : 0;
  }

  get isSilent(): boolean {
    return this.#silences >= SILENCES;
  }

  async close(): Promise<void> {
    (await this.#mailroom)?.close();
    await this.connections.destroy();
  }
}

const patienceOf = ({ patience }: GatewayUnderTest): Duration =>
  patience === undefined ? PATIENCE : milliseconds(patience);

/** Where to listen for notifications. Throws a SubjectError for what is no address, or one that the gateway cannot be told. */
function listenAtOf({ listen = '127.0.0.1:0', publicUrl }: GatewayUnderTest): ListenAt {
  const [, bracketed, plain, digits = ''] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:\s]+)):(\d{1,5})$/.exec(listen) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 65_535)
    throw new SubjectError('configuration', `--listen ${listen} is no HOST:PORT: give it like 127.0.0.1:9000`);
  if (publicUrl === undefined) {
    if (host === '0.0.0.0' || /^[0:]+$/.test(host))
      throw new SubjectError(
        'configuration',
        `--listen ${listen} is every address of this machine, and the gateway has to be told one: give it with --public-url`,
      );
  } else if (!isBase(publicUrl)) {
    throw new SubjectError(
      'configuration',
      // What stands before an @ may be a password: it is not shown.
      `--public-url ${publicUrl.replace(/^.*@/, '…@')} is no URL to put before a path: give it like https://kit.example`,
    );
  }
  return { host, port };
}

function isBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && `${search}${hash}${username}${password}` === '';
}

const sessions = new Map<string, Promise<GatewaySession>>();

/** The session of this process with that gateway: one for every scenario and run at a time. Throws a SubjectError. */
export function sessionWith(asked: GatewayUnderTest): Promise<GatewaySession> {
  const key = JSON.stringify(asked);
  const known = sessions.get(key);
  if (known) return known;
  const opening = GatewaySession.open(asked);
  sessions.set(key, opening);
  opening.catch(() => sessions.delete(key)); // what failed is tried anew
  return opening;
}

/** Ends what this process has to do with that gateway. */
export async function endSession(asked: GatewayUnderTest): Promise<void> {
  const key = JSON.stringify(asked);
  const open = sessions.get(key);
  sessions.delete(key);
  await (await open?.catch(() => undefined))?.close();
}
