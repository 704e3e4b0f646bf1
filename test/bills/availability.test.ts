import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fundFlowBillRequest, tradeBillRequest } from '../../src/gateway/bills/answer-bill.ts';
import { on, outcomeOf, Shop } from './shop.ts';

const sold = async (policy = {}): Promise<Shop> => (await Shop.open({ policy })).sold('order-1', 100);

describe('a bill', () => {
  it('can be had from ten o’clock of the next day on', async () => {
    const opened = await sold();
    await opened.until(on(15, '23:59:59'));
    assert.equal(outcomeOf(opened.tradeBill('2026-01-15')), '400 INVALID_REQUEST');
    await opened.until(on(16, '00:00:00'));
    const made = opened.tradeBill('2026-01-15');
    assert.deepEqual([made.status, made.json['code'], made.json['message']], [400, 'STATEMENT_CREATING', '账单生成中']);
    assert.equal(made.signature, 'valid');
    await opened.until(on(16, '09:59:59'));
    assert.equal(outcomeOf(opened.tradeBill('2026-01-15')), '400 STATEMENT_CREATING');
    await opened.until(on(16, '10:00:00'));
    const applied = opened.tradeBill('2026-01-15');
    assert.equal(outcomeOf(applied), '200');
    assert.equal(applied.signature, 'valid');
    assert.deepEqual(Object.keys(applied.json), ['hash_type', 'hash_value', 'download_url']);
  });

  it('is of no day to come', async () => {
    const opened = await sold();
    assert.equal(outcomeOf(opened.tradeBill('2026-01-16')), '400 INVALID_REQUEST');
    assert.equal(outcomeOf(opened.fundFlowBill('2027-01-01')), '400 INVALID_REQUEST');
  });

  it('of a day on which nothing was paid and nothing refunded is none', async () => {
    const opened = await sold();
    opened.order({ out_trade_no: 'unpaid-1' });
    await opened.until(on(17, '10:00:00'));
    for (const applied of [opened.tradeBill('2026-01-16'), opened.tradeBill('2026-01-14')]) {
      assert.deepEqual(
        [applied.status, applied.json['code'], applied.json['message']],
        [400, 'NO_STATEMENT_EXIST', '请求的账单文件不存在'],
      );
    }
    assert.equal(outcomeOf(opened.tradeBill('2026-01-15', 'REFUND')), '400 NO_STATEMENT_EXIST');
    assert.equal(outcomeOf(opened.fundFlowBill('2026-01-16')), '400 NO_STATEMENT_EXIST');
    for (const account of ['OPERATION', 'FEES']) {
      assert.equal(outcomeOf(opened.fundFlowBill('2026-01-15', account)), '400 NO_STATEMENT_EXIST');
    }
  });

  it('can be had for three months', async () => {
    const opened = await sold();
    await opened.until(on(15, '23:59:59', 4));
    assert.equal(outcomeOf(opened.tradeBill('2026-01-15')), '200');
    await opened.until(on(16, '00:00:00', 4));
    assert.equal(outcomeOf(opened.tradeBill('2026-01-15')), '400 INVALID_REQUEST');
  });

  it('of the end of February can still be had on the last day of May', async () => {
    const opened = await Shop.open();
    await opened.until(on(28, '12:00:00', 2));
    await opened.sold('order-1', 100);
    await opened.until(on(31, '23:00:00', 5));
    assert.equal(outcomeOf(opened.tradeBill('2026-02-28')), '200');
    await opened.until(on(1, '00:00:00', 6));
    assert.equal(outcomeOf(opened.tradeBill('2026-02-28')), '400 INVALID_REQUEST');
  });

  it('is of the other reading’s hour and codes where the policy says so', async () => {
    const opened = await sold({
      billReady: 9 * 3_600_000,
      billOfUnfinishedDay: 'STATEMENT_CREATING',
      billTooOld: 'NO_STATEMENT_EXIST',
    });
    assert.equal(outcomeOf(opened.tradeBill('2026-01-15')), '400 STATEMENT_CREATING');
    await opened.until(on(16, '09:00:00'));
    assert.equal(outcomeOf(opened.tradeBill('2026-01-15')), '200');
    assert.equal(outcomeOf(opened.tradeBill('2025-01-15')), '400 NO_STATEMENT_EXIST');
  });
});

describe('the parameters of a bill', () => {
  for (const query of [
    '',
    '?bill_date=',
    '?bill_date=20260115',
    '?bill_date=2026-1-15',
    '?bill_date=2026-02-30',
    '?bill_date=2026-01-15&bill_type=all',
    '?bill_date=2026-01-15&bill_type=RECHARGE_REFUND',
    '?bill_date=2026-01-15&tar_type=gzip',
  ]) {
    it(`are refused: ${query || 'none'}`, async () => {
      const opened = await sold();
      await opened.until(on(16, '10:00:00'));
      assert.equal(outcomeOf(opened.call('GET', `/v3/bill/tradebill${query}`)), '400 PARAM_ERROR');
    });
  }

  it('stand for a bill with everything, or of the basic account, and unpacked, where they say no more', () => {
    const bill_date = '2026-01-15';
    const plain = { date: bill_date, gzip: false };
    assert.deepEqual(tradeBillRequest({ bill_date }), { kind: 'trade', type: 'ALL', ...plain });
    assert.deepEqual(fundFlowBillRequest({ bill_date }), { kind: 'fund-flow', type: 'BASIC', ...plain });
    const packed = { bill_date, tar_type: 'GZIP' } as const;
    assert.deepEqual([tradeBillRequest(packed).gzip, fundFlowBillRequest(packed).gzip], [true, true]);
  });

  it('name one of three accounts', async () => {
    const opened = await sold();
    await opened.until(on(16, '10:00:00'));
    assert.equal(outcomeOf(opened.fundFlowBill('2026-01-15', 'BASIC')), '200');
    assert.equal(outcomeOf(opened.fundFlowBill('2026-01-15', 'basic')), '400 PARAM_ERROR');
  });
});
