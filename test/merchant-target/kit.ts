import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConformanceReport } from '../../src/report/conformance-json.ts';
import { fromNdjson, type TraceEvent } from '../../src/trace/index.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** A run as a user starts it, and what it left. */
export interface KitRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly reports: string;
}

export const runKit = (reports: string, ...args: readonly string[]): Promise<KitRun> => run({}, reports, args);

/** The same, where the code that runs is covered by other tests: measuring that once more takes longer than the run. */
export const runKitUncovered = (reports: string, ...args: readonly string[]): Promise<KitRun> =>
  run({ NODE_V8_COVERAGE: '' }, reports, args);

/** The same, in an environment with more in it. */
export const runKitWith = (
  env: Readonly<Record<string, string>>,
  reports: string,
  ...args: readonly string[]
): Promise<KitRun> => run({ NODE_V8_COVERAGE: '', ...env }, reports, args);

async function run(env: Readonly<Record<string, string>>, reports: string, args: readonly string[]): Promise<KitRun> {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), main, 'run', '--reports', reports, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env }, cwd: reports.replace(/[^/]*$/, '') },
  );
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err, reports };
}

export const reportOf = ({ reports, out, err }: KitRun): ConformanceReport => {
  try {
    return JSON.parse(readFileSync(join(reports, 'conformance.json'), 'utf8')) as ConformanceReport;
  } catch {
    throw new Error(`the run left no report: ${out}${err}`);
  }
};

/** The verdict of each rule, with its reason where it has one. */
export const verdicts = (run: KitRun): Readonly<Record<string, string>> =>
  Object.fromEntries(
    reportOf(run).rules.map(({ id, verdict, reason }) => [
      id,
      reason === undefined ? verdict : `${verdict}: ${reason}`,
    ]),
  );

export const tracesOf = ({ reports }: KitRun): readonly (readonly TraceEvent[])[] =>
  readdirSync(join(reports, 'traces'))
    .sort()
    .map((name) => fromNdjson(readFileSync(join(reports, 'traces', name), 'utf8')));
