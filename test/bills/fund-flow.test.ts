import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { days } from '../../src/time/index.ts';
import { on, Shop, who } from './shop.ts';

async function shop(policy = {}): Promise<Shop> {
  const opened = await Shop.open({ policy: { refundArrival: days(10), ...policy } });
  await opened.sold('order-0', 1_000);
  await opened.until(on(16, '09:00:00'));
  await opened.sold('order-1', 10_000);
  await opened.until(on(16, '10:00:00'));
  opened.refunded('order-1', 'refund-1', 5_000, 10_000);
  await opened.until(on(16, '12:00:00'));
  opened.settled('refund-1', 'CLOSED');
  return opened.until(on(17, '10:00:00'));
}

const shown = (opened: Shop): readonly string[] =>
  opened
    .read(opened.fundFlowBill('2026-01-16'))
    .rows.map((row) =>
      ['记账时间', '业务名称', '业务类型', '收支类型', '收支金额(元)', '账户结余(元)']
        .map((name) => row[name])
        .join(' '),
    );

describe('a fund-flow bill', () => {
  it('has the columns of the page', async () => {
    const opened = await shop();
    const lines = opened.lines(opened.fundFlowBill('2026-01-16'));
    assert.equal(
      lines[0],
      '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号',
    );
    assert.equal(lines.at(-2), '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额');
  });

  it('tells each movement of the day and what the account then holds', async () => {
    assert.deepEqual(shown(await shop()), [
      '2026-01-16 09:00:00 交易 交易 收入 100.00 109.94',
      '2026-01-16 09:00:00 交易 扣除交易手续费 支出 0.60 109.34',
      '2026-01-16 10:00:00 退款 退款 支出 49.70 59.64',
      '2026-01-16 12:00:00 退款 退款关闭 收入 49.70 109.34',
    ]);
  });

  it('shows the fee of a refund apart where the policy says so', async () => {
    assert.deepEqual(shown(await shop({ billFeeOfRefund: 'apart' })).slice(2), [
      '2026-01-16 10:00:00 退款 退款 支出 50.00 59.34',
      '2026-01-16 10:00:00 退款 退还交易手续费 收入 0.30 59.64',
      '2026-01-16 12:00:00 退款 退款关闭 收入 50.00 109.64',
      '2026-01-16 12:00:00 退款 扣除交易手续费 支出 0.30 109.34',
    ]);
  });

  it('adds up what came in and what went out', async () => {
    const opened = await shop();
    assert.equal(opened.lines(opened.fundFlowBill('2026-01-16')).at(-1), '`4,`2,`149.70,`2,`50.30');
  });

  it('names the refund, its payment and who asked for it', async () => {
    const opened = await shop();
    const row = opened.read(opened.fundFlowBill('2026-01-16')).rows[2];
    const refund = opened.state.refunds.get('refund-1');
    assert.deepEqual(
      [
        row?.['微信支付业务单号'],
        row?.['资金流水单号'],
        row?.['业务凭证号'],
        row?.['资金变更提交申请人'],
        row?.['备注'],
      ],
      [
        refund?.refundId,
        refund?.transactionId,
        'refund-1',
        `${who.merchant.mchid}API`,
        '退款总金额50.00元;含手续费0.30元',
      ],
    );
  });

  it('has no movement of a fee that comes to nothing', async () => {
    const opened = await Shop.open();
    await opened.sold('order-1', 1);
    await opened.until(on(16, '10:00:00'));
    assert.equal(opened.read(opened.fundFlowBill('2026-01-15')).rows.length, 1);
  });
});
