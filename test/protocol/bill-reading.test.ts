import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amountIn, readBill } from '../../src/protocol/bill-reading.ts';

const BILL = ['title,amount', '`a,`0.01', '`,`-0.02', 'count,sum', '`2,`-0.01', ''];

describe('a bill read back', () => {
  it('is its titles, its rows and its sums, whatever the line ends and the byte order mark', () => {
    for (const text of [
      BILL.join('\r\n'),
      BILL.join('\n'),
      `\ufeff${BILL.join('\r\n')}`,
      BILL.slice(0, -1).join('\n'),
    ]) {
      assert.deepEqual(readBill(text), {
        titles: ['title', 'amount'],
        rows: [
          { title: 'a', amount: '0.01' },
          { title: '', amount: '-0.02' },
        ],
        sumTitles: ['count', 'sum'],
        sums: { count: '2', sum: '-0.01' },
      });
    }
  });

  it('may have no row, or many', () => {
    for (const count of [0, 1, 5]) {
      const rows = Array.from({ length: count }, (_, index) => `\`a,\`0.0${index}`);
      const bill = readBill(['title,amount', ...rows, 'count,sum', `\`${count},\`0.01`].join('\n'));
      assert.ok(typeof bill !== 'string');
      assert.deepEqual(
        [bill.titles, bill.sumTitles],
        [
          ['title', 'amount'],
          ['count', 'sum'],
        ],
      );
      assert.deepEqual([bill.rows.length, bill.sums['count']], [count, String(count)]);
    }
  });

  it('keeps a byte order mark that does not stand at its beginning', () => {
    const bill = readBill(BILL.with(1, '`\ufeffa,`0.01').join('\n'));
    assert.ok(typeof bill !== 'string');
    assert.equal(bill.rows[0]?.['title'], '\ufeffa');
  });

  it('tells what is wrong with a text that is none', () => {
    const wrong: readonly [string, RegExp][] = [
      ['', /of 0 lines/],
      ['{"code":"INVALID_REQUEST"}', /of 1 lines/],
      ['count,sum\n`0,`0.00\n', /of 2 lines/],
      [BILL.with(1, `<p>${'a'.repeat(80)}`).join('\n'), /first value: <p>a{57}$/],
      [BILL.with(1, 'a,0.01').join('\n'), /without a back-tick/],
      [BILL.with(1, '`a,b,`0.01,`3').join('\n'), /3 values under 2 titles/],
      [BILL.with(4, '`2').join('\n'), /1 values under 2 titles/],
    ];
    for (const [text, words] of wrong) assert.match(String(readBill(text)), words, text);
  });
});

describe('an amount in a bill', () => {
  it('is read by its digits, two or five decimals', () => {
    const amounts = ['0.01', '-0.30', '1299.02', '7.79000', '-0.27000'].map(amountIn);
    assert.deepEqual(amounts, [1_000, -30_000, 129_902_000, 779_000, -27_000]);
  });

  it('is none in any other form', () => {
    for (const text of [undefined, '', '1', '1.0', '1.000', '.01', '1,00', '0.60%', '--1.00']) {
      assert.equal(amountIn(text), undefined, text);
    }
  });
});
