/**
 * What the kit itself costs a run against a fast backend, step by step: how long its event loop was busy, which is the wall
 * time of the step less all waiting for the backend's answers and for its patience. And the same as a share of the whole
 * run. The backend is the model merchant of examples/.
 */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { packageRoot } from '../src/package-root.ts';
import { run } from '../src/run/run.ts';
import { stopwatch } from '../src/time/index.ts';
import { median } from './figures.ts';
import { remark, tell } from './row.ts';

const folder = mkdtempSync(join(tmpdir(), 'wechatpay-conformance-bench-'));
const example = join(packageRoot, 'examples/model-merchant');

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return String(port);
}

/** The example's own profile, at a port that is free. */
async function profile(): Promise<string> {
  const path = join(folder, 'merchant.yaml');
  const text = readFileSync(join(example, 'merchant.yaml'), 'utf8')
    .replaceAll('3001', await freePort())
    .replace('launch:\n', `launch:\n  cwd: ${JSON.stringify(example)}\n`);
  writeFileSync(path, text);
  return path;
}

try {
  const merchant = { profile: await profile(), credentials: join(folder, 'credentials'), reports: folder };
  const steps: { readonly took: number; readonly busy: number }[] = [];
  /** Steps that stand in a feature: hooks do next to nothing, and would make the middle look better than it is. */
  const written = new Set<string>();
  let elapsed = stopwatch();
  let loop = performance.eventLoopUtilization();
  const whole = stopwatch();
  const { record } = await run({
    target: 'merchant',
    rules: [],
    only: false,
    features: [],
    seed: 1,
    parallel: 0,
    merchant,
    heard: ({ testCase, testStepStarted, testStepFinished }) => {
      for (const step of testCase?.testSteps ?? []) if (step.pickleStepId !== undefined) written.add(step.id);
      if (testStepStarted) [elapsed, loop] = [stopwatch(), performance.eventLoopUtilization()];
      if (testStepFinished && written.has(testStepFinished.testStepId))
        steps.push({ took: elapsed(), busy: performance.eventLoopUtilization(loop).active });
    },
  });
  const { verdict } = record.judgement;
  if (verdict !== 'conformant')
    throw new Error(`the model merchant was judged ${verdict}: figures of such a run mean nothing`);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const busy = steps.map((step) => step.busy).toSorted((a, b) => a - b);
  const share = sum(busy) / sum(steps.map(({ took }) => took));
  remark(`a run of ${steps.length} steps, ${(whole() / 1_000).toFixed(1)} s`);
  remark(`nine of ten steps under ${(busy[Math.floor(busy.length * 0.9)] ?? 0).toFixed(2)} ms of the kit's own`);
  tell({
    what: "the kit's own part of a run against a backend",
    figure: `${median(busy).toFixed(2)} ms a step in the median, ${(sum(busy) / 1_000).toFixed(1)} s in all`,
    beside: `all steps ${(sum(steps.map(({ took }) => took)) / 1_000).toFixed(1)} s`,
    ratio: share,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
