import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { packageRoot } from '../src/package-root.ts';

/** Whether processes can be kept on one core each here. */
export const canPin = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** Keeps this process, all its threads, on one core. */
export function pinThis(core: number): void {
  if (canPin) spawnSync('taskset', ['-a', '-c', '-p', String(core), String(process.pid)]);
}

export interface Started {
  /** The first line that it wrote. */
  readonly line: string;
  /** The seconds of a core that it has used so far; NaN where the system does not tell. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

/** Starts node, on one core if one is named, and resolves with the first line of its output. Rejects where it ends before that. */
export async function start(args: readonly string[], core?: number): Promise<Started> {
  const pin = canPin && core !== undefined ? ['taskset', '-c', String(core)] : [];
  const [command = '', ...rest] = [...pin, process.execPath, ...args];
  const child = spawn(command, rest, { cwd: packageRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await firstLine(child, args.join(' '));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return { line, cpuSeconds: () => cpuSecondsOf(child.pid), stop };
}

const firstLine = (child: ChildProcess, name: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let prose = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      prose += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it was ready: ${prose}`)));
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
  });

/** Linux counts the time of a process, its own and the system's for it, in hundredths of a second. */
function cpuSecondsOf(pid: number | undefined): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return Number.NaN;
  const fields = readFileSync(path, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
