import { resolve } from 'node:path';
import { type Dispatcher, request } from 'undici';
import { fillText, Scope, Unfilled } from '../../merchant/driver/fill.ts';
import { shellText } from '../../merchant/driver/shell-text.ts';
import type { FakedTime } from '../../merchant/faketime/index.ts';
import { secretsOf } from '../../merchant/kept-secret.ts';
import { type LaunchedBackend, launchBackend } from '../../merchant/launch.ts';
import type { LaunchProfile } from '../../merchant/profile/profile.ts';
import type { ReadProfile } from '../../merchant/profile/read-profile.ts';
import { readDuration } from '../../merchant/profile/short-duration.ts';
import { type Duration, seconds, wakeAfter } from '../../time/index.ts';
import { SubjectError } from '../subject-error.ts';
import type { MerchantUnderTest } from '../target.ts';
import { backendLog } from './backend-log.ts';
import { inheritedEnvironment } from './inherited-environment.ts';

const READY_WITHIN = seconds(30);
/** How long a backend may take to answer anything. */
export const REACHED_WITHIN = seconds(5);

/** Launches the backend where its profile asks for that, under a time of its own where one is given; what undoes it goes to `open`. Throws a LaunchFailed. */
export async function launched(
  { profile, folder, secrets }: ReadProfile,
  { reports }: MerchantUnderTest,
  fill: Readonly<Record<string, string>>,
  open: { push(undo: () => unknown): unknown },
  dispatcher?: Dispatcher,
  faked?: FakedTime,
): Promise<LaunchedBackend | undefined> {
  const { launch } = profile;
  if (!launch) return undefined;
  const values = new Scope(new Map(Object.entries(fill)));
  const env = Object.entries(launch.env ?? {}).map(([name, text]) => [
    name,
    filled(`launch.env.${name}`, () => fillText(text, values)),
  ]);
  const cwd = filled('launch.cwd', () => fillText(launch.cwd ?? '.', values));
  const shell = filled('launch.command', () => shellText(launch.command, values));
  const own = { ...inheritedEnvironment(process.env), ...Object.fromEntries(env), ...shell.env };
  const log = await backendLog(reports);
  open.push(() => log.close());
  const backend = await launchBackend({
    command: shell.text,
    cwd: resolve(folder, cwd),
    env: faked?.env(own) ?? own,
    ready: { url: readyUrl(profile.baseUrl, launch) },
    within: launch.within === undefined ? READY_WITHIN : readDuration(launch.within),
    output: log.write,
    secrets: [...secrets, ...secretsOf(fill)],
    ...(dispatcher === undefined ? {} : { dispatcher }),
  });
  open.push(() => backend.end());
  return backend;
}

/** `GET /healthz`, or a path or a URL alone. */
export const readyUrl = (baseUrl: string, { ready }: LaunchProfile): string => {
  const where = ready.replace(/^GET\s+/i, '').trim();
  return /^https?:/.test(where) ? where : `${baseUrl.replace(/\/+$/, '')}${where}`;
};

/** Whether anybody answers, whatever the answer is. */
export async function answers(url: string, within: Duration, dispatcher?: Dispatcher): Promise<boolean> {
  const late = new AbortController();
  const alarm = wakeAfter(within, () => late.abort());
  try {
    const { body } = await request(url, {
      signal: late.signal,
      reset: true,
      ...(dispatcher === undefined ? {} : { dispatcher }),
    });
    body.on('error', () => undefined).destroy();
    return true;
  } catch {
    return false;
  } finally {
    alarm.cancel();
  }
}

/** Throws a SubjectError where nobody answers. */
export async function reached(baseUrl: string, dispatcher?: Dispatcher): Promise<void> {
  if (await answers(baseUrl, REACHED_WITHIN, dispatcher)) return;
  throw new SubjectError(
    'unreachable',
    `No backend answers at ${baseUrl}: start it, or let the kit do so with "launch" in the profile`,
  );
}

function filled<T>(key: string, fill: () => T): T {
  try {
    return fill();
  } catch (failure) {
    if (!(failure instanceof Unfilled)) throw failure;
    const asks = failure.placeholder === 'gateway.proxy' ? 'gateway.proxy' : 'gateway.tls';
    throw new SubjectError(
      'configuration',
      `${key}: {${failure.placeholder}} stands for nothing: say in the profile where that is served, as ${asks}: 127.0.0.1:0`,
    );
  }
}
