import { inFen, type Sale } from './business.ts';
import type { Shape } from './shape.ts';

const STATUS: Readonly<Record<string, number>> = { unpaid: 0, paid: 10, refunding: 10, refunded: 20, closed: 30 };
const AFTER_SALE: Readonly<Record<string, number>> = { refunding: 40, refunded: 50, failed: 62 };

/**
 * A Java monolith with modules for trade and for payment: an order has two numbers, payment params are a text that holds
 * JSON, a refund is applied for, agreed to and paid out, and notifications go to a URL for each channel.
 */
export const springBootMall: Shape = {
  habits: (self) => ({
    paymentUrl: () => `${self}/admin-api/pay/notify/order/18`,
    refundUrl: `${self}/admin-api/pay/notify/refund/18`,
  }),
  no: (msg) => ({ body: { code: 1_011_000_000, msg } }),
  routes: (business) => {
    const ok = (data: unknown) => ({ body: { code: 0, msg: '', data } });
    const payOrders = new Map<string, Sale>();
    const afterSales: { readonly sale: Sale; readonly price: unknown; agreed?: boolean; no?: string }[] = [];
    const whose = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) => {
      if (headers['tenant-id'] !== '1') throw new Error('租户标识未传递');
      return business.holder(headers['authorization']?.replace('Bearer ', ''));
    };
    const mustBeAdmin = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) => {
      if (headers['authorization'] !== 'Bearer test1') throw new Error('账号未登录');
    };
    const payOrder = (id: unknown): Sale => payOrders.get(String(id)) ?? business.sale('none');
    const afterSale = (id: unknown) => afterSales[Number(id) - 1] ?? { sale: business.sale('none'), price: 0 };
    const told = async (letter: Parameters<typeof business.told>[0]) =>
      (await business.told(letter)) ? { body: 'success' } : { status: 500, body: { code: 500, msg: '系统异常' } };
    return {
      'POST /app-api/member/auth/social-login': async ({ said, headers }) => {
        if (headers['tenant-id'] !== '1' || said['type'] !== 34) throw new Error('no such login');
        return ok({ accessToken: (await business.logIn(said['code'])).token, openid: null });
      },
      'POST /app-api/trade/order/create': async (asked) => {
        const id = String(1_000 + business.count);
        const sale = await business.sell(whose(asked), id, inFen(asked.said['price']));
        payOrders.set(`7${id}`, sale);
        return ok({ id: Number(id), payOrderId: Number(`7${id}`) });
      },
      'POST /app-api/pay/order/submit': async (asked) => {
        const { customer, ref } = payOrder(asked.said['id']);
        if (asked.said['channelCode'] !== 'wx_lite' || customer !== whose(asked)) throw new Error('no such channel');
        const { package: packageValue, ...rest } = await customer.merchant.paymentParams(ref);
        return ok({ status: 0, displayMode: 'app', displayContent: JSON.stringify({ ...rest, packageValue }) });
      },
      'GET /app-api/pay/order/get': async ({ query }) => {
        const { customer, ref } = payOrder(query.get('id'));
        if (query.get('sync') === 'true') await customer.merchant.returnFromCashier(ref, '');
        const { state, fulfilled } = await customer.merchant.readOrder(ref);
        return ok({ id: Number(query.get('id')), status: STATUS[state], successTimes: fulfilled });
      },
      'DELETE /app-api/trade/order/cancel': async ({ query }) => {
        const { customer, ref } = business.sale(query.get('id'));
        await customer.merchant.cancelOrder(ref);
        return ok(true);
      },
      'POST /app-api/trade/after-sale/create': (asked) => {
        const sale = business.sale(asked.said['orderId']);
        if (sale.customer !== whose(asked)) throw new Error('售后单不存在');
        return ok(afterSales.push({ sale, price: asked.said['refundPrice'] }));
      },
      'PUT /admin-api/trade/after-sale/agree': (asked) => {
        mustBeAdmin(asked);
        Object.assign(afterSale(asked.said['id']), { agreed: true });
        return ok(true);
      },
      'PUT /admin-api/trade/after-sale/refund': async (asked) => {
        mustBeAdmin(asked);
        const found = afterSale(asked.query.get('id'));
        if (found.agreed !== true) throw new Error('售后单状态不正确');
        found.no = await found.sale.customer.merchant.refund(found.sale.ref, inFen(found.price));
        return ok(true);
      },
      'GET /app-api/trade/after-sale/get': async ({ query }) => {
        const { sale, no } = afterSale(query.get('id'));
        const state = no === undefined ? 'refunding' : await sale.customer.merchant.readRefund(no);
        return ok({ id: Number(query.get('id')), status: AFTER_SALE[state] });
      },
      'PUT /admin-api/infra/job/trigger': async (asked) => {
        mustBeAdmin(asked);
        await business.turnTo(asked.said['handlerParam']);
        return ok(true);
      },
      'POST /admin-api/pay/notify/order/:channel': ({ letter }) => told(letter),
      'POST /admin-api/pay/notify/refund/:channel': ({ letter }) => told(letter),
    };
  },
};
