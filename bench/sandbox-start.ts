/**
 * How long the built sandbox takes to its ready line, with credentials that are there and without, and as a ratio to a node
 * that does nothing. Usage: npm run build && node --import tsx bench/sandbox-start.ts [rounds]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopwatch } from '../src/time/index.ts';
import { median, spread } from './figures.ts';
import { start } from './pinned.ts';

const ROUNDS = Number(process.argv[2] ?? 9);
const folder = mkdtempSync(join(tmpdir(), 'wechatpay-conformance-bench-'));

/** Seconds until a process has written its first line. */
async function untilFirstLine(...args: readonly string[]): Promise<number> {
  const elapsed = stopwatch();
  const started = await start(args);
  const seconds = elapsed() / 1_000;
  await started.stop();
  return seconds;
}

const ready = (credentials: string): Promise<number> =>
  untilFirstLine('dist/src/cli/main.js', 'sandbox', '--port', '0', '--credentials', credentials);

try {
  const kept = join(folder, 'kept');
  await ready(kept);
  const rounds: { readonly node: number; readonly again: number; readonly first: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      node: await untilFirstLine('-e', 'console.log()'),
      again: await ready(kept),
      first: await ready(join(folder, String(round))),
    });
  }
  const bare = median(rounds.map(({ node }) => node));
  const line = (what: string, name: 'again' | 'first', wanted: number): string => {
    const figures = rounds.map((round) => round[name]);
    return `${what} ${spread(figures)} s, wanted ${wanted}; ${(median(figures) / bare).toFixed(1)} times node -e 0\n`;
  };
  process.stdout.write(
    `not pinned, ${ROUNDS} rounds; node -e 0 ${bare.toFixed(3)} s\n` +
      line('ready with credentials', 'again', 0.5) +
      line('ready the first time  ', 'first', 2),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
