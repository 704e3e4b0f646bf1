import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { RuleVerdict } from '../../src/judge/judgement.ts';
import { type Comparison, compare, isRegression, unlike } from '../../src/report/comparison.ts';
import { type ConformanceReport, conformanceJson } from '../../src/report/conformance-json.ts';
import { readReport } from '../../src/report/read-report.ts';
import { aRecord, judged } from './fixtures.ts';

/** A report in which one rule came to that, or was not there. */
const report = (verdict: RuleVerdict | undefined): ConformanceReport =>
  conformanceJson(aRecord(verdict === undefined ? [] : [judged(verdict, { id: 'ONE-ORDER' })]));

const kindsOf = (comparison: Comparison): readonly string[] =>
  Object.entries(comparison).flatMap(([kind, changes]) => (changes.length > 0 ? [kind] : []));

describe('two reports', () => {
  const cases: readonly (readonly [RuleVerdict | undefined, RuleVerdict | undefined, readonly string[], boolean])[] = [
    ['pass', 'pass', [], false],
    ['pass', 'attested', [], false],
    ['pass', 'fail', ['broken'], true],
    ['not-applicable', 'warn', ['broken'], true],
    ['not-observed', 'fail', ['broken'], true],
    ['fail', 'fail', [], false],
    ['fail', 'pass', ['mended'], false],
    ['warn', 'not-applicable', ['excused'], false],
    ['pass', 'not-applicable', ['excused'], false],
    ['not-observed', 'not-applicable', ['excused'], false],
    ['not-applicable', 'pass', ['gained'], false],
    ['not-applicable', 'not-observed', ['lost'], true],
    ['not-applicable', 'not-applicable', [], false],
    ['warn', 'fail', ['weighed'], true],
    ['fail', 'warn', ['weighed'], false],
    ['fail', 'not-observed', ['hidden'], false],
    ['pass', 'not-observed', ['lost'], true],
    ['pass', 'inconclusive', ['lost'], true],
    ['pass', 'error', ['lost'], true],
    ['not-observed', 'pass', ['gained'], false],
    ['inconclusive', 'error', [], false],
    [undefined, 'pass', ['added'], false],
    [undefined, 'fail', ['added'], true],
    ['pass', undefined, ['gone'], true],
    ['fail', undefined, ['gone'], false],
  ];
  for (const [before, now, kinds, worse] of cases)
    it(`${before ?? 'no rule'} and then ${now ?? 'no rule'}: ${kinds.join() || 'no change'}`, () => {
      const comparison = compare(report(before), report(now));
      assert.deepEqual([kindsOf(comparison), isRegression(comparison)], [kinds, worse]);
    });
});

describe('two runs', () => {
  const run = (changes: Parameters<typeof aRecord>[1]): ConformanceReport => conformanceJson(aRecord([], changes));
  it('are alike whenever they were, and whatever came of them', () =>
    assert.deepEqual(unlike(run({ seed: 1 }), run({ seed: 2, startedAt: '2026-01-01T00:00:00+08:00' })), []));

  for (const [what, changes] of [
    ['kit', { kit: { name: 'wechatpay-conformance', version: '9.9.9' } }],
    ['guide', { source: { title: 'a guide', revision: '2030.1.1' } }],
    ['target', { target: 'merchant' }],
    ['subject', { subject: { kind: 'merchant', name: 'other shop' } }],
    ['scope', { scope: 'rules PREPAY-2H' }],
  ] as const)
    it(`are told apart by their ${what}`, () => {
      assert.deepEqual(
        unlike(run({}), run(changes)).map((found) => found.what),
        [what],
      );
    });
});

describe('a report that is read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'read-report-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'conformance.json');

  it('is what was written, by its file or its folder', () => {
    const written = report('pass');
    writeFileSync(path, JSON.stringify(written));
    assert.deepEqual(readReport(path), written);
    assert.deepEqual(readReport(folder), written);
  });

  it('is refused in one line where it is missing, cut off or something else', () => {
    const refused = (text: string | undefined, because: RegExp): void => {
      if (text === undefined) rmSync(path);
      else writeFileSync(path, text);
      assert.throws(() => readReport(folder), because);
    };
    refused(JSON.stringify(report('pass')).slice(0, -20), /conformance\.json is no JSON: it was cut off/);
    refused('{"name":"x"}', /conformance\.json is no report of this kit: it is not as its schema asks: \/kit/);
    refused(undefined, /There is no conformance\.json in /);
    assert.throws(() => readReport(join(folder, 'nowhere')), /There is no report .*nowhere/);
  });
});
