import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Dispatcher, request } from 'undici';
import { alphanumeric, systemEntropy } from '../protocol/entropy.ts';
import { type Duration, formatDuration, milliseconds, seconds, stopwatch, wakeAfter } from '../time/index.ts';
import { standGuard } from './guard.ts';
import { unlessInterrupted } from './interruption.ts';
import { groupOf, type ProcessGroup } from './process-group.ts';
import { MARK } from './relatives.ts';

export interface Launch {
  /** A command of the shell. */
  readonly command: string;
  readonly cwd: string;
  /** The whole environment that it runs in. */
  readonly env: NodeJS.ProcessEnv;
  /** The backend is up once a GET of this is answered with 2xx. */
  readonly ready: { readonly url: string };
  readonly within: Duration;
  /** What it says on either output, line by line, without secrets. */
  readonly output: (line: string) => void;
  /** Values that must stand in no message and no log. */
  readonly secrets?: readonly string[];
  /** What it is looked for through; the process's own connections where nothing is said. */
  readonly dispatcher?: Dispatcher;
}

/** A backend that the kit has started. */
export interface LaunchedBackend {
  readonly pid: number;
  /** How it ended by itself: `it ended with exit code 1`. Undefined while it runs. */
  ended(): string | undefined;
  /** Ends it with all its children. May be called again. */
  end(): Promise<void>;
}

/** The backend did not come up; the message says how that went, with the last that it said. */
export class LaunchFailed extends Error {
  override readonly name = 'LaunchFailed';
}

const LOOK_AGAIN_AFTER = milliseconds(50);
const ONE_LOOK = seconds(2);
const LAST_LINES = 8;
const LAST_WORDS = seconds(1);
const LONGEST_LINE = 2_000;
/** Any line with a word in it but the frames of a stack. */
const TELLS_SOMETHING = /^(?!\s*at .*[:(]).*\w/;

/**
 * Starts a backend in a process group of its own and waits until it is up. The group ends with `end()`, with the kit, and
 * on SIGINT and SIGTERM. Throws LaunchFailed, and then nothing of it is left.
 */
export async function launchBackend(launch: Launch): Promise<LaunchedBackend> {
  const { command, cwd, env, ready, within, output, secrets = [], dispatcher } = launch;
  const look = (): Promise<number | undefined> => statusOf(ready.url, dispatcher);
  if ((await look()) !== undefined)
    throw new LaunchFailed(
      `something answers at ${ready.url} before the backend was launched: stop it, or take "launch" out of the profile to test what runs there`,
    );
  await unlessInterrupted();
  const mark = alphanumeric(systemEntropy, 16);
  const marked = { ...env, [MARK]: mark };
  standGuard();
  const child = spawn(command, { cwd, env: marked, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const last: string[] = [];
  const hear = (line: string): void => {
    const shown = withoutSecrets(line, secrets).slice(0, LONGEST_LINE);
    output(shown);
    if (!TELLS_SOMETHING.test(shown)) return;
    last.push(shown.trim());
    if (last.length > LAST_LINES) last.shift();
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', hear);
  const fate = fateOf(child);
  const drained = lastWordsOf(child);
  const { pid } = child;
  if (pid === undefined) {
    await fate.over;
    throw new LaunchFailed(`the backend cannot be launched: ${fate.said()}`);
  }
  const group = groupOf(pid, mark);
  try {
    await untilReady(ready.url, look, within, fate);
  } catch (failure) {
    await group.end();
    await drained;
    const words = last.length === 0 ? 'it said nothing' : `it said last: ${last.join(' | ')}`;
    throw new LaunchFailed(`${failure instanceof Error ? failure.message : String(failure)}; ${words}`);
  }
  return backendOf(pid, group, fate, drained);
}

const backendOf = (pid: number, group: ProcessGroup, fate: Fate, drained: Promise<void>): LaunchedBackend => ({
  pid,
  ended: () => fate.said(),
  end: async () => {
    await group.end();
    await drained;
  },
});

/** Resolves when all that it wrote was read. Whatever outlives it with its output in hand is not waited for. */
const lastWordsOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('close', () => resolve());
    child.once('exit', () => wakeAfter(LAST_WORDS, resolve));
    child.once('error', () => resolve());
  });

interface Fate {
  readonly over: Promise<void>;
  said(): string | undefined;
}

function fateOf(child: ChildProcess): Fate {
  let said: string | undefined;
  const over = new Promise<void>((resolve) => {
    child.once('error', (failure) => {
      said = failure.message;
      resolve();
    });
    child.once('exit', (code, signal) => {
      said ??= signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
      resolve();
    });
  });
  return { over, said: () => said };
}

async function untilReady(
  url: string,
  look: () => Promise<number | undefined>,
  within: Duration,
  fate: Fate,
): Promise<void> {
  const elapsed = stopwatch();
  let status: number | undefined;
  while (elapsed() < within) {
    if (fate.said() !== undefined) break;
    status = await Promise.race([look(), fate.over.then(() => undefined)]);
    if (status !== undefined && status >= 200 && status < 300 && fate.said() === undefined) return;
    await Promise.race([new Promise<void>((resolve) => wakeAfter(LOOK_AGAIN_AFTER, resolve)), fate.over]);
  }
  if (fate.said() !== undefined) throw new Error(`the backend ended before it was ready: ${fate.said()}`);
  const seen = status === undefined ? 'nobody answers there' : `that was last answered with HTTP ${status}`;
  throw new Error(
    `the backend was not ready within ${formatDuration(within)}: GET ${url} was awaited, and ${seen} (launch.ready and launch.within in the profile)`,
  );
}

/** Undefined where nobody answers. */
async function statusOf(url: string, dispatcher: Dispatcher | undefined): Promise<number | undefined> {
  try {
    const { statusCode, body } = await request(url, {
      headersTimeout: ONE_LOOK,
      bodyTimeout: ONE_LOOK,
      reset: true,
      ...(dispatcher === undefined ? {} : { dispatcher }),
    });
    await body.dump();
    return statusCode;
  } catch {
    return undefined;
  }
}

/** A line of Base64 as PEM files have them, or one of their edges with whatever follows it in the same line. */
const OF_A_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----.*|^\s*[A-Za-z0-9+/]{60,}={0,2}\s*$/;

function withoutSecrets(line: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length >= 6);
  return known.reduce((text, secret) => text.replaceAll(secret, '…'), line).replace(OF_A_KEY, '…');
}
