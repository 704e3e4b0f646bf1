// Runs the features many times over on one seed, in random order and shared by processes, and asks that each run judges
// and, on the mock, traces the same. node scripts/steady.js [--runs 50] [--target mock|sandbox] [--parallel 2] [--busy] [--from 1]
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { conformanceJson } from '../dist/src/report/conformance-json.js';
import { run } from '../dist/src/run/run.js';
import { toNdjson } from '../dist/src/trace/index.js';
import { workplace } from './workplace.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    target: { type: 'string', multiple: true, default: ['mock', 'sandbox'] },
    parallel: { type: 'string', default: '2' },
    busy: { type: 'boolean', default: false },
    from: { type: 'string', default: '1' },
    tags: { type: 'string' },
  },
});
const [runs, parallel, from] = [values.runs, values.parallel, values.from].map(Number);
const SEED = 1;
const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const { serve } = workplace('steady');
const say = (line) => process.stdout.write(`${line}\n`);

/** What was judged, a line each: the report without when and how long, and on the mock every event of every trace. */
async function judged(target, gateway, shuffledBy) {
  const cut = values.tags === undefined ? {} : { tags: values.tags };
  const selection = { target, rules: [], features: [], only: false, attested: [], own: [], ...cut };
  const { record, traces } = await run({
    ...selection,
    seed: SEED,
    parallel,
    shuffledBy,
    ...(gateway ? { gateway: { url: gateway.url, credentials: gateway.credentials } } : {}),
  });
  const { startedAt, finishedAt, rules, ...rest } = conformanceJson(record);
  const lines = rules.flatMap(({ scenarios, ...rule }) => [rule, ...scenarios].map((each) => JSON.stringify(each)));
  const played = target === 'mock' ? traces.flatMap(({ path, events }) => `${path}\n${toNdjson(events)}`) : [];
  return { verdict: record.judgement.verdict, lines: [JSON.stringify(rest), ...lines, ...played] };
}

/** What the second says and the first does not, cut to what is read at a glance. */
function difference(first, other) {
  const known = new Set(first);
  return other.filter((line) => !known.has(line)).map((line) => line.slice(0, 1_000));
}

async function steady(target) {
  // The same for all runs, as somebody's would be.
  const gateway = target === 'sandbox' ? await serve(process.execPath, main) : undefined;
  let first;
  let differing = 0;
  for (let at = 0; at < runs; at += 1) {
    const it = await judged(target, gateway, from + at);
    first ??= it;
    const parts = difference(first.lines, it.lines);
    if (it.lines.length === first.lines.length && parts.length === 0) continue;
    differing += 1;
    say(`${target}, order ${from + at}: ${it.lines.length} lines for ${first.lines.length}; unlike order ${from}:`);
    for (const part of parts.slice(0, 10)) say(`  ${part}`);
  }
  say(`${target}: ${runs} runs, ${runs - differing} of them equal, ${first?.verdict}`);
  return differing === 0 && first?.verdict === 'conformant';
}

// A thread that only counts, for each core: they end with the process.
const busy = values.busy ? availableParallelism() : 0;
const threads = Array.from({ length: busy }, () => new Worker('for (;;);', { eval: true }));
let isSteady = true;
for (const target of values.target) isSteady = (await steady(target)) && isSteady;
for (const thread of threads) await thread.terminate();
process.exit(isSteady ? 0 : 1);
