import type { FastifyInstance } from 'fastify';
import type { Gateway } from '../gateway/gateway.ts';
import type { RegisteredMerchant } from '../gateway/merchants.ts';
import { advanceClock } from './advance-clock.ts';
import { ControlError } from './control-error.ts';
import { removeFaults, setFault } from './control-faults.ts';
import { cashierInput, nothing, readInput, settleInput } from './control-input.ts';
import { attemptView, clockView, notificationView, orderView, refundView } from './control-views.ts';

/** What the control API turns the knobs of. */
export interface Controlled {
  readonly gateway: Gateway;
  readonly merchant: RegisteredMerchant;
  /** The payer where a cashier call names none. */
  readonly openid: string;
}

const unknown = (what: string, number: string): ControlError =>
  new ControlError('not_found', `There is no ${what} "${number}"`);

/** The calls under `/sandbox`: what only WeChat Pay, its payers and time itself can do to a merchant. Bodies are parsed JSON, `undefined` where there is none. */
export function controlApi(app: FastifyInstance, { gateway, merchant, openid }: Controlled): void {
  const { ledger } = merchant;
  const { state, timeline } = ledger;

  app.addHook('preHandler', async ({ query }) => {
    for (const [name, value] of Object.entries(query as Readonly<Record<string, unknown>>)) {
      if (name === 'mchid' && value === merchant.mchid) continue;
      const why = `There is no "${name}" here: this sandbox has the one merchant ${merchant.mchid} on one clock`;
      throw new ControlError(name === 'mchid' || name === 'openid' ? 'not_found' : 'invalid_request', why);
    }
  });

  app.get('/sandbox/clock', async () => clockView(timeline));
  app.post('/sandbox/clock/advance', async ({ body }) => advanceClock(timeline, body));

  app.post('/sandbox/cashier', async ({ body }) => {
    const { action, openid: payer = openid, ...params } = readInput(cashierInput, body);
    return gateway.cashier(merchant, params, payer, action);
  });

  app.get<{ Params: { number: string } }>('/sandbox/orders/:number', async ({ params: { number } }) => {
    const order = state.orders.get(number);
    if (!order) throw unknown('order', number);
    return orderView(state, order);
  });

  app.post<{ Params: { number: string } }>('/sandbox/refunds/:number/settle', async ({ params: { number }, body }) => {
    const { status } = readInput(settleInput, body);
    if (!state.refunds.has(number)) throw unknown('refund', number);
    ledger.execute((fresh) => ({ type: 'settle-refund', outRefundNo: number, status, ...fresh }));
    const refund = state.refunds.get(number);
    if (!refund) throw unknown('refund', number);
    if (refund.status === status) return refundView(refund);
    // SUCCESS and CLOSED are final (D:4013071031).
    throw new ControlError(
      'conflict',
      `The refund "${number}" is ${refund.status}, and cannot become ${status} any more`,
    );
  });

  app.get('/sandbox/notifications', async () => [...state.notifications.values()].map(notificationView));
  app.post<{ Params: { id: string } }>('/sandbox/notifications/:id/deliver', async ({ params: { id }, body }) => {
    readInput(nothing, body ?? {});
    const attempt = await ledger.deliverNow(id);
    if (!attempt) throw unknown('notification', id);
    return attemptView(attempt);
  });

  app.post('/sandbox/faults', async ({ body }) => setFault(gateway.faults, body));
  app.get('/sandbox/faults', async () => gateway.faults.list());
  app.delete('/sandbox/faults', async () => removeFaults(gateway.faults));
  app.delete<{ Params: { id: string } }>('/sandbox/faults/:id', async ({ params: { id } }) =>
    removeFaults(gateway.faults, id),
  );
}
