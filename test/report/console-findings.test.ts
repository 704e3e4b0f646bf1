import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { consoleReport } from '../../src/report/console-table.ts';
import type { Language, RunRecord } from '../../src/report/report.ts';
import { clausesOfRule } from '../../src/rules/clauses.ts';
import { aRecord, aScenario, judged } from './fixtures.ts';

const linesOf = (record: RunRecord, language: Language = 'en'): readonly string[] =>
  consoleReport(record, { language, colour: false }).split('\n');
const shown = (record: RunRecord): string => linesOf(record).join('\n');

describe('what was broken', () => {
  it('says rule, clauses, expected, seen, scenario, trace, hint and the command that replays it', () => {
    const lines = linesOf(aRecord([judged('fail')]));
    const start = lines.indexOf('What was broken');
    const clauses = clausesOfRule('PREPAY-2H').map(({ id, restatement }) => `              ${id} ${restatement.en}`);
    assert.ok(clauses.length > 0, 'no clause is held by it');
    assert.deepEqual(lines.slice(start + 1, start + 10 + clauses.length), [
      '  ✗ fail  PREPAY-2H  A prepay_id opens the cashier for two hours',
      '    clauses   G§3.1, D:4012791897',
      ...clauses,
      '    checked   errMsg',
      '    expected  requestPayment:fail',
      '    seen      requestPayment:ok',
      '    scenario  features/order/prepay.feature:12  One second too late',
      '    trace     traces/0007-prepay-2h.ndjson, lines 5, 7',
      '    hint      Count the two hours from the answer.',
      '    replay    npx wechatpay-conformance run --target sandbox --rule PREPAY-2H --seed 42 --url http://127.0.0.1:8787',
    ]);
  });

  it('says it in Chinese', () => {
    const lines = linesOf(aRecord([judged('warn')]), 'zh-CN');
    const start = lines.indexOf('未遵守的规则');
    assert.deepEqual(
      lines
        .slice(start + 1)
        .filter((line) => !/^ {10}(?:G§|D:|Q-)/.test(line))
        .slice(0, 8)
        .map((line) => line.slice(0, 12)),
      [
        '  ! 警告  PREP',
        '    条款  G§3.',
        '    检查  errM',
        '    应为  requ',
        '    实为  requ',
        '    场景  feat',
        '    轨迹  trac',
        '    建议  自应答起',
      ],
    );
  });

  it('names scenarios in Chinese, those under no rule too, and replays by the names that rules have', () => {
    const name = 'An order in NOTPAY can not be refunded';
    const scenarios = [aScenario('fail', { name }), aScenario('fail', { name: 'My own scenario' })];
    const unruled = [aScenario('pass', { name: 'There is none of today' })];
    const text = linesOf(aRecord([judged('fail', {}, scenarios)], { unruled }), 'zh-CN').join('\n');
    for (const said of [
      'prepay.feature:12  NOTPAY的订单不能退款',
      'prepay.feature:12  My own',
      '  不可获取今日的账单  f',
    ])
      assert.ok(text.includes(said), `${said} is not in\n${text}`);
    assert.doesNotMatch(text, /can not be refunded|There is none/);
    assert.match(shown(aRecord([judged('fail', {}, scenarios)])), /An order in NOTPAY can not be refunded/);
  });

  it('says in Chinese what the judge says of its own accord, and how the run was cut', () => {
    const rules = [
      judged('not-observed', { id: 'A' }, [
        aScenario('not-observed', { message: 'the scenario ran and examined nothing' }),
      ]),
      judged('warn', { id: 'B' }, [
        aScenario('warn', { unmet: { what: 'x', matcher: 'one-of', expected: ['y'] }, under: ['C'] }),
      ]),
    ];
    const text = linesOf(aRecord(rules, { scope: 'rules A, B; shard 1 of 2' }), 'zh-CN').join('\n');
    for (const said of [
      '场景已执行，但未检查任何内容',
      '检查  （顺带检查）x',
      '应为  以下之一：["y"]',
      '实为  没有',
      '范围：规则 A, B；分片 1/2',
    ])
      assert.ok(text.includes(said), `${said} is not in\n${text}`);
  });

  it('replays what is broken in passing with the rules whose scenarios show it', () => {
    const inPassing = aScenario('fail', { under: ['OTHER', 'PREPAY-2H'] });
    const text = shown(aRecord([judged('fail', {}, [aScenario('pass'), inPassing])]));
    assert.match(text, /checked {3}in passing: errMsg\n/);
    assert.match(text, /replay .* --rule PREPAY-2H --rule OTHER --seed 42/);
  });

  it('replays a merchant’s by a profile, where nothing says by which', () =>
    assert.match(shown(aRecord([judged('fail')], { target: 'merchant' })), /--seed 42 --merchant merchant\.yaml/));

  it('shows only the scenarios that broke it, and of very many only the first', () => {
    const failed = Array.from({ length: 8 }, (_, index) => aScenario('fail', { name: `case ${index}` }));
    const text = shown(aRecord([judged('fail', {}, [aScenario('pass', { name: 'fine' }), ...failed])]));
    assert.doesNotMatch(text, /fine/);
    assert.match(text, /case 4\n/);
    assert.doesNotMatch(text, /case 5/);
    assert.match(text, /… and 3 more, in conformance\.json/);
  });

  it('offers no command for what was found in traffic, which nothing plays again', () => {
    const traffic = aScenario('fail', { file: 'traces/day.ndjson', line: 1, trace: 'traces/day.ndjson' });
    assert.doesNotMatch(shown(aRecord([judged('fail', {}, [traffic])])), /replay|npx/);
    assert.match(shown(aRecord([judged('fail', {}, [traffic, aScenario('fail')])])), /replay {4}npx/);
  });

  it('shows the reason where no scenario gives it', () => {
    const judgement = { ...judged('error', {}, []), reason: 'no trace came back' };
    assert.match(shown(aRecord([judgement])), /message {3}no trace came back/);
  });

  it('does not send the reader after a fault of the kit', () => {
    const text = shown(aRecord([judged('error')]));
    assert.doesNotMatch(text, /Count the two hours/);
    assert.match(text, /hint {6}The kit itself failed/);
  });

  it('replays with what the run was given, as a shell reads it back', () => {
    const options = { language: 'en', colour: false, replayWith: ['--merchant', "it's mine; rm -rf.yaml"] } as const;
    const text = consoleReport(aRecord([judged('fail', { id: '$(reboot)' })], { target: 'merchant' }), options);
    assert.ok(
      text.includes(`--target merchant --rule '$(reboot)' --seed 42 --merchant 'it'\\''s mine; rm -rf.yaml'\n`),
      text,
    );
  });

  it('cuts a message that no screen holds', () => {
    const text = shown(aRecord([judged('fail', {}, [aScenario('error', { message: '🎉'.repeat(5_000) })])]));
    assert.ok(text.length < 4_000);
    assert.doesNotMatch(text, /\p{Cs}/u);
  });
});

describe('what was not verified', () => {
  it('says why, rule by rule', () => {
    const rules = [
      judged('not-observed', { id: 'A' }, [aScenario('not-observed', { message: 'the clock cannot be turned' })]),
      judged('inconclusive', { id: 'LONG' }, []),
      judged('pass', { id: 'P' }),
      judged('attested', { id: 'Q' }),
    ];
    const lines = linesOf(aRecord(rules));
    const start = lines.indexOf('What was not verified');
    assert.deepEqual(lines.slice(start + 1, start + 4), [
      '  ? not observed  A     the clock cannot be turned',
      '  ~ inconclusive  LONG  no reason was given',
      '',
    ]);
  });

  it('is told once where many rules have the same reason, over all of their ids', () => {
    const reason = 'no scenario of the run stands under this rule';
    const ids = Array.from({ length: 30 }, (_, index) => `RULE-${index}`);
    const told = linesOf(
      aRecord([
        { ...judged('not-observed', { id: 'OTHER' }, []), reason: 'the trace was cut off before its end' },
        ...ids.map((id) => ({ ...judged('not-observed', { id }, []), reason })),
      ]),
    );
    assert.ok(told.some((line) => /OTHER {2,}the trace was cut off/.test(line)));
    assert.equal(told.filter((line) => line.includes(reason)).length, 1);
    const below = told.slice(told.findIndex((line) => line.includes(reason)) + 1);
    const rows = below.slice(
      0,
      below.findIndex((line) => !line.startsWith('      ')),
    );
    assert.deepEqual(
      rows.flatMap((row) => row.trim().split(', ')),
      ids,
    );
    assert.ok(rows.length > 1 && rows.every((row) => row.length <= 100), rows.join('\n'));
  });

  it('is not mentioned where there is nothing', () => {
    const text = shown(aRecord([judged('pass')]));
    assert.doesNotMatch(text, /What was/);
  });
});
