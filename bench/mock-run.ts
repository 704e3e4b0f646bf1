/**
 * How much the kit adds to what it cannot do without: a whole run on the mock, from the built package, beside bare cucumber
 * with as many scenarios of as many empty steps and the run's RSA operations alone. Alternating, medians.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { bareCucumber } from './bare-cucumber.ts';
import { median } from './figures.ts';
import { remark, tell } from './row.ts';
import { rsaAlone } from './rsa-alone.ts';
import { counted, kit, run, type Took } from './running.ts';

const ROUNDS = 5;
const folder = mkdtempSync(join(tmpdir(), 'wechatpay-conformance-bench-'));
const reports = join(folder, 'reports');

/** Scenarios and their steps, as cucumber told them; hooks come on top in both. */
function played(): { readonly scenarios: number; readonly steps: number } {
  const cases = readFileSync(join(reports, 'messages.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{"testCase"'))
    .map((line) => (JSON.parse(line) as Envelope).testCase);
  const steps = cases.flatMap((testCase) => testCase?.testSteps ?? []);
  return { scenarios: cases.length, steps: steps.filter(({ pickleStepId }) => pickleStepId !== undefined).length };
}

try {
  const { signed, verified } = counted(folder, kit, 'run', '--reports', reports);
  const { scenarios, steps } = played();
  const bare = bareCucumber(folder, scenarios, steps);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    mock: run(folder, kit, 'run', '--reports', reports),
    bare: bare(),
    rsa: rsaAlone(signed, verified),
  }));
  const parallel = Array.from({ length: 3 }, () => run(folder, kit, 'run', '--parallel', '2', '--reports', reports));
  const seconds = (name: 'mock' | 'bare' | 'rsa', by: keyof Took): string =>
    `${(median(rounds.map((round) => round[name][by])) / 1_000).toFixed(2)} s`;
  for (const [by, how] of [
    ['wall', 'on the wall'],
    ['core', 'by time of the core'],
  ] as const)
    tell({
      what: `a run on the mock, ${how}`,
      figure: seconds('mock', by),
      beside: `cucumber on ${scenarios} empty scenarios ${seconds('bare', by)} + ${signed} signatures, ${verified} verifications ${seconds('rsa', by)}`,
      ratio: median(rounds.map(({ mock, bare, rsa }) => mock[by] / (bare[by] + rsa[by]))),
      goal: { atMost: 1.5 },
    });
  remark(`with --parallel 2: ${(median(parallel.map(({ wall }) => wall)) / 1_000).toFixed(2)} s on the wall`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
