import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readProfile } from '../../src/merchant/profile/index.ts';
import { freePort } from '../free-port.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'kit-run-'));
after(() => rm(folder, { recursive: true, force: true }));

export interface Conformance {
  readonly verdict: string;
  readonly rules: readonly { readonly id: string; readonly verdict: string; readonly reason?: string }[];
}

/** How a command on an example ended, and the folder that was given for its reports. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly reports: string;
}

/** A command of the kit with the example's own profile, at ports that are free and with some keys as they are given here, played from the sources. */
export async function onExample(
  command: 'run' | 'explore' | 'doctor',
  name: string,
  changes: object = { patience: '3s' },
  options: readonly string[] = [],
): Promise<Ended> {
  const own = await readProfile(join(root, 'examples', name, 'merchant.yaml'), { ADMIN_TOKEN: 'admin-of-a-test' });
  const port = new URL(own.profile.baseUrl).port;
  const free = String(await freePort());
  const tsx = import.meta.resolve('tsx');
  const preload = pathToFileURL(join(root, 'dist/src/redirect/redirect.js')).href;
  const moved = JSON.stringify({ ...own.profile, gateway: { ...own.profile.gateway, listen: '127.0.0.1:0' } })
    .replaceAll(new RegExp(`\\b${port}\\b`, 'g'), free)
    .replaceAll('--import wechatpay-conformance/redirect', `--import ${preload}`);
  const profile = JSON.parse(moved) as { launch?: object };
  const at = await mkdtemp(join(folder, 'run-'));
  const launch = { ...profile.launch, cwd: join(root, 'examples', name) };
  await writeFile(join(at, 'merchant.yaml'), JSON.stringify({ ...profile, ...changes, launch }));
  const args = ['--merchant', join(at, 'merchant.yaml'), '--credentials', join(at, 'cred'), ...options];
  const reports = join(at, 'r');
  const kept = command === 'run' ? ['--reports', reports] : [];
  const child = spawn(process.execPath, ['--import', tsx, 'src/cli/main.ts', command, ...args, ...kept], {
    cwd: root,
    env: { ...process.env, KIT_SOURCES: '1', ADMIN_TOKEN: 'admin-of-a-test', NODE_OPTIONS: `--import ${tsx}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr, reports };
}

/** What a run on an example finds. */
export async function judged(
  name: string,
  changes?: object,
  options?: readonly string[],
): Promise<{ readonly code: number | null; readonly found: Conformance }> {
  const { code, stderr, reports } = await onExample('run', name, changes, options);
  const text = await readFile(join(reports, 'conformance.json'), 'utf8').catch(() => assert.fail(stderr));
  return { code, found: JSON.parse(text) as Conformance };
}

export const verdictsOf = ({ rules }: Conformance, verdict: string): readonly string[] =>
  rules.flatMap((rule) => (rule.verdict === verdict ? [rule.id] : [])).sort();

/** Why rules came to that verdict, for whoever expected another. */
export const reasonsOf = ({ rules }: Conformance, verdict: string): string =>
  rules.flatMap(({ id, reason, ...rule }) => (rule.verdict === verdict ? [`${id}: ${reason}`] : [])).join('\n');
