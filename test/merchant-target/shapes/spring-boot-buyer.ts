import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minutes } from '../../../src/time/index.ts';
import { type Business, inYuan } from './business.ts';
import type { Routes } from './http.ts';
import type { Shape } from './shape.ts';

/**
 * A Java mall for buyers, sellers and managers: the token in a header of its own, paying by a GET that orders at WeChat Pay,
 * yuan, a number that is never given out, and an answer to the cashier that says yes or no and nothing else. What it
 * believes stands in its database alone.
 */
export const springBootBuyer: Shape = {
  habits: (self) => ({
    paymentUrl: () => `${self}/buyer/payment/cashier/notify/WECHAT`,
    refundUrl: `${self}/buyer/payment/cashier/refundNotify/WECHAT`,
    payWithin: minutes(30),
  }),
  no: (message) => ({ body: { success: false, code: 4002, message } }),
  routes: (business, folder) => kept(business, folder, routesOf(business)),
};

function routesOf(business: Business): Routes {
  const ok = (result: unknown) => ({ body: { success: true, message: 'success', code: 200, result } });
  const refunds: { readonly sn: string; readonly price: unknown; no?: string }[] = [];
  const whose = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
    business.holder(headers['accesstoken']);
  const told = async (letter: Parameters<typeof business.told>[0]) =>
    (await business.told(letter)) ? { body: '' } : { status: 500, body: '' };
  return {
    'GET /buyer/passport/connect/connect/miniProgram/login': async ({ query }) =>
      ok({ accessToken: (await business.logIn(query.get('code'))).token }),
    'POST /buyer/trade/carts/create/trade': async (asked) => {
      const sn = `T2024${business.count}`;
      await business.sell(whose(asked), sn, inYuan(asked.said['flowPrice']));
      return ok({ sn });
    },
    'GET /buyer/payment/cashier/pay/WECHAT/WECHAT_MP': async (asked) => {
      const { customer, ref } = business.sale(asked.query.get('sn'));
      if (customer !== whose(asked)) throw new Error('无权操作');
      const { appId: appid, ...rest } = await customer.merchant.paymentParams(ref);
      return ok({ appid, ...rest });
    },
    'GET /buyer/payment/cashier/result': async ({ query }) => {
      const { customer, ref } = business.sale(query.get('sn'));
      return ok((await customer.merchant.returnFromCashier(ref, '')) === 'paid');
    },
    'POST /buyer/order/order/:sn/cancel': async ({ parts: [sn] }) => {
      const { customer, ref } = business.sale(sn);
      await customer.merchant.cancelOrder(ref);
      return ok(null);
    },
    'POST /buyer/order/afterSale/save/:sn': ({ parts: [sn = ''], said }) => {
      refunds.push({ sn, price: said['applyRefundPrice'] });
      return ok({ sn: `A${refunds.length - 1}` });
    },
    'PUT /store/order/afterSale/review/:sn': async ({ parts: [sn = ''], said, headers }) => {
      if (headers['accesstoken'] !== 'token-of-seller' || said['serviceStatus'] !== 'PASS') throw new Error('无权操作');
      const refund = refunds[Number(sn.slice(1))];
      const { customer, ref } = business.sale(refund?.sn);
      if (refund) refund.no = await customer.merchant.refund(ref, inYuan(refund.price));
      return ok(null);
    },
    'GET /store/order/afterSale/:sn': async ({ parts: [sn = ''] }) => {
      const refund = refunds[Number(sn.slice(1))];
      const { customer } = business.sale(refund?.sn);
      return ok({ serviceStatus: refund?.no === undefined ? 'APPLY' : await customer.merchant.readRefund(refund.no) });
    },
    'ANY /buyer/payment/cashier/notify/WECHAT': ({ letter }) => told(letter),
    'ANY /buyer/payment/cashier/refundNotify/WECHAT': ({ letter }) => told(letter),
    'POST /manager/timetask/run': async ({ said }) => {
      await business.turnTo(said['now']);
      return ok(null);
    },
  };
}

/** The same routes over a database: whatever a request changed stands in it before the answer goes out. */
const kept = (business: Business, folder: string, routes: Routes): Routes =>
  Object.fromEntries(
    Object.entries(routes).map(([name, route]) => [
      name,
      async (asked) => {
        const reply = await Promise.resolve(route(asked)).finally(() => save(business, folder));
        return reply;
      },
    ]),
  );

async function save(business: Business, folder: string): Promise<void> {
  const rows = [...business.sales()].map(async ({ no, ref, customer }) => {
    const { state, fulfilled } = await customer.merchant.readOrder(ref);
    return `${no},${state.toUpperCase()},${fulfilled}\n`;
  });
  writeFileSync(join(folder, 'li_order.csv'), (await Promise.all(rows)).join(''));
}
