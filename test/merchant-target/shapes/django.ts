import { minutes } from '../../../src/time/index.ts';
import { type Customer, inYuan } from './business.ts';
import type { Shape } from './shape.ts';

/**
 * A Python shop on Django: accounts with a password and a JWT, no more than forty orders from each, paths with a slash at the
 * end, a GET that cancels, and refunds what was paid by that; refunds bring no notification.
 */
export const django: Shape = {
  habits: (self) => ({ paymentUrl: () => `${self}/api/app/wechatpay_notify/`, payWithin: minutes(30) }),
  no: (detail) => ({ status: 400, body: { code: 4000, msg: detail } }),
  routes: (business) => {
    const ok = (data: unknown) => ({ body: { code: 2000, msg: 'success', data } });
    const refunds = new Map<string, string>();
    const orders = new Map<Customer, number>();
    const whose = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
      business.holder(headers['authorization']?.replace('JWT ', ''));
    return {
      'POST /api/token/': async ({ said: { username, password } }) => {
        if (password !== `password of ${String(username)}`)
          return { status: 401, body: { code: 4001, msg: '密码错误' } };
        return ok({ access: business.customerOf(`openid-of-the-shopper-${String(username)}`).token });
      },
      'POST /api/app/goodsordercommit/': async (asked) => {
        const customer = whose(asked);
        const before = orders.get(customer) ?? 0;
        if (before === 40) return { status: 429, body: { code: 4290, msg: 'Request was throttled' } };
        orders.set(customer, before + 1);
        const id = business.count + 1;
        await business.sell(customer, String(id), inYuan(asked.said['total_amount']));
        return ok({ id });
      },
      'POST /api/app/payment/': async (asked) => {
        const { customer, ref } = business.sale(asked.said['id']);
        const { timeStamp: timestamp, paySign: sign, appId: _, ...rest } = await customer.merchant.paymentParams(ref);
        return ok({ paytype: asked.said['paytype'], wechataydata: { ...rest, timestamp, sign } });
      },
      'POST /api/app/paymentresult/': async ({ said }) => {
        const { customer, ref } = business.sale(said['id']);
        return ok({ paid: (await customer.merchant.returnFromCashier(ref, String(said['errMsg']))) === 'paid' });
      },
      'GET /api/app/goodsorderdetail/': async ({ query }) => {
        const { customer, ref } = business.sale(query.get('id'));
        const { state, fulfilled } = await customer.merchant.readOrder(ref);
        const refund = refunds.get(query.get('id') ?? '');
        const refund_status = refund === undefined ? null : await customer.merchant.readRefund(refund);
        return ok({ status_display: state, is_sent: fulfilled === 1, refund_status });
      },
      'GET /api/app/goodsordercancel/': async (asked) => {
        const id = asked.query.get('id') ?? '';
        const { customer, ref, price } = business.sale(id);
        if (customer !== whose(asked)) throw new Error('not yours');
        const { merchant } = customer;
        await merchant.cancelOrder(ref);
        if ((await merchant.readOrder(ref)).state === 'paid') refunds.set(id, await merchant.refund(ref, price));
        return ok({});
      },
      'POST /api/app/wechatpay_notify/': async ({ letter }) =>
        (await business.told(letter)) ? { body: 'success' } : { status: 400, body: 'fail' },
    };
  },
};
