import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { PaymentParams } from '../../src/protocol/index.ts';
import { stage } from '../sdk/stage.ts';
import { Customer, type ShopFace } from './customer.ts';
import { ShopProcess } from './shop-process.ts';

const on = stage();
const WORDS: Readonly<Record<string, string>> = {
  CREATED: 'unpaid',
  PAID: 'paid',
  CANCELLED: 'closed',
  REFUNDED: 'refunded',
};
const word = (status: unknown): string => WORDS[String(status)] ?? String(status);

function faceOf(shop: ShopProcess): ShopFace {
  const call = async (method: 'GET' | 'POST', path: string, token: string, body?: unknown) => {
    const answer = await shop.ask(method, path, body, { 'x-token': token });
    assert.equal(answer.body['success'], true, JSON.stringify(answer.body));
    return answer.body['result'] as Readonly<Record<string, unknown>>;
  };
  const yuan = (fen: number): string => (fen / 100).toFixed(2);
  return {
    login: async (code) => String((await call('POST', '/login', '', { code }))['token']),
    place: async (token, fen, payWithin) =>
      String((await call('POST', '/orders', token, { price: yuan(fen), payWithin }))['orderId']),
    pay: async (token, order) => {
      const { payInfo } = await call('POST', `/orders/${order}/pay`, token);
      const { timestamp: timeStamp, packageValue, ...params } = JSON.parse(String(payInfo));
      return { ...params, timeStamp, package: packageValue } as PaymentParams;
    },
    read: async (token, order) => {
      const { status, delivered } = await call('GET', `/orders/${order}`, token);
      return { state: word(status), fulfilled: Number(delivered) };
    },
    comeBack: async (token, order, errMsg) =>
      word((await call('POST', `/orders/${order}/result`, token, { errMsg }))['status']),
    cancel: async (token, order) => void (await call('POST', `/orders/${order}/cancel`, token)),
    refund: async (token, order, fen) =>
      String((await call('POST', `/orders/${order}/refund`, token, { amount: yuan(fen) }))['refundId']),
    readRefund: async (token, refund) => word((await call('GET', `/refunds/${refund}`, token))['status']),
    setClock: async (now) => void (await call('POST', '/test/clock', '', { now })),
  };
}

describe('the broken shop', () => {
  let shop: ShopProcess | undefined;
  before(async () => {
    const { CREDENTIALS } = on.env('public-key');
    shop = await ShopProcess.start('broken-shop', { CREDENTIALS, WECHATPAY_URL: on.sandbox.url });
  });
  after(async () => {
    await shop?.end();
    assert.equal(shop?.complaints, '');
  });
  afterEach(() => on.demo.control('/faults', { method: 'DELETE' }));

  const ordered = (fen?: number, payWithin?: number): Promise<Customer> => {
    assert.ok(shop);
    return Customer.ordered(on.demo, faceOf(shop), fen, payWithin);
  };
  const fault = (where: string, name: string, times?: number) =>
    on.demo.control('/faults', { body: { on: where, fault: name, ...(times === undefined ? {} : { times }) } });
  /** The first thing that WeChat Pay told the shop of a customer's order. */
  const notified = async ({ openid }: Customer) => {
    const [first] = (await on.demo.control(`/notifications?openid=${openid}`)).list;
    assert.ok(first);
    return first;
  };

  it('sells, is paid and refunds', async () => {
    const customer = await ordered();
    await customer.paid();
    assert.equal(await customer.sees(), 'paid 1');
    assert.equal(await customer.comeBack('requestPayment:ok'), 'paid');
    await customer.refund(990);
    assert.equal(await on.demo.stateOf((await notified(customer)).out_trade_no), 'REFUND');
  });

  describe('is wrong', () => {
    for (const name of ['unsigned', 'wrong-signature', 'probe', 'stale', 'unknown-serial']) {
      it(`to believe a notification that is ${name}`, async () => {
        await fault('notification', name, 1);
        const customer = await ordered();
        await customer.paid();
        assert.equal(await customer.sees(), 'paid 1');
      });
    }

    it('to answer a notification that does not open with 200', async () => {
      await fault('notification', 'wrong-key', 1);
      const customer = await ordered();
      await customer.paid();
      assert.equal(await customer.sees(), 'unpaid 0');
      const { attempts } = await notified(customer);
      assert.equal(attempts[0]?.status, 200);
    });

    for (const name of ['wrong-amount', 'wrong-mchid', 'wrong-appid']) {
      it(`to fulfil a notification that is ${name}`, async () => {
        await fault('notification', name, 1);
        const customer = await ordered();
        await customer.paid();
        assert.equal(await customer.sees(), 'paid 1');
      });
    }

    it('to hand out for each of two notifications', async () => {
      await fault('notification', 'duplicate', 1);
      const customer = await ordered();
      await customer.paid();
      assert.equal(await customer.sees(), 'paid 2');
    });

    it('to take the front end’s word', async () => {
      const customer = await ordered();
      await customer.atCashier('cancel');
      assert.equal(await customer.comeBack('requestPayment:ok'), 'paid');
    });

    it('to believe an answer whose signature does not verify', async () => {
      const customer = await ordered();
      await customer.tapPay();
      await fault('GET /v3/pay/transactions/*', 'tampered-success');
      assert.equal(await customer.comeBack('requestPayment:fail (timeout)'), 'paid');
    });

    it('to lose a payment that nobody tells it of', async () => {
      await fault('notification', 'lost');
      const customer = await ordered();
      await customer.paid();
      await customer.pass(3_600);
      assert.equal(await customer.sees(), 'unpaid 0');
    });

    it('to use a prepay_id for ever', async () => {
      const customer = await ordered();
      const first = await customer.tapPay();
      await customer.pass(7_201);
      assert.equal((await customer.tapPay()).package, first.package);
      assert.notEqual(await customer.atCashier('pay'), 'requestPayment:ok');
    });

    it('not to close what was not paid in time', async () => {
      const customer = await ordered(990, 1_800);
      await customer.tapPay();
      await customer.pass(1_860);
      assert.equal(await customer.sees(), 'unpaid 0');
    });

    it('to give up what WeChat Pay still takes money for', async () => {
      const customer = await ordered();
      await customer.tapPay();
      await customer.cancel();
      assert.equal(await customer.sees(), 'closed 0');
      await customer.paid();
    });

    it('to take back what was paid', async () => {
      const customer = await ordered();
      await customer.paid();
      await customer.cancel();
      assert.equal(await customer.sees(), 'closed 1');
    });

    it('to show a refund as done once it is accepted', async () => {
      const customer = await ordered();
      await customer.paid();
      const refund = await customer.refund(990);
      assert.equal(await customer.refundState(refund), 'refunded');
      const { out_trade_no } = await notified(customer);
      const { refunds } = (await on.demo.control(`/orders/${out_trade_no}`)).body;
      assert.equal(refunds[0]?.status, 'PROCESSING');
    });

    it('to ask for more than was paid', async () => {
      const customer = await ordered();
      await customer.paid();
      await customer.refund(300);
      await assert.rejects(customer.refund(990)); // WeChat Pay refuses it; the shop asked
      const { out_trade_no } = await notified(customer);
      const { text } = await on.demo.control('/trace');
      const lines = text.trimEnd().split('\n');
      const asked = lines
        .map((line) => JSON.parse(line))
        .filter(({ from, url }) => from === 'merchant' && url === '/v3/refund/domestic/refunds')
        .filter(({ request }) => request.body.out_trade_no === out_trade_no)
        .map(({ request, answer }) => [request.body.amount.refund, answer.status]);
      assert.deepEqual(asked, [
        [300, 200],
        [990, 400],
        [990, 400], // and once more, under another number
      ]);
    });

    it('to calculate in floating-point numbers', async () => {
      const customer = await ordered(1990);
      await customer.tapPay();
      const { text } = await on.demo.control('/trace');
      assert.match(text, /"total":1989/);
    });
  });
});
