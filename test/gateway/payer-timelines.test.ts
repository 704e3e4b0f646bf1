import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cashierMessages } from '../../src/protocol/cashier.ts';
import { paymentParams } from '../../src/protocol/pay-sign.ts';
import { paths } from '../../src/protocol/payments.ts';
import { days, Timeline } from '../../src/time/index.ts';
import { Bench, MCHID, PAYER, refusalOf, who } from './bench.ts';
import { BEGIN } from './books.ts';

const STRANGER = 'oStranger';

/** A payer with a timeline of its own, who has paid `own`; beside it `main` of somebody without one, who has paid too. */
async function twoPayers() {
  const bench = new Bench();
  const { books } = bench.merchant;
  const timeline = Timeline.frozen(BEGIN);
  const ledger = books.openFor(PAYER, timeline);
  const buy = async (out_trade_no: string, openid: string): Promise<string> => {
    const id = String(bench.order({ out_trade_no, payer: { openid } }).json['prepay_id']);
    const params = paymentParams(who.merchant.sign, who.appid, id, bench.timeline, bench.entropy);
    assert.equal(bench.gateway.cashier(bench.merchant, params, openid, 'pay').errMsg, 'requestPayment:ok');
    await Promise.all([bench.timeline.idle(), timeline.idle()]);
    return id;
  };
  const ids = { own: await buy('order-own', PAYER), main: await buy('order-main', STRANGER) };
  const query = (number: string) => bench.call('GET', paths.orderByNumber(number, MCHID)).json;
  const refund = (body: object) =>
    bench.call('POST', paths.refund, { body: { amount: { refund: 30, total: 100, currency: 'CNY' }, ...body } });
  return { bench, books, timeline, ledger, ids, query, refund };
}

describe('a payer with a timeline of its own', () => {
  it('has its orders there, and others have theirs with the merchant', async () => {
    const { books, ledger } = await twoPayers();
    assert.equal(books.own(PAYER), ledger);
    assert.equal(books.own(STRANGER), undefined);
    assert.deepEqual([...ledger.state.orders.keys()], ['order-own']);
    assert.deepEqual([...books.main.state.orders.keys()], ['order-main']);
    assert.deepEqual(books.pages(), [{ ledger: books.main }, { ledger, openid: PAYER }]);
  });

  it('is found by every number that was given to it: order, transaction, prepay_id, refund, notification', async () => {
    const { books, ledger, ids, query, refund } = await twoPayers();
    const transaction = String(query('order-own')['transaction_id']);
    refund({ out_trade_no: 'order-own', out_refund_no: 'r-own' });
    const [notification = ''] = ledger.state.notifications.keys();
    const found = [
      books.ofOrder('order-own'),
      books.ofTransaction(transaction),
      books.ofPrepayId(ids.own),
      books.ofRefund('r-own'),
      books.ofNotification(notification),
    ];
    assert.ok(found.every((one) => one === ledger));
    assert.equal(books.paid(transaction), books.order('order-own'));
    const unknown = [books.ofOrder(undefined), books.ofTransaction(''), books.ofPrepayId(''), books.ofRefund('')];
    assert.ok([...unknown, books.ofNotification(''), books.paid('')].every((one) => one === undefined));
  });

  it('keeps its order when another payer is named for the same number', async () => {
    const { bench, books } = await twoPayers();
    const answer = bench.order({ out_trade_no: 'order-own', payer: { openid: STRANGER } });
    assert.equal(answer.json['code'], 'ORDERPAID');
    assert.equal(books.main.state.orders.has('order-own'), false);
  });

  it('is refunded on it, by the number of the order or of the transaction (F§1.4)', async () => {
    const { ledger, books, query, refund } = await twoPayers();
    const transaction_id = String(query('order-own')['transaction_id']);
    assert.equal(refund({ transaction_id, out_refund_no: 'r-1' }).status, 200);
    assert.equal(refund({ out_trade_no: 'order-own', out_refund_no: 'r-2' }).status, 200);
    // Where both are there, the transaction decides.
    assert.equal(
      refund({ out_trade_no: 'order-main', transaction_id, out_refund_no: 'r-3' }).json['out_trade_no'],
      'order-own',
    );
    assert.deepEqual([...ledger.state.refunds.keys()], ['r-1', 'r-2', 'r-3']);
    assert.equal(refundsIn(books.main), 0);
    assert.equal(
      refund({ out_trade_no: 'order-main', out_refund_no: 'r-1' }).json['message'],
      '支付单号校验不一致，请核实后再试',
    );
    assert.equal(refusalOf(refund({ out_trade_no: 'nobody', out_refund_no: 'r-4' })), '404 RESOURCE_NOT_EXISTS 0');
  });

  it('is the only one who can pay what it ordered', async () => {
    const { bench } = await twoPayers();
    const id = String(bench.order({ out_trade_no: 'order-own-2' }).json['prepay_id']);
    const params = paymentParams(who.merchant.sign, who.appid, id, bench.timeline, bench.entropy);
    const { message } = bench.gateway.cashier(bench.merchant, params, STRANGER, 'pay');
    assert.equal(message, cashierMessages.otherPayer);
  });

  it('has its refund sent to another account there (D:4012791905)', async () => {
    const { bench, ledger, refund } = await twoPayers();
    refund({ out_trade_no: 'order-own', out_refund_no: 'r-own' });
    const settled = { outRefundNo: 'r-own', status: 'ABNORMAL' } as const;
    ledger.execute((fresh) => ({ type: 'settle-refund', ...settled, ...fresh }));
    const body = { out_refund_no: 'r-own', type: 'MERCHANT_BANK_CARD' };
    const { refundId = '' } = ledger.state.refunds.get('r-own') ?? {};
    const answer = bench.call('POST', paths.abnormalRefund(refundId), { body });
    assert.deepEqual([answer.status, answer.json['status']], [200, 'PROCESSING']);
  });

  it('lives through time that no other does', async () => {
    const { bench, timeline, query } = await twoPayers();
    bench.order({ out_trade_no: 'order-own-2' });
    bench.order({ out_trade_no: 'order-main-2', payer: { openid: STRANGER } });
    await timeline.advanceTo((BEGIN + days(7)) as typeof BEGIN);
    assert.deepEqual([query('order-own-2')['trade_state'], query('order-main-2')['trade_state']], ['CLOSED', 'NOTPAY']);
  });

  it('closes its order there, and an unknown number is closed nowhere', async () => {
    const { bench, ledger, books } = await twoPayers();
    bench.order({ out_trade_no: 'order-own-2' });
    const close = (number: string) => bench.call('POST', paths.close(number), { body: { mchid: MCHID } }).status;
    assert.deepEqual([close('order-own-2'), close('nobody')], [204, 204]);
    assert.equal(ledger.state.orders.get('order-own-2')?.status.tradeState, 'CLOSED');
    assert.equal(books.order('nobody'), undefined);
  });
});

const refundsIn = ({ state }: { readonly state: { readonly refunds: ReadonlyMap<string, unknown> } }): number =>
  state.refunds.size;
