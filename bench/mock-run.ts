/**
 * How much the kit adds to what it can not do without: the wall time of a whole mock run from the built package, divided by
 * that of bare cucumber with as many scenarios of empty steps plus the run's RSA operations timed alone. All in one
 * session, alternating, medians. Usage: npm run bench
 */
import { spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { packageRoot } from '../src/package-root.ts';
import { publishedKeys } from '../src/targets/mock/published-keys.ts';
import { stopwatch } from '../src/time/index.ts';
import { fromNdjson } from '../src/trace/index.ts';

const ROUNDS = 5;
const folder = mkdtempSync(join(tmpdir(), 'wechatpay-conformance-bench-'));
const cucumber = join(packageRoot, 'node_modules/@cucumber/cucumber/bin/cucumber.js');

const timed = (work: () => void): number => {
  const elapsed = stopwatch();
  work();
  return elapsed();
};

function node(cwd: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
}

const mockRun = (): void => node(packageRoot, 'dist/src/cli/main.js', 'run', '--reports', join(folder, 'reports'));

/** Scenarios and RSA operations of a mock run, counted in its traces: each message is signed once and verified once. */
function counted(): { scenarios: number; steps: number; signatures: number } {
  const traces = readdirSync(join(folder, 'reports/traces')).map((name) =>
    fromNdjson(readFileSync(join(folder, 'reports/traces', name), 'utf8')),
  );
  const events = traces.flat();
  const exchanges = events.filter((event) => event.kind === 'exchange');
  const answers = exchanges.filter((event) => event.to === 'gateway' && event.answerSignature !== 'absent');
  const params = events.filter((event) => event.kind === 'cashier');
  return {
    scenarios: traces.length,
    steps: stepsPlayed(),
    signatures: exchanges.length + answers.length + params.length,
  };
}

/** Steps as they stand in the features; hooks come on top in both. */
const stepsPlayed = (): number =>
  readFileSync(join(folder, 'reports/messages.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{"testCase"'))
    .map((line) => JSON.parse(line) as Envelope)
    .flatMap(({ testCase }) => testCase?.testSteps ?? [])
    .filter(({ pickleStepId }) => pickleStepId !== undefined).length;

function bareCucumber(scenarios: number, steps: number): void {
  const each = Math.round(steps / scenarios);
  const scenario = (index: number): string => `  Scenario: ${index}\n${'    Given nothing\n'.repeat(each)}`;
  writeFileSync(
    join(folder, 'bare.feature'),
    `Feature: Bare\n${Array.from({ length: scenarios }, (_, index) => scenario(index)).join('')}`,
  );
  const own = join(packageRoot, 'node_modules/@cucumber/cucumber');
  writeFileSync(join(folder, 'bare.cjs'), `require(${JSON.stringify(own)}).Given('nothing', () => {});\n`);
  const format = ['message', 'html', 'junit'].flatMap((kind) => ['--format', `${kind}:bare.${kind}`]);
  node(folder, cucumber, '--require', 'bare.cjs', ...format, 'bare.feature');
}

function rsaAlone(signatures: number): void {
  const key = createPrivateKey({ key: { ...publishedKeys.merchant }, format: 'jwk' });
  const publicKey = createPublicKey(key);
  for (let index = 0; index < signatures; index += 1) {
    const message = Buffer.from(`message ${index}`);
    if (!verify('sha256', message, publicKey, sign('sha256', message, key)))
      throw new Error('a signature does not verify');
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

try {
  mockRun();
  const { scenarios, steps, signatures } = counted();
  const rounds = Array.from({ length: ROUNDS }, () => ({
    mock: timed(mockRun),
    bare: timed(() => bareCucumber(scenarios, steps)),
    rsa: timed(() => rsaAlone(signatures)),
  }));
  const ratio = median(rounds.map(({ mock, bare, rsa }) => mock / (bare + rsa)));
  const seconds = (name: 'mock' | 'bare' | 'rsa'): string =>
    `${(median(rounds.map((round) => round[name])) / 1_000).toFixed(2)} s`;
  process.stdout.write(
    `mock run ${seconds('mock')} · bare cucumber, ${scenarios} scenarios ${seconds('bare')} · ${signatures} signatures made and verified ${seconds('rsa')}\n` +
      `ratio ${ratio.toFixed(2)} (median of ${ROUNDS})\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
