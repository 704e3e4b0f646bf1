import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { orderView, refundNotice, refundView } from '../../src/gateway/views.ts';
import { minutes } from '../../src/time/index.ts';
import { Books, MCHID, NUMBER, PAYER } from './books.ts';

const DEVICE = { payer_client_ip: '192.0.2.1', device_id: '013467007045764' };
const TOLD = { appid: 'wxd678efh567hg6787', mchid: MCHID, out_trade_no: NUMBER };
const UNPAID = { ...TOLD, amount: { total: 100, currency: 'CNY' } };
const PAID = {
  ...TOLD,
  transaction_id: '4200000000202601150000000002',
  trade_type: 'JSAPI',
  bank_type: 'OTHERS',
  success_time: '2026-01-15T10:00:00+08:00',
  payer: { openid: PAYER },
  amount: { total: 100, payer_total: 100, currency: 'CNY', payer_currency: 'CNY' },
};

/** Every field, in every state, with the texts that are seen on the wire (F§1.2, D:4012791900). */
describe('an order as a query tells it', () => {
  for (const [state, expected] of [
    ['NOTPAY', { ...UNPAID, trade_state: 'NOTPAY', trade_state_desc: '订单未支付' }],
    ['CLOSED', { ...UNPAID, trade_state: 'CLOSED', trade_state_desc: '订单已关闭' }],
    ['SUCCESS', { ...PAID, trade_state: 'SUCCESS', trade_state_desc: '支付成功' }],
    ['REFUND', { ...PAID, trade_state: 'REFUND', trade_state_desc: '订单发生过退款，退款详情请查询退款单' }],
  ] as const) {
    it(`is ${state}`, () => {
      assert.deepEqual(orderView(Books.at(state).find()), expected);
    });
  }

  it('has the device of its scene in every state, and the attach only once it is paid', () => {
    const books = new Books();
    books.order({ attach: 'a', scene_info: DEVICE });
    const scene = { scene_info: { device_id: DEVICE.device_id } };
    const unpaid = { ...UNPAID, ...scene, trade_state: 'NOTPAY', trade_state_desc: '订单未支付' };
    assert.deepEqual(orderView(books.find()), unpaid);
    books.cashier('pay');
    const paid = { ...PAID, ...scene, attach: 'a', trade_state: 'SUCCESS', trade_state_desc: '支付成功' };
    assert.deepEqual(orderView(books.find()), paid);
  });
});

describe('a refund as answers and notifications tell it (F§1.4, D:4012791903, D:4012791906)', () => {
  const REFUND = {
    refund_id: '5030000202601150000000000005',
    out_refund_no: 'refund-1',
    transaction_id: PAID.transaction_id,
    out_trade_no: NUMBER,
  };
  const amounts = { total: 100, refund: 30, payer_total: 100, payer_refund: 30 };
  const from = [{ account: 'AVAILABLE', amount: 30 }] as const;
  const made = () => {
    const books = Books.at('SUCCESS');
    books.wait(minutes(1));
    books.refund(30, { amount: { refund: 30, total: 100, currency: 'CNY', from: [...from] } });
    const refund = () => books.state.refunds.get('refund-1') ?? assert.fail('there is no refund');
    return { books, refund };
  };
  const view = {
    ...REFUND,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    create_time: '2026-01-15T10:01:00+08:00',
    funds_account: 'AVAILABLE',
    amount: {
      ...amounts,
      from,
      settlement_refund: 30,
      settlement_total: 100,
      discount_refund: 0,
      currency: 'CNY',
    },
  };

  it('while it is on its way', () => {
    assert.deepEqual(refundView(made().refund()), { ...view, status: 'PROCESSING' });
  });

  it('once it has arrived, with the moment', () => {
    const { books, refund } = made();
    books.wait(minutes(5));
    const success_time = '2026-01-15T10:06:00+08:00';
    assert.deepEqual(refundView(refund()), { ...view, status: 'SUCCESS', success_time });
    const told = { ...REFUND, mchid: MCHID, refund_status: 'SUCCESS', success_time, amount: amounts };
    assert.deepEqual(refundNotice(MCHID, refund()), { ...told, user_received_account: '支付用户零钱' });
  });

  it('once it is closed, without one', () => {
    const { books, refund } = made();
    books.settle('CLOSED');
    const told = { ...REFUND, mchid: MCHID, refund_status: 'CLOSED', amount: amounts };
    assert.deepEqual(refundNotice(MCHID, refund()), { ...told, user_received_account: '支付用户零钱' });
  });
});
