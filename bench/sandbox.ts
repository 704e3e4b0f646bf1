/**
 * Signed throughput of the sandbox, divided by that of a bare node:http server that verifies, signs and does nothing else.
 * Both run at the same time on the same core and are asked in turns with the same bytes, signed beforehand; the load comes
 * from another core.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCredentials } from './credentials.ts';
import { median, spread } from './figures.ts';
import { carry } from './load.ts';
import { canPin, pinThis, type Started, start } from './pinned.ts';
import { remark, tell } from './row.ts';
import { signedTurns } from './signed-requests.ts';

const ROUNDS = 25;
/** Rounds before those that count. */
const WARM_UP = 4;
const ORDERS_PER_ROUND = 300;
const CONNECTIONS = 16;

const folder = mkdtempSync(join(tmpdir(), 'wechatpay-conformance-bench-'));

interface Figures {
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds of the core for each answer. */
  readonly cpu: number;
}

/** The sandbox says its URL, the bare server its port. */
const portOf = ({ line }: Started): number =>
  line.startsWith('{') ? Number(new URL((JSON.parse(line) as { readonly url: string }).url).port) : Number(line);

async function measured(server: Started, round: number): Promise<Figures> {
  const turns = rounds[round] ?? [];
  const before = server.cpuSeconds();
  const { seconds, statuses } = await carry(portOf(server), turns, CONNECTIONS);
  const asked = 2 * turns.length;
  if (statuses.get(200) !== asked) throw new Error(`not every answer was 200: ${JSON.stringify([...statuses])}`);
  return { rate: asked / seconds, cpu: ((server.cpuSeconds() - before) * 1_000) / asked };
}

const signingFreely = await start(['--import', 'tsx', 'bench/async-sign.ts']);
pinThis(1);
await writeCredentials(folder);
const rounds = Array.from({ length: ROUNDS + WARM_UP }, (_, round) =>
  signedTurns(folder, round * ORDERS_PER_ROUND, ORDERS_PER_ROUND),
);
const signing = await start(['--import', 'tsx', 'bench/async-sign.ts'], 0);
const sandbox = await start(['dist/src/cli/main.js', 'sandbox', '--port', '0', '--credentials', folder], 0);
const bare = await start(['--import', 'tsx', 'bench/bare-server.ts', folder], 0);
try {
  const pairs: { readonly ours: Figures; readonly least: Figures }[] = [];
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    // Who goes first changes, so that neither profits from the order.
    const order = round % 2 === 0 ? [sandbox, bare] : [bare, sandbox];
    const figures = new Map<Started, Figures>();
    for (const server of order) figures.set(server, await measured(server, round));
    const [ours, least] = [figures.get(sandbox), figures.get(bare)];
    if (round >= WARM_UP && ours && least) pairs.push({ ours, least });
  }
  const rates = (name: 'ours' | 'least'): readonly number[] => pairs.map((pair) => pair[name].rate);
  const cpu = (name: 'ours' | 'least'): number => pairs.reduce((sum, pair) => sum + pair[name].cpu, 0) / pairs.length;
  remark(canPin ? 'servers on core 0, load from core 1' : 'nothing is pinned: taskset or a second core is missing');
  remark(`${CONNECTIONS} connections, ${ROUNDS} rounds of ${ORDERS_PER_ROUND} orders and as many queries each`);
  remark(`async crypto.sign: ${signing.line} signatures/s on that core, ${signingFreely.line} on all`);
  tell({
    what: 'signed requests to the sandbox, on the wall',
    figure: `${spread(rates('ours'), 0)} a second`,
    beside: `node:http that verifies and signs ${spread(rates('least'), 0)} a second`,
    ratio: median(pairs.map(({ ours, least }) => ours.rate / least.rate)),
    goal: { atLeast: 0.85 },
  });
  tell({
    what: 'signed requests to the sandbox, by time of the core',
    figure: `${cpu('ours').toFixed(3)} ms each`,
    beside: `node:http that verifies and signs ${cpu('least').toFixed(3)} ms each`,
    ratio: cpu('least') / cpu('ours'),
    goal: { atLeast: 0.85 },
  });
} finally {
  await Promise.all([sandbox.stop(), bare.stop()]);
  rmSync(folder, { recursive: true, force: true });
}
