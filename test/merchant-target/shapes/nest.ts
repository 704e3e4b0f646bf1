import { minutes } from '../../../src/time/index.ts';
import { inFen } from './business.ts';
import type { Shape } from './shape.ts';

/**
 * A NestJS backend: it believes the openid, enrols before it sells, hands payment params over bare, and refunds in three
 * steps by two people.
 */
export const nest: Shape = {
  habits: (self) => ({
    paymentUrl: () => `${self}/payments/notify/wechat`,
    refundUrl: `${self}/refunds/notify/wechat`,
    payWithin: minutes(30),
  }),
  no: (message) => ({ status: 400, body: { statusCode: 400, message, error: 'Bad Request' } }),
  routes: (business) => {
    const enrollments = new Map<string, unknown>();
    const courses = new Map<string, unknown>();
    const refunds: { readonly order: string; readonly amount: unknown; state: string; no?: string }[] = [];
    const bearer = (headers: Readonly<Record<string, string>>) =>
      business.holder(headers['authorization']?.replace('Bearer ', ''));
    const mustBeStaff = (headers: Readonly<Record<string, string>>) => {
      if (headers['authorization'] !== 'Bearer token-of-staff') throw new Error('Forbidden resource');
    };
    const refundOf = (id: string | undefined) => {
      const refund = refunds[Number(id)];
      if (!refund) throw new Error('no such refund');
      return refund;
    };
    const created = (body: unknown) => ({ status: 201, body });
    const letter = async (sent: Parameters<typeof business.told>[0]) =>
      (await business.told(sent))
        ? { body: { code: 'SUCCESS', message: '成功' } }
        : { status: 401, body: { code: 'FAIL', message: '失败' } };
    return {
      'GET /healthz': () => ({ body: { status: 'ok' } }),
      'POST /users/login': ({ said }) => created({ token: business.customerOf(String(said['openId'])).token }),
      'POST /auth/staff': ({ said }) => created({ token: said['password'] === 'staff-secret' ? 'token-of-staff' : '' }),
      'POST /courses': ({ said, headers }) => {
        mustBeStaff(headers);
        courses.set(String(said['title']), said['priceInCents']);
        return created({ title: said['title'] });
      },
      'POST /enrollments': ({ said, headers }) => {
        bearer(headers);
        const id = `e${enrollments.size}`;
        enrollments.set(id, courses.get(String(said['course'])));
        return created({ id });
      },
      'POST /orders': async ({ said, headers }) => {
        const price = inFen(enrollments.get(String(said['enrollmentId'])));
        const { no } = await business.sell(bearer(headers), String(business.count + 1), price);
        return created({ id: Number(no), status: 'PENDING' });
      },
      'POST /payments/prepay': async ({ said }) => {
        const { customer, ref } = business.sale(said['orderId']);
        if (said['openId'] !== customer.openid) throw new Error('this order is somebody else’s');
        return created(await customer.merchant.paymentParams(ref));
      },
      'GET /payments/:id/status': async ({ parts: [id] }) => {
        const { customer, ref } = business.sale(id);
        const { state, fulfilled } = await customer.merchant.readOrder(ref);
        return {
          body: { status: state.toUpperCase(), activations: Array.from({ length: fulfilled ?? 0 }, () => ({})) },
        };
      },
      'POST /payments/:id/sync': async ({ parts: [id] }) => {
        const { customer, ref } = business.sale(id);
        return created({ status: (await customer.merchant.returnFromCashier(ref, '')).toUpperCase() });
      },
      'POST /orders/:id/cancel': async ({ parts: [id] }) => {
        const { customer, ref } = business.sale(id);
        await customer.merchant.cancelOrder(ref);
        return created({});
      },
      'POST /refunds': ({ said }) => {
        refunds.push({ order: String(said['orderId']), amount: said['amount'], state: 'APPLIED' });
        return created({ id: refunds.length - 1 });
      },
      'PUT /refunds/:id/approve': ({ parts: [id], headers }) => {
        mustBeStaff(headers);
        refundOf(id).state = 'APPROVED';
        return { body: { ticket: `ticket-${id}` } };
      },
      'PUT /refunds/:id/complete': async ({ parts: [id], headers, said }) => {
        mustBeStaff(headers);
        const refund = refundOf(id);
        if (refund.state !== 'APPROVED' || said['ticket'] !== `ticket-${id}`) throw new Error('not approved');
        const { customer, ref } = business.sale(refund.order);
        refund.no = await customer.merchant.refund(ref, inFen(refund.amount));
        return { body: {} };
      },
      'GET /refunds/:id': async ({ parts: [id] }) => {
        const { order, no } = refundOf(id);
        if (no === undefined) return { body: { status: 'REFUNDING' } };
        return { body: { status: (await business.sale(order).customer.merchant.readRefund(no)).toUpperCase() } };
      },
      'POST /payments/notify/wechat': (asked) => letter(asked.letter),
      'POST /refunds/notify/wechat': (asked) => letter(asked.letter),
      'PUT /test/clock': async ({ said }) => {
        await business.turnTo(said['now']);
        return { body: {} };
      },
    };
  },
};
