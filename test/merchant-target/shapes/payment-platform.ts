import { createHash } from 'node:crypto';
import { parseJson } from '../../../src/protocol/wire.ts';
import { hours, toUnixSeconds, wallClock } from '../../../src/time/index.ts';
import { inFen } from './business.ts';
import type { Asked, Reply } from './http.ts';
import type { Shape } from './shape.ts';

const KEY = 'key-of-the-merchant';
const STATES: Readonly<Record<string, number>> = { unpaid: 1, paid: 2, refunding: 2, refunded: 5, closed: 6 };
const REFUND_STATES: Readonly<Record<string, number>> = { refunding: 1, refunded: 2, failed: 3 };

/** MD5 over the fields by name, those without a value left out, and the key. */
function signatureOf({ sign: _, ...fields }: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${name}=${String(value)}`)
    .sort();
  return createHash('md5')
    .update([...sorted, `key=${KEY}`].join('&'))
    .digest('hex')
    .toUpperCase();
}

/**
 * A Java payment platform: its customers are shops, whose requests are signed with MD5 and a time. Ordering and paying is one
 * call, answered with a text that holds JSON, and each order has a notify_url of its own.
 */
export const paymentPlatform: Shape = {
  habits: (self) => ({
    paymentUrl: (order) => `${self}/api/pay/notify/wxpay/${order}`,
    refundUrl: `${self}/api/refund/notify/wxpay`,
    payWithin: hours(2),
  }),
  no: (msg) => ({ body: { code: 9999, msg } }),
  routes: (business) => {
    const refunds = new Map<string, { readonly order: string; readonly no: string }>();
    /** A route for shops alone. */
    const signed =
      (route: (said: Asked['said']) => Promise<unknown>) =>
      async ({ said }: Asked): Promise<Reply> => {
        if (said['sign'] !== signatureOf(said)) throw new Error('验签失败');
        if (Math.abs(Number(said['reqTime']) / 1_000 - toUnixSeconds(wallClock.now())) > 60)
          throw new Error('请求已过期');
        const data = await route(said);
        return { body: { code: 0, msg: 'SUCCESS', data, sign: signatureOf(data as Asked['said']) } };
      };
    const told = async (letter: Asked['letter']) =>
      (await business.told(letter))
        ? { body: { code: 'SUCCESS', message: 'OK' } }
        : { status: 500, body: { code: 'ERROR', message: '自定义异常' } };
    return {
      'POST /api/pay/unifiedOrder': signed(async ({ amount, mchOrderNo, channelExtra }) => {
        const { openid } = parseJson(String(channelExtra)) as { openid: string };
        const payOrderId = `P${business.count}`;
        const { customer, ref } = await business.sell(business.customerOf(openid), payOrderId, inFen(amount));
        const params = await customer.merchant.paymentParams(ref);
        return { payOrderId, mchOrderNo, orderState: 1, payDataType: 'wxapp', payData: JSON.stringify(params) };
      }),
      'POST /api/pay/query': signed(async ({ payOrderId }) => {
        const { customer, ref } = business.sale(payOrderId);
        const { state } = await customer.merchant.readOrder(ref);
        return { payOrderId, state: STATES[state] };
      }),
      'POST /api/pay/close': signed(async ({ payOrderId }) => {
        const { customer, ref } = business.sale(payOrderId);
        await customer.merchant.cancelOrder(ref);
        return {};
      }),
      'POST /api/refund/refundOrder': signed(async ({ payOrderId, refundAmount, mchRefundNo }) => {
        const order = String(payOrderId);
        const { customer, ref } = business.sale(order);
        refunds.set(String(mchRefundNo), { order, no: await customer.merchant.refund(ref, inFen(refundAmount)) });
        return { refundOrderId: `R${String(mchRefundNo)}`, state: 1 };
      }),
      'POST /api/refund/query': signed(async ({ mchRefundNo }) => {
        const { order, no } = refunds.get(String(mchRefundNo)) ?? { order: '', no: '' };
        const state = await business.sale(order).customer.merchant.readRefund(no);
        return { mchRefundNo, state: REFUND_STATES[state] };
      }),
      'POST /api/pay/notify/wxpay/:order': ({ letter }) => told(letter),
      'POST /api/refund/notify/wxpay': ({ letter }) => told(letter),
    };
  },
};
