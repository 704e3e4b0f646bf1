import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../src/judge/judge.ts';
import type { NamedTrace } from '../../src/judge/judgement.ts';
import { conformanceJson } from '../../src/report/conformance-json.ts';
import { ruleById } from '../../src/rules/catalogue.ts';
import { merge, type ShardReport } from '../../src/run/merge.ts';
import { shardIn } from '../../src/run/scope.ts';
import type { Happening } from '../../src/trace/index.ts';
import { began, end, eventsOf, RULE, seen } from '../judge/traces.ts';
import { aRecord } from '../report/fixtures.ts';

const scenario = (line: number, ...played: readonly Happening[]): NamedTrace => ({
  path: `traces/0001-prepay-2h.ndjson`,
  events: eventsOf([{ ...began(), line } as Happening, ...played, end]),
});

/** A shard as `run --shard` leaves it. */
function shard(
  scope: string | null,
  trace: NamedTrace,
  changes: Partial<ReturnType<typeof aRecord>> = {},
): ShardReport {
  const rule = ruleById(RULE);
  const judgement = judge([trace], rule ? [rule] : []);
  const record = { ...aRecord([]), target: 'mock', seed: 1, ...changes, scope, judgement } as const;
  return { folder: `shard ${scope}`, report: conformanceJson(record), traces: [trace] };
}

/** The report of a shard that looked at this rule. */
function telling(id: string, scope: string): ShardReport {
  const found = shard(scope, scenario(7, seen(1, 1)));
  return { ...found, report: { ...found.report, rules: found.report.rules.map((each) => ({ ...each, id })) } };
}

const one = shard('rules PREPAY-2H; shard 1 of 2', scenario(9, seen(1, 1)));
const two = shard('rules PREPAY-2H; shard 2 of 2', scenario(7, seen(1, 1)));
const merged = (...shards: readonly ShardReport[]) => merge(shards, {}).record;

describe('the shards of a run', () => {
  it('are judged as one run, whatever their order, with their traces in the order of the features', () => {
    for (const shards of [
      [one, two],
      [two, one],
    ]) {
      const { record, traces } = merge(shards, {});
      assert.deepEqual(
        record.judgement.rules.map(({ rule, verdict }) => [rule.id, verdict]),
        [[RULE, 'pass']],
      );
      assert.equal(record.scope, 'rules PREPAY-2H');
      assert.deepEqual(
        traces.map(({ path, events }) => [path, events[0]?.kind === 'scenario' && events[0].line]),
        [
          ['traces/0001-prepay-2h.ndjson', 7],
          ['traces/0002-prepay-2h.ndjson', 9],
        ],
      );
    }
  });

  it('fail where one of them fails', () => {
    const broken = shard('rules PREPAY-2H; shard 2 of 2', scenario(7, seen(1, 2)));
    assert.equal(merged(one, broken).judgement.rules[0]?.verdict, 'fail');
  });

  it('of a run without a cut are held to every rule', () => {
    const whole = merged(shard('shard 1 of 1', scenario(9, seen(1, 1))));
    assert.equal(whole.scope, null);
    assert.equal(whole.judgement.verdict, 'incomplete');
    assert.ok(whole.judgement.rules.length > 100);
  });

  const other = (changes: Partial<ReturnType<typeof aRecord>>, scope = 'rules PREPAY-2H; shard 2 of 2') =>
    shard(scope, scenario(7, seen(1, 1)), changes);
  const refusals: readonly (readonly [string, readonly ShardReport[], RegExp])[] = [
    ['one is missing', [one], /: Shard 2 of 2 is missing/],
    ['one is there twice', [one, two, two], /: Shard 2 of 2 is there twice/],
    ['one is a whole run', [one, shard(null, scenario(7))], /whole run, and no shard/],
    ['there are none', [], /: There are no shards/],
    ['the seeds differ', [one, other({ seed: 8 })], /their seed is 1 and 8$/],
    ['the targets differ', [one, other({ target: 'sandbox' })], /their target is mock and sandbox$/],
    [
      'the kits differ',
      [one, other({ kit: { name: 'k', version: '9.9.9' } })],
      /their edition of the kit is .* and 9\.9\.9$/,
    ],
    ['the subjects differ', [one, other({ subject: { kind: 'kit', name: 'b' } })], /their subject is /],
    [
      'the selections differ',
      [one, other({}, 'tags @a; shard 2 of 2')],
      /their selection is rules PREPAY-2H and tags @a$/,
    ],
    ['their numbers differ', [one, other({}, 'rules PREPAY-2H; shard 2 of 3')], /their number of shards is 2 and 3$/],
    [
      'another edition of the kit played them',
      [shard('shard 1 of 1', scenario(9, seen(1, 1)), { kit: { name: 'wechatpay-conformance', version: '0.0.1' } })],
      /played by the edition 0\.0\.1 of the kit, and this is \d.*: merge them with theirs$/,
    ],
    [
      'a scenario is in two',
      [one, shard('rules PREPAY-2H; shard 2 of 2', scenario(9, seen(1, 1)))],
      /have both played features\/a\.feature:9: one is a copy$/,
    ],
    [
      'a trace is of another run',
      [shard('shard 1 of 1', scenario(9, seen(1, 1)), { seed: 2 })],
      /has traces\/0001-prepay-2h\.ndjson, which is of another run than its report/,
    ],
    [
      'they tell of a rule that is not given',
      [telling('SHOP-OWN', 'rules SHOP-OWN; shard 1 of 1')],
      /tell of SHOP-OWN, which is no rule of the kit: give the --rules/,
    ],
    [
      'they tell of a rule that is not given, without a cut',
      [telling('SHOP-OWN', 'shard 1 of 1')],
      /tell of SHOP-OWN, which is no rule of the kit/,
    ],
    [
      'they tell of an attested rule and nothing attests it',
      [telling('SECRETS-KEPT', 'shard 1 of 1')],
      /tell of SECRETS-KEPT, which is attested: give the --attestations/,
    ],
    [
      'a trace is missing',
      [one, { ...two, traces: [] }],
      /lacks traces\/0001-prepay-2h\.ndjson, of which its report tells/,
    ],
  ];
  for (const [when, shards, because] of refusals)
    it(`are refused where ${when}`, () => assert.throws(() => merge(shards, {}), because));
});

describe('the shard in a scope', () => {
  it('is told with what else was cut', () => {
    assert.deepEqual(shardIn('tags @a; shard 2 of 3'), { shard: { index: 2, total: 3 }, cut: 'tags @a' });
    assert.deepEqual(shardIn('shard 1 of 3'), { shard: { index: 1, total: 3 }, cut: null });
    assert.equal(shardIn('tags shard 1 of 3 more'), undefined);
    assert.equal(shardIn(null), undefined);
  });
});
