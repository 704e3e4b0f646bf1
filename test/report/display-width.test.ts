import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { displayWidth, padColumns, widest } from '../../src/report/display-width.ts';

describe('display width', () => {
  const widths: readonly (readonly [string, number])[] = [
    ['', 0],
    ['PREPAY-2H', 9],
    ['微信支付', 8],
    ['prepay_id有效期', 15],
    ['（范围：）', 10],
    ['한글', 4],
    ['ﾊﾝｶｸ', 4],
    ['e\u0301', 1],
    ['\u0301', 0],
    ['\u200b', 0],
    ['🎉', 2],
    ['👨‍👩‍👧', 2],
    ['🇨🇳', 2],
    ['❤️', 2],
    ['1️⃣', 2],
    ['✓✗·…', 4],
    ['𠀀', 2],
  ];
  for (const [text, columns] of widths) {
    it(`of ${JSON.stringify(text)} is ${columns}`, () => assert.equal(displayWidth(text), columns));
  }

  it('pads with blanks to so many columns, and never cuts', () => {
    assert.equal(padColumns('通过', 6), '通过  ');
    assert.equal(padColumns('不适用', 4), '不适用');
  });

  it('knows the widest of some texts', () => {
    assert.equal(widest(['pass', '不通过', 'x']), 6);
    assert.equal(widest([]), 0);
  });
});
