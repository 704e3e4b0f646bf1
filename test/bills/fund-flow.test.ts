import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fen } from '../../src/money/fen.ts';
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

/** What moved on a day, and what the account then held. */
const balances = (opened: Shop, date: string): readonly string[] =>
  opened.read(opened.fundFlowBill(date)).rows.map((row) => `${row['业务类型']} ${row['账户结余(元)']}`);

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

  for (const [form, part] of [
    ['in-the-refund', '含手续费0.30元'],
    ['apart', '含手续费0.00元'],
  ] as const) {
    it(`says of each movement what it belongs to, and who asked for it: fees ${form}`, async () => {
      const opened = await shop({ billFeeOfRefund: form });
      const [order, refund] = [opened.state.orders.get('order-1'), opened.state.refunds.get('refund-1')];
      const transaction = refund?.transactionId;
      const paid = [transaction, transaction, '交易', 'system', '', order?.request.out_trade_no];
      const back = [refund?.refundId, transaction, '退款', 'system', '', 'refund-1'];
      const given = [...back.slice(0, 3), `${who.merchant.mchid}API`, `退款总金额50.00元;${part}`, 'refund-1'];
      const names = ['微信支付业务单号', '资金流水单号', '业务名称', '资金变更提交申请人', '备注', '业务凭证号'];
      assert.deepEqual(
        opened.read(opened.fundFlowBill('2026-01-16')).rows.map((row) => names.map((name) => row[name])),
        form === 'apart' ? [paid, paid, given, back, back, back] : [paid, paid, given, back],
      );
    });
  }

  it('tells a fen, and nothing of what comes to no fen', async () => {
    const opened = await Shop.open({ policy: { refundArrival: days(10), billFeeOfRefund: 'apart' } });
    await opened.sold('order-1', 84);
    opened.refunded('order-1', 'refund-1', 84, 84).settled('refund-1', 'CLOSED');
    await opened.until(on(15, '11:00:00'));
    await opened.sold('order-2', 1);
    opened.refunded('order-2', 'refund-2', 1, 1).settled('refund-2', 'CLOSED');
    await opened.sold('order-3', 100, {}, [{ amount: 100, type: 'NOCASH' }]);
    opened.refunded('order-3', 'refund-3', 100, 100).settled('refund-3', 'CLOSED');
    await opened.until(on(16, '10:00:00'));
    const first = ['交易 0.84', '扣除交易手续费 0.83', '退款 -0.01', '退还交易手续费 0.00', '退款关闭 0.84'];
    const second = ['扣除交易手续费 0.83', '交易 0.84', '退款 0.83', '退款关闭 0.84'];
    assert.deepEqual(balances(opened, '2026-01-15'), [...first, ...second]);
    opened.merchant.ledger.policy = { ...opened.merchant.ledger.policy, billFeeOfRefund: 'in-the-refund' };
    const whole = ['交易 0.84', '扣除交易手续费 0.83', '退款 0.00', '退款关闭 0.83'];
    assert.deepEqual(balances(opened, '2026-01-15'), [...whole, '交易 0.84', '退款 0.83', '退款关闭 0.84']);
  });

  it('starts from the balance that was set, and tells what was put in or taken out for it', async () => {
    const opened = await Shop.open({ policy: { refundArrival: days(10) } });
    const holds = (balance: number): void =>
      void opened.merchant.ledger.execute(({ at }) => ({ type: 'set-balance', at, balance: fen(balance) }));
    holds(50_000);
    await opened.until(on(16, '09:00:00'));
    await opened.sold('order-1', 10_000);
    await opened.until(on(16, '10:00:00'));
    holds(1_000);
    await opened.until(on(17, '10:00:00'));
    assert.deepEqual(shown(opened), [
      '2026-01-16 09:00:00 交易 交易 收入 100.00 600.00',
      '2026-01-16 09:00:00 交易 扣除交易手续费 支出 0.60 599.40',
      '2026-01-16 10:00:00 充值/提现 提现 支出 589.40 10.00',
    ]);
    assert.equal(opened.state.account.balance, 1_000);
    assert.deepEqual(
      opened.read(opened.fundFlowBill('2026-01-15')).rows.map((row) => [row['业务类型'], row['账户结余(元)']]),
      [['充值', '500.00']],
    );
  });

  it('tells what the merchant gets of an order that was paid with coupons', async () => {
    const opened = await Shop.open({ policy: { refundArrival: days(10) } });
    await opened.sold('order-1', 10_000, {}, [
      { amount: 1_000, type: 'CASH' },
      { amount: 1_000, type: 'NOCASH' },
    ]);
    opened.refunded('order-1', 'refund-1', 5_000, 10_000);
    await opened.until(on(16, '10:00:00'));
    assert.deepEqual(
      opened.read(opened.fundFlowBill('2026-01-15')).rows.map((row) => [row['业务类型'], row['账户结余(元)']]),
      [
        ['交易', '90.00'],
        ['扣除交易手续费', '89.46'],
        ['退款', '44.73'],
      ],
    );
    const { rows, sums } = opened.read(opened.tradeBill('2026-01-15'));
    const titles = ['应结订单金额', '代金券金额', '退款金额', '充值券退款金额', '手续费', '订单金额', '申请退款金额'];
    assert.deepEqual(
      rows.map((row) => titles.map((title) => row[title])),
      [
        ['90.00', '20.00', '0.00', '0.00', '0.54', '100.00', '0.00'],
        ['0.00', '0.00', '45.00', '5.00', '-0.27', '0.00', '50.00'],
      ],
    );
    assert.deepEqual(Object.values(sums), ['2', '90.00', '45.00', '5.00', '0.27', '100.00', '50.00']);
  });

  it('has no movement of a fee that comes to nothing', async () => {
    const opened = await Shop.open();
    await opened.sold('order-1', 1);
    await opened.until(on(16, '10:00:00'));
    assert.equal(opened.read(opened.fundFlowBill('2026-01-15')).rows.length, 1);
  });
});

describe('what was put in and taken out by hand', () => {
  it('has a number of its own with the moment in it, and names no order (F§9)', async () => {
    const opened = await Shop.open();
    const set = (balance: number): void =>
      void opened.merchant.ledger.execute(({ at }) => ({ type: 'set-balance', at, balance: fen(balance) }));
    for (const balance of [500, 500, 300, 301, 300]) set(balance);
    await opened.until(on(16, '10:00:00'));
    const { rows } = opened.read(opened.fundFlowBill('2026-01-15'));
    const told = [
      '微信支付业务单号',
      '业务名称',
      '业务类型',
      '收支金额(元)',
      '账户结余(元)',
      '业务凭证号',
      '资金变更提交申请人',
      '备注',
    ];
    assert.deepEqual(
      rows.map((row) => told.map((name) => row[name])),
      [
        ['1000202601151000000000000001', '充值/提现', '充值', '5.00', '5.00', '', '', ''],
        ['1000202601151000000000000004', '充值/提现', '充值', '0.01', '5.01', '', '', ''],
        ['1000202601151000000000000003', '充值/提现', '提现', '2.00', '3.01', '', '', ''],
        ['1000202601151000000000000005', '充值/提现', '提现', '0.01', '3.00', '', '', ''],
      ],
    );
  });

  it('shows no refund that still waits for money', async () => {
    const opened = await Shop.open({ policy: { refundWithoutMoney: 'closed-after-seven-days' } });
    await opened.sold('order-1', 10_000);
    opened.merchant.ledger.execute(({ at }) => ({ type: 'set-balance', at, balance: fen(0) }));
    opened.refunded('order-1', 'refund-1', 5_000, 10_000);
    await opened.until(on(16, '10:00:00'));
    assert.deepEqual(balances(opened, '2026-01-15'), ['交易 100.00', '扣除交易手续费 99.40', '提现 0.00']);
  });
});
