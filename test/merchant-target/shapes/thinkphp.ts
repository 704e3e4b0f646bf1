import { MerchantFailed } from '../../../src/actors/index.ts';
import { minutes } from '../../../src/time/index.ts';
import { inYuan } from './business.ts';
import type { Shape } from './shape.ts';

const TYPES: Readonly<Record<string, number>> = { unpaid: 0, paid: 1, refunding: -1, refunded: -2, closed: -3 };
const REFUNDS: Readonly<Record<string, number>> = { refunding: 1, refunded: 2, failed: 3 };

/**
 * A PHP mall on ThinkPHP: a token in a header of its own name, an order by a key from the page before, WeChat Pay's own errors
 * in an envelope that says success, one notify_url for payments and refunds, and staff that log in behind a CSRF token.
 */
export const thinkphp: Shape = {
  habits: (self) => ({
    paymentUrl: () => `${self}/api/pay/notify/v3wechat`,
    refundUrl: `${self}/api/pay/notify/v3wechat`,
    payWithin: minutes(15),
  }),
  no: (msg) => ({ body: { status: 400, msg } }),
  routes: (business) => {
    const ok = (data: unknown) => ({ body: { status: 200, msg: 'ok', data } });
    const whose = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
      business.holder(headers['authori-zation']?.replace('Bearer ', ''));
    const refunds = new Map<string | undefined, string>();
    let keys = 0;
    const given = new Set<string>();
    return {
      'POST /api/wechat/mp_auth': async ({ said }) => ok({ token: (await business.logIn(said['code'])).token }),
      'POST /api/order/confirm': (asked) => {
        whose(asked);
        keys += 1;
        given.add(`key ${keys}`);
        return ok({ orderKey: `key ${keys}` });
      },
      'POST /api/order/create/:key': async (asked) => {
        if (!given.delete(asked.parts[0] ?? '')) throw new Error('订单已过期');
        const orderId = `wx${business.count}`;
        await business.sell(whose(asked), orderId, inYuan(asked.said['payPrice']));
        return ok({ status: 'SUCCESS', result: { orderId } });
      },
      'POST /api/order/pay': async (asked) => {
        const { customer, ref } = business.sale(asked.said['uni']);
        if (customer !== whose(asked)) throw new Error('订单不存在');
        try {
          const { timeStamp: timestamp, ...rest } = await customer.merchant.paymentParams(ref);
          return ok({ status: 'WECHAT_PAY', result: { jsConfig: { ...rest, timestamp } } });
        } catch (failure) {
          if (!(failure instanceof MerchantFailed)) throw failure;
          return ok({ status: 'WECHAT_PAY', result: { code: 'ERROR', message: failure.message } });
        }
      },
      'GET /api/order/detail/:uni': async ({ parts: [uni] }) => {
        const { customer, ref } = business.sale(uni);
        const { state, fulfilled } = await customer.merchant.readOrder(ref);
        return ok({ _status: { _type: TYPES[state] }, delivery_num: String(fulfilled) });
      },
      'POST /api/order/pay_result/:uni': async ({ parts: [uni] }) => {
        const { customer, ref } = business.sale(uni);
        await customer.merchant.returnFromCashier(ref, '');
        return ok({});
      },
      'POST /api/order/cancel': async ({ said }) => {
        const { customer, ref } = business.sale(said['id']);
        await customer.merchant.cancelOrder(ref);
        return ok({});
      },
      'GET /adminapi/login': () => ({
        headers: { 'set-cookie': ['lang=zh; Path=/', 'csrf=csrf-of-the-page; Path=/; HttpOnly'] },
        body: '<form>',
      }),
      'POST /adminapi/login': ({ said, headers }) => {
        if (headers['cookie'] !== 'csrf=csrf-of-the-page' || said['_csrf'] !== 'csrf-of-the-page')
          return { status: 403, body: '<h1>Page expired</h1>' };
        if (said['pwd'] !== 'staff-secret') throw new Error('密码错误');
        return {
          status: 302,
          headers: { location: '/admin', 'set-cookie': 'PHPSESSID=session-of-staff; Path=/' },
          body: '',
        };
      },
      'PUT /adminapi/order/refund/:uni': async ({ parts: [uni], headers, said }) => {
        if (headers['cookie'] !== 'PHPSESSID=session-of-staff') throw new Error('请登录');
        const { customer, ref } = business.sale(uni);
        refunds.set(uni, await customer.merchant.refund(ref, inYuan(said['refund_price'])));
        return ok({});
      },
      'GET /api/order/refund_detail/:uni': async ({ parts: [uni] }) => {
        const { customer } = business.sale(uni);
        return ok({ refund_status: REFUNDS[await customer.merchant.readRefund(refunds.get(uni) ?? '')] });
      },
      'ANY /api/pay/notify/v3wechat': async ({ letter }) =>
        (await business.told(letter))
          ? { body: { code: 'SUCCESS', message: 'OK' } }
          : { status: 500, body: { code: 'FAIL', message: '失败' } },
      'POST /api/crontab/run': async ({ query }) => {
        await business.turnTo(query.get('now'));
        return ok({});
      },
    };
  },
};
