import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import { type Duration, milliseconds, seconds, stopwatch, wakeAfter } from '../../src/time/index.ts';
import { CHANGED, CHANGED_FILE, CHANGED_TEXT, COME_TO } from './bundle.ts';
import type { Change } from './change.ts';

/** A test file as it runs when nothing is changed. */
export interface Sound {
  readonly test: string;
  readonly bundle: string;
  readonly took: Duration;
  /** Numbers of changes whose places it comes to, and the files that it reads. */
  readonly comesTo: ReadonlySet<number | string>;
}

export const bundleOf = (folder: string, test: string): string => join(folder, test.replace(/\.ts$/, '.mjs'));

/** Runs a test file with nothing changed. Answers with its output where it fails even so. */
export async function playSound(folder: string, test: string): Promise<Sound | string> {
  const bundle = bundleOf(folder, test);
  const comeTo = `${bundle}.json`;
  const elapsed = stopwatch();
  const { failure, output } = await play(bundle, { [COME_TO]: comeTo }, seconds(600));
  const took = elapsed();
  if (failure !== undefined || !existsSync(comeTo)) return `${failure ?? 'it told nothing'}\n${output}`;
  return { test, bundle, took, comesTo: new Set(JSON.parse(readFileSync(comeTo, 'utf8')) as (number | string)[]) };
}

/** Runs a test file with one change on: the test that fails of it, if one does. */
export async function playChanged({ bundle, took }: Sound, change: Change): Promise<string | undefined> {
  const patience = milliseconds(took * 10 + 10_000);
  if (change.text === undefined) return (await play(bundle, { [CHANGED]: String(change.id) }, patience)).failure;
  const text = `${bundle}.changed.json`;
  writeFileSync(text, change.text);
  const named = { [CHANGED_FILE]: join(packageRoot, change.file), [CHANGED_TEXT]: text };
  const { failure } = await play(bundle, named, patience);
  rmSync(text);
  return failure;
}

interface Played {
  /** The first test that failed, or how the process ended. */
  readonly failure: string | undefined;
  readonly output: string;
}

async function play(bundle: string, named: Readonly<Record<string, string>>, patience: Duration): Promise<Played> {
  const env = { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined, ...named };
  const child = spawn(process.execPath, ['--expose-gc', '--test-reporter=tap', bundle], {
    cwd: packageRoot,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (): boolean => child.kill('SIGKILL');
  process.once('exit', stop);
  let output = '';
  let late = false;
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    if (failedIn(output) !== undefined) stop();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const alarm = wakeAfter(patience, () => {
    late = true;
    stop();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  alarm.cancel();
  process.off('exit', stop);
  const ending = late ? 'it did not end' : code === 0 ? undefined : `it ended with ${code}`;
  return { failure: failedIn(output) ?? ending, output };
}

const failedIn = (output: string): string | undefined => /^ *not ok \d+ - (.*)$/m.exec(output)?.[1];
