import { minutes } from '../../../src/time/index.ts';
import { inYuan } from './business.ts';
import type { Shape } from './shape.ts';

/**
 * Microservices in Go behind one gateway: POST for everything, yuan as floating-point numbers, a state read by POST, a
 * notify_url at a public name, answered with a word. Nobody cancels, and nothing is refunded.
 */
export const goMicroservices: Shape = {
  habits: () => ({
    paymentUrl: () => 'https://travel.example/payment/v1/thirdPayment/thirdPaymentWxPayCallback',
    payWithin: minutes(20),
  }),
  no: (msg) => ({ status: 400, body: { code: 100001, msg } }),
  routes: (business) => {
    const ok = (data: unknown) => ({ body: { code: 200, msg: 'OK', data } });
    const whose = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
      business.holder(headers['authorization']);
    const TRADE_STATES: Readonly<Record<string, number>> = { unpaid: 0, paid: 1, closed: -1 };
    return {
      'POST /usercenter/v1/user/wxMiniAuth': async ({ said: { code, iv, encryptedData } }) => {
        if (iv === undefined || encryptedData === undefined) throw new Error('iv and encryptedData are missing');
        return ok({ accessToken: (await business.logIn(code)).token, accessExpire: 31_536_000 });
      },
      'POST /order/v1/homestayOrder/createHomestayOrder': async (asked) => {
        const sn = `HSO${String(business.count).padStart(8, '0')}`;
        await business.sell(whose(asked), sn, inYuan(asked.said['price']));
        return ok({ orderSn: sn });
      },
      'POST /payment/v1/thirdPayment/thirdPaymentWxPay': async (asked) => {
        const { customer, ref } = business.sale(asked.said['orderSn']);
        if (customer !== whose(asked)) throw new Error('this order is somebody else’s');
        const { appId: appid, timeStamp: timestamp, ...rest } = await customer.merchant.paymentParams(ref);
        return ok({ appid, timestamp, ...rest });
      },
      'POST /order/v1/homestayOrder/userHomestayOrderDetail': async ({ said: { sn } }) => {
        const { customer, ref } = business.sale(sn);
        const { state, fulfilled } = await customer.merchant.readOrder(ref);
        return ok({ sn, tradeState: TRADE_STATES[state], tradeCode: fulfilled === 0 ? null : 'check-in code' });
      },
      'POST /payment/v1/thirdPayment/thirdPaymentWxPayCallback': async ({ letter }) =>
        (await business.told(letter)) ? { body: 'SUCCESS' } : { status: 500, body: 'FAIL' },
    };
  },
};
