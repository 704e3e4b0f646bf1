import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.ts';
import { stopwatch } from '../src/time/index.ts';

/** What one process took from its start to its end. */
export interface Took {
  /** Milliseconds on the wall. */
  readonly wall: number;
  /** Milliseconds of a core, which other work on the machine disturbs less. */
  readonly core: number;
}

/** What a process did, as {@link watched} heard of it. */
export interface Did extends Took {
  readonly signed: number;
  readonly verified: number;
}

const WATCH = join(packageRoot, 'bench/watch.cjs');

/** Runs node and waits for its end. Throws where that is no 0. */
export function run(cwd: string, ...args: readonly string[]): Took {
  const { wall, core } = watched(cwd, args, false);
  return { wall, core };
}

/** The same, with the RSA operations of the process counted, which costs a little. */
export const counted = (cwd: string, ...args: readonly string[]): Did => watched(cwd, args, true);

function watched(cwd: string, args: readonly string[], counting: boolean): Did {
  const report = join(cwd, 'watched.json');
  const env = { ...process.env, WATCH_REPORT: report, WATCH_RSA: counting ? 'yes' : '' };
  const elapsed = stopwatch();
  const { status, stderr } = spawnSync(process.execPath, ['--require', WATCH, ...args], { cwd, env, encoding: 'utf8' });
  const wall = elapsed();
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return { wall, ...(JSON.parse(readFileSync(report, 'utf8')) as Omit<Did, 'wall'>) };
}

/** Cucumber's own command, as the kit has it. */
export const cucumber = join(packageRoot, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
/** The kit's command, as it is built. */
export const kit = join(packageRoot, 'dist/src/cli/main.js');
