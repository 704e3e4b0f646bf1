import { minutes } from '../../../src/time/index.ts';
import { inFen } from './business.ts';
import type { Shape } from './shape.ts';

const STATUS: Readonly<Record<string, string>> = { unpaid: 'WAIT_PAY', paid: 'WAIT_SHIPPING', closed: 'CANCELED' };

/**
 * Java services with Spring Cloud: OAuth2, a token that keeps an order from being sent twice, orders read as one list, and an
 * application of its own for notifications. Orders close by a delayed queue, refunds are not for customers.
 */
export const springCloud: Shape = {
  habits: (self) => ({
    paymentUrl: () => `${self}/callback-api/v1/wx-pay/notify-order-v3`,
    refundUrl: `${self}/callback-api/v1/wx-pay/notify-refund-v3`,
    payWithin: minutes(30),
  }),
  no: (msg) => ({ body: { code: 'B0001', msg } }),
  routes: (business) => {
    const ok = (data: unknown) => ({ body: { code: '00000', msg: '一切ok', data } });
    const tokens = new Set<unknown>();
    const whose = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
      business.holder(headers['authorization']?.replace('Bearer ', ''));
    const told = async (letter: Parameters<typeof business.told>[0]) =>
      (await business.told(letter))
        ? { body: { code: 'SUCCESS', message: '成功' } }
        : { status: 400, body: { code: 'FAIL', message: '失败' } };
    return {
      'POST /youlai-auth/oauth2/token': async ({ headers, said }) => {
        if (headers['authorization'] !== `Basic ${Buffer.from('mall-weapp:123456').toString('base64')}`)
          return { status: 401, body: { error: 'invalid_client' } };
        if (said['grant_type'] !== 'wechat') return { status: 400, body: { error: 'unsupported_grant_type' } };
        const { token } = await business.logIn(said['code']);
        return { body: { access_token: token, token_type: 'Bearer', expires_in: 43_199 } };
      },
      'POST /app-api/v1/orders/confirm': (asked) => {
        const orderToken = `${whose(asked).token}-${business.count}`;
        tokens.add(orderToken);
        return ok({ orderToken });
      },
      'POST /app-api/v1/orders/submit': async (asked) => {
        if (!tokens.delete(asked.said['orderToken'])) throw new Error('this order was sent already');
        const orderSn = `20240${business.count}`;
        await business.sell(whose(asked), orderSn, inFen(asked.said['paymentAmount']));
        return ok({ orderSn });
      },
      'POST /app-api/v1/orders/payment': async ({ said: { orderSn, appId } }) => {
        const { customer, ref } = business.sale(orderSn);
        const params = await customer.merchant.paymentParams(ref);
        if (appId !== params.appId) throw new Error('another mini program');
        const { package: packageValue, ...rest } = params;
        return ok({ ...rest, packageValue });
      },
      'GET /app-api/v1/orders': async (asked) => {
        const own = [...business.sales()].filter(({ customer }) => customer === whose(asked));
        const list = own.map(async ({ no, ref, customer }) => {
          const { state, fulfilled } = await customer.merchant.readOrder(ref);
          return { orderSn: no, status: STATUS[state], deliveries: fulfilled };
        });
        return ok({ list: await Promise.all(list), total: list.length });
      },
      'POST /callback-api/v1/wx-pay/notify-order-v3': ({ letter }) => told(letter),
      'POST /callback-api/v1/wx-pay/notify-refund-v3': ({ letter }) => told(letter),
      'POST /internal/delayed-queue/run': async ({ query }) => {
        await business.turnTo(query.get('until'));
        return ok(null);
      },
    };
  },
};
