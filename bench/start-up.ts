/** How long the built kit takes to begin: a command that plays nothing, a run of one rule, and the sandbox to its ready line. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopwatch } from '../src/time/index.ts';
import { bareCucumber } from './bare-cucumber.ts';
import { median } from './figures.ts';
import { start } from './pinned.ts';
import { type Row, tell } from './row.ts';
import { kit, run } from './running.ts';

const ROUNDS = 9;
const folder = mkdtempSync(join(tmpdir(), 'wechatpay-conformance-bench-'));

/** Milliseconds until a process has written its first line. */
async function untilFirstLine(...args: readonly string[]): Promise<number> {
  const elapsed = stopwatch();
  const started = await start(args);
  const took = elapsed();
  await started.stop();
  return took;
}

const ready = (credentials: string): Promise<number> =>
  untilFirstLine(kit, 'sandbox', '--port', '0', '--credentials', credentials);

try {
  const kept = join(folder, 'kept');
  await ready(kept);
  const bare = bareCucumber(folder, 1, 5);
  const round = async (index: number) => ({
    node: await untilFirstLine('-e', 'console.log()'),
    explain: run(folder, kit, 'explain', 'PREPAY-2H').wall,
    bare: bare().wall,
    rule: run(folder, kit, 'run', '--rule', 'PREPAY-2H', '--reports', join(folder, 'reports')).wall,
    again: await ready(kept),
    first: await ready(join(folder, String(index))),
  });
  type Figures = Awaited<ReturnType<typeof round>>;
  type Name = keyof Figures;
  const rounds: Figures[] = [];
  for (let index = 0; index < ROUNDS; index += 1) rounds.push(await round(index));
  const seconds = (name: Name): string => `${(median(rounds.map((figures) => figures[name])) / 1_000).toFixed(2)} s`;
  const row = (what: string, name: Name, least: Name, of: string): Row => ({
    what,
    figure: seconds(name),
    beside: `${of} ${seconds(least)}`,
    ratio: median(rounds.map((figures) => figures[name] / figures[least])),
  });
  tell(row('explain a rule', 'explain', 'node', 'node that writes a line'));
  tell(row('run one rule', 'rule', 'bare', 'cucumber on one scenario'));
  tell(row('sandbox ready', 'again', 'node', 'node that writes a line'));
  tell(row('sandbox ready, credentials made', 'first', 'node', 'node that writes a line'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
