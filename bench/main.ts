/**
 * Every benchmark, one after the other, and one table of what they found: each figure beside something that was measured in
 * the same run, and the ratio of the two. Usage: npm run bench [-- NAME…], where a NAME is that of a file in this folder.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { packageRoot } from '../src/package-root.ts';
import { type Row, table } from './row.ts';

const BENCHMARKS = [
  'mock-run',
  'growth',
  'start-up',
  'flows',
  'sandbox',
  'time-travel',
  'sandbox-memory',
  'trade-bill',
  'merchant-run',
  'explore',
  'html-report',
] as const;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !BENCHMARKS.some((known) => known === name));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}: choose of ${BENCHMARKS.join(', ')}\n`);
  process.exit(2);
}

/** The rows of one benchmark. Rejects where it does not come to an end. */
async function rowsOf(name: string): Promise<readonly Row[]> {
  process.stderr.write(`${name}\n`);
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', `bench/${name}.ts`], {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const rows: Row[] = [];
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) rows.push(JSON.parse(line) as Row);
  const code = await ended;
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  return rows;
}

const rows: Row[] = [];
for (const name of BENCHMARKS) if (asked.length === 0 || asked.includes(name)) rows.push(...(await rowsOf(name)));
process.stdout.write(`\n${table(rows)}`);
