/** What scenarios cost as they grow tenfold: runs of the built kit over features of 100 and of 1,000 scenarios, beside bare cucumber's. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareCucumber } from './bare-cucumber.ts';
import { median } from './figures.ts';
import { remark, tell } from './row.ts';
import { kit, run, type Took } from './running.ts';

const ROUNDS = 3;
const COUNTS = [100, 1_000] as const;
const STEPS = 4;
const folder = mkdtempSync(join(tmpdir(), 'wechatpay-conformance-bench-'));

const scenario = (index: number): string => `
  @REFUND-STATE
  Scenario: Refund ${index}
    Given an order of 100 fen in SUCCESS
    When the caller refunds ${(index % 99) + 1} fen
    And 1 hour passes
    Then the order is REFUND
`;

function ours(count: number): () => Took {
  const path = join(folder, `growth-${count}.feature`);
  writeFileSync(path, `Feature: Growth\n${Array.from({ length: count }, (_, index) => scenario(index)).join('')}`);
  return () => run(folder, kit, 'run', '--only', '--reports', join(folder, 'reports'), path);
}

try {
  const [small, large] = COUNTS;
  const work = {
    small: ours(small),
    large: ours(large),
    bareSmall: bareCucumber(folder, small, small * STEPS),
    bareLarge: bareCucumber(folder, large, large * STEPS),
  };
  const rounds = Array.from({ length: ROUNDS }, () => ({
    small: work.small(),
    large: work.large(),
    bareSmall: work.bareSmall(),
    bareLarge: work.bareLarge(),
  }));
  const middle = (name: keyof typeof work): number => median(rounds.map((round) => round[name].core));
  const seconds = (name: keyof typeof work): string => `${(middle(name) / 1_000).toFixed(2)} s`;
  tell({
    what: `${large} scenarios, by time of the core`,
    figure: seconds('large'),
    beside: `${small} scenarios ${seconds('small')}`,
    ratio: middle('large') / middle('small'),
    goal: { atMost: large / small },
  });
  remark(
    `bare cucumber: ${seconds('bareLarge')} and ${seconds('bareSmall')}, ${(middle('bareLarge') / middle('bareSmall')).toFixed(1)} times as long`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
