import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { consoleReport } from '../../src/report/console-table.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import type { Language, RunRecord } from '../../src/report/report.ts';
import type { Area } from '../../src/rules/rule.ts';
import { aRecord, aScenario, hostileRecord, judged, ofEveryVerdict } from './fixtures.ts';

const linesOf = (record: RunRecord, language: Language = 'en'): readonly string[] =>
  consoleReport(record, { language, colour: false }).split('\n');
const shown = (record: RunRecord): string => linesOf(record).join('\n');

const ESCAPE = '\u001b';
const KIT_COLOUR = new RegExp(`${ESCAPE}\\[\\d+m`, 'g');

describe('the first and the last line', () => {
  const selfCheck = (verdict: RunRecord['judgement']['verdict']): RunRecord =>
    aRecord(ofEveryVerdict, { target: 'mock', subject: { kind: 'kit', name: 'the kit' }, verdict, scope: 'two rules' });

  it('say of the mock that nothing foreign was tested', () => {
    const lines = linesOf(selfCheck('conformant'));
    assert.equal(lines[0], 'This is the kit checking itself: nothing of yours was tested.');
    assert.equal(lines.at(-1), 'This is the kit checking itself: nothing of yours was tested.');
    assert.equal(lines.at(-2), 'Verdict: conformant (scope: two rules)');
    const noted = consoleReport(selfCheck('conformant'), { language: 'en', colour: false, notes: ['a note'] });
    assert.match(noted, /Verdict: conformant .*\na note\nThis is the kit checking itself[^\n]*$/);
    const chinese = linesOf(selfCheck('conformant'), 'zh-CN');
    assert.equal(chinese[0], '这是工具包的自检：没有测试您的任何系统。');
    assert.equal(chinese.at(-1), '这是工具包的自检：没有测试您的任何系统。');
    assert.equal(chinese.at(-2), '结论：符合 conformant（范围：two rules）');
  });

  it('otherwise name the subject and the verdict', () => {
    const lines = linesOf(aRecord(ofEveryVerdict));
    assert.equal(lines[0], 'Subject: the gateway staging at http://127.0.0.1:8787');
    assert.equal(lines.at(-1), 'Verdict: nonconformant');
    const merchant = aRecord([], {
      target: 'merchant',
      subject: { kind: 'merchant', name: '小店' },
      verdict: 'incomplete',
    });
    assert.equal(linesOf(merchant)[0], 'Subject: the merchant 小店');
    assert.equal(linesOf(merchant, 'zh-CN')[0], '测试对象：商户 小店');
    assert.equal(linesOf(merchant, 'zh-CN').at(-1), '结论：未能验证完整 incomplete');
  });

  it('carry the scope wherever the verdict is, and only where it is cut', () => {
    const cut = linesOf(aRecord(ofEveryVerdict, { scope: 'the rule PREPAY-2H' }));
    assert.equal(cut[2], 'Scope: the rule PREPAY-2H');
    assert.equal(cut.at(-1), 'Verdict: nonconformant (scope: the rule PREPAY-2H)');
    assert.doesNotMatch(shown(aRecord(ofEveryVerdict)), /scope/i);
  });
});

describe('the table', () => {
  it('shows every rule under its area, in the order of the guide', () => {
    const table = linesOf(aRecord(ofEveryVerdict)).slice(2);
    const upTo = table.indexOf('What was broken');
    assert.deepEqual(
      table
        .slice(0, upTo)
        .filter((line) => line !== '')
        .map((line) => line.replace(/ +A prepay_id.*/, '')),
      [
        'Basics',
        '  ! warn            must  RULE-WARN',
        '  ~ inconclusive    must  RULE-INCONCLUSIVE',
        'Order',
        '  ✓ pass            must  RULE-PASS',
        '  - not applicable  must  RULE-NOT-APPLICABLE',
        '  E error           must  RULE-ERROR',
        'Refund',
        '  ✗ fail            must  RULE-FAIL',
        '  ? not observed    must  RULE-NOT-OBSERVED',
        '  ✓ attested        must  RULE-ATTESTED',
      ],
    );
  });

  it('aligns Chinese by the columns that it takes up', () => {
    const record = aRecord([
      judged('pass', { id: 'A', level: 'may', title: { en: '', zh: '标题' } }, []),
      judged('error', { id: 'LONGER-ID', title: { en: '', zh: '标题' } }, []),
      judged('not-observed', { id: '规则', title: { en: '', zh: '标题' } }, []),
    ]);
    const rows = linesOf(record, 'zh-CN').filter(
      (line) => line.endsWith('  标题') && !line.includes('工具包出错  LONGER'),
    );
    assert.equal(rows.length, 3);
    assert.equal(new Set(rows.map(displayWidth)).size, 1, rows.join('\n'));
  });

  it('shows the title in the language', () => {
    assert.match(
      linesOf(aRecord([judged('pass')]), 'zh-CN').join('\n'),
      /✓ 通过 {2}必须 {2}PREPAY-2H {2}prepay_id有效期为2小时/,
    );
  });

  it('loses no rule of an area that is not the kit’s own', () => {
    const text = shown(aRecord([judged('pass', { id: 'MY-RULE', area: 'loyalty' as Area })]));
    assert.match(text, /\nloyalty\n {2}✓ pass {2}must {2}MY-RULE/);
  });
});

describe('the end', () => {
  it('counts every verdict, those with none too', () => {
    const lines = linesOf(aRecord([judged('pass'), judged('pass'), judged('fail')]));
    const expected =
      '3 rules: pass 2 · fail 1 · warn 0 · not applicable 0 · not observed 0 · inconclusive 0 · error 0 · attested 0';
    assert.equal(lines.at(-2), expected);
  });

  it('lists scenarios under no rule apart', () => {
    const text = shown(aRecord([judged('pass')], { unruled: [aScenario('fail', { name: 'mine' })] }));
    assert.match(text, /Scenarios under no rule \(outside the verdict\)\n {2}✗ fail {2}mine\n {4}checked {3}errMsg\n/);
    assert.match(text, /1 rule: pass 1 · fail 0/);
  });
});

describe('what a subject says', () => {
  it('gets to the terminal without control characters and forges no line', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const text = consoleReport(hostileRecord, { language, colour: false });
      assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}|\p{Bidi_Control}|[\u2028\u2029]/u);
      assert.doesNotMatch(text, /^\s*Verdict: conformant/m);
    }
  });

  it('brings no colours but the kit’s own', () => {
    const coloured = consoleReport(hostileRecord, { language: 'en', colour: true });
    assert.equal(stripVTControlCharacters(coloured), consoleReport(hostileRecord, { language: 'en', colour: false }));
    assert.doesNotMatch(coloured.replaceAll(KIT_COLOUR, '').replaceAll('\n', ''), /\p{Cc}/u);
  });
});

describe('colour', () => {
  it('is there when asked for, whatever the environment, and nowhere else', () => {
    const record = aRecord(ofEveryVerdict);
    const coloured = consoleReport(record, { language: 'en', colour: true });
    assert.ok(coloured.includes(`${ESCAPE}[31m✗ fail`));
    assert.ok(coloured.endsWith(`${ESCAPE}[31mVerdict: nonconformant${ESCAPE}[39m`));
    assert.ok(!consoleReport(record, { language: 'en', colour: false }).includes(ESCAPE));
  });
});
