import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RULE_VERDICTS } from '../../src/judge/judgement.ts';
import { type ConformanceReport, conformanceJson, validateReport } from '../../src/report/conformance-json.ts';
import { aRecord, aScenario, hostileRecord, judged, ofEveryVerdict } from './fixtures.ts';

const report = (): ConformanceReport => conformanceJson(aRecord(ofEveryVerdict));

describe('conformance.json', () => {
  it('states the run, the counts and every rule with its scenarios', () => {
    const stated = conformanceJson(aRecord([judged('fail')], { scope: 'the rule PREPAY-2H' }));
    assert.deepEqual(JSON.parse(JSON.stringify(stated)), {
      kit: { name: 'wechatpay-conformance', version: '0.1.0' },
      source: { title: 'Development guide', revision: '2025-01-01' },
      target: 'sandbox',
      subject: { kind: 'gateway', name: 'staging', url: 'http://127.0.0.1:8787' },
      seed: 42,
      startedAt: '2025-06-01T10:00:00+08:00',
      finishedAt: '2025-06-01T10:00:01.500+08:00',
      scope: 'the rule PREPAY-2H',
      verdict: 'nonconformant',
      summary: {
        pass: 0,
        fail: 1,
        warn: 0,
        'not-applicable': 0,
        'not-observed': 0,
        inconclusive: 0,
        error: 0,
        attested: 0,
      },
      rules: [
        {
          id: 'PREPAY-2H',
          level: 'must',
          subject: 'gateway',
          title: { en: 'A prepay_id opens the cashier for two hours', zh: 'prepay_id有效期为2小时' },
          sources: ['G§3.1', 'D:4012791897'],
          verdict: 'fail',
          reason: 'errMsg: expected requestPayment:fail, seen requestPayment:ok',
          scenarios: [
            {
              name: 'One second too late',
              file: 'features/order/prepay.feature',
              line: 12,
              verdict: 'fail',
              message: 'errMsg: expected requestPayment:fail, seen requestPayment:ok',
              trace: 'traces/0007-prepay-2h.ndjson',
            },
          ],
        },
      ],
    });
  });

  it('is as its schema asks, with every verdict', () => {
    validateReport(report());
    assert.deepEqual(Object.keys(report().summary), [...RULE_VERDICTS]);
  });

  it('is as its schema asks after a way through JSON, whatever texts are in it', () => {
    const scenario = hostileRecord.judgement.rules[1];
    assert.ok(scenario);
    validateReport(JSON.parse(JSON.stringify(conformanceJson(aRecord([scenario])))));
  });

  it('has no url where the subject has none', () => {
    const kit = conformanceJson(aRecord([], { target: 'mock', subject: { kind: 'kit', name: 'the kit itself' } }));
    assert.deepEqual(Object.keys(kit.subject), ['kind', 'name']);
    validateReport(kit);
  });
});

describe('a report that is not as its schema asks', () => {
  const refused: readonly (readonly [string, (right: ConformanceReport) => unknown, RegExp])[] = [
    ['is no object', () => 'conformant', /: the whole must be object/],
    ['lacks its verdict', ({ verdict: _, ...rest }) => rest, /: \/verdict must have required property/],
    ['says something more', (right) => ({ ...right, extra: 1 }), /: \/extra must NOT have additional properties/],
    ['has a verdict of its own', (right) => ({ ...right, verdict: 'fine' }), /: \/verdict must be equal to one of/],
    [
      'has a date that is none',
      (right) => ({ ...right, startedAt: '2025-02-30T00:00:00Z' }),
      /: \/startedAt must match/,
    ],
    ['has no scope, not even null', (right) => ({ ...right, scope: undefined }), /: \/scope must/],
    [
      'counts less than nothing',
      (right) => ({ ...right, summary: { ...right.summary, warn: -1 } }),
      /: \/summary\/warn /,
    ],
    [
      'leaves a verdict uncounted',
      (right) => ({ ...right, summary: { ...right.summary, 'not-observed': undefined } }),
      /: \/summary\/not-observed must/,
    ],
    ['has a broken seed', (right) => ({ ...right, seed: 0.5 }), /: \/seed must be integer/],
    ['knows another subject', (right) => ({ ...right, subject: { kind: 'payer', name: 'x' } }), /: \/subject\/kind /],
  ];
  for (const [what, spoil, message] of refused) {
    it(`is refused where it ${what}`, () => assert.throws(() => validateReport(spoil(report())), message));
  }

  it('is refused where a trace or a feature is named by an absolute path', () => {
    for (const path of ['/tmp/a.ndjson', 'C:\\a.ndjson', '\\\\host\\a.ndjson', '']) {
      const rules = [judged('pass', {}, [aScenario('pass', { trace: path })])];
      assert.throws(
        () => validateReport(conformanceJson(aRecord(rules))),
        /: \/rules\/0\/scenarios\/0\/trace must/,
        path,
      );
    }
    const rules = [judged('pass', {}, [aScenario('pass', { file: '/features/a.feature' })])];
    assert.throws(() => validateReport(conformanceJson(aRecord(rules))), /\/scenarios\/0\/file must match/);
  });

  it('is refused where an object deep inside says something more', () => {
    const [rule] = report().rules;
    assert.ok(rule);
    const [scenario] = rule.scenarios;
    const inRule = { ...report(), rules: [{ ...rule, hint: 'x' }] };
    assert.throws(() => validateReport(inRule), /: \/rules\/0\/hint must NOT/);
    const inScenario = { ...report(), rules: [{ ...rule, scenarios: [{ ...scenario, evidence: [1] }] }] };
    assert.throws(() => validateReport(inScenario), /: \/rules\/0\/scenarios\/0\/evidence must NOT/);
  });
});
