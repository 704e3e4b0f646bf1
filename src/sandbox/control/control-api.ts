import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Ledger } from '../../gateway/ledger.ts';
import type { MerchantDesk } from '../merchants/merchant-desk.ts';
import type { Tenant } from '../merchants/tenant.ts';
import { advanceClock } from './advance-clock.ts';
import { ControlError } from './control-error.ts';
import { removeFaults, setFault } from './control-faults.ts';
import { cashierInput, nothing, readInput, settleInput } from './control-input.ts';
import { changeMerchant, openMerchant } from './control-merchants.ts';
import { sendTrace } from './control-trace.ts';
import { attemptView, clockView, notificationView, orderView, refundView } from './control-views.ts';
import { openCashier } from './open-cashier.ts';

const unknown = (what: string, number: string): ControlError =>
  new ControlError('not_found', `There is no ${what} "${number}"`);

type Query = Readonly<Record<string, unknown>>;

/** Whom a call means: `?mchid=`, and one payer's timeline with `&openid=`. */
interface Meant {
  readonly tenant: Tenant;
  readonly openid?: string;
}

function meant(desk: MerchantDesk, query: Query): Meant {
  const { mchid, openid } = query;
  const tenant = mchid === undefined ? desk.demo : desk.tenant(String(mchid));
  if (!tenant) {
    throw new ControlError(
      'not_found',
      `There is no merchant "${String(mchid)}" here: leave "mchid" out for the demo merchant, or make one with POST /sandbox/merchants`,
    );
  }
  if (openid === undefined) return { tenant };
  if (typeof openid === 'string' && openid !== '') return { tenant, openid };
  throw new ControlError('invalid_request', '"openid" names one payer: give it once, and not empty');
}

/** The one ledger that a call with `openid` looks at, or all of the merchant's. */
function ledgersOf({ tenant: { merchant }, openid }: Meant): readonly Ledger[] {
  return openid === undefined ? merchant.books.pages().map(({ ledger }) => ledger) : [merchant.books.ofPayer(openid)];
}

function holding(on: Meant, what: 'orders' | 'refunds' | 'notifications', number: string): Ledger {
  const ledger = ledgersOf(on).find(({ state }) => state[what].has(number));
  if (!ledger) throw unknown(what.slice(0, -1), number);
  return ledger;
}

/** A call whose path names a merchant is about no other. */
function refuseOther(mchid: string, query: Query): void {
  if (query['mchid'] === undefined || query['mchid'] === mchid) return;
  throw new ControlError(
    'invalid_request',
    `The path names the merchant "${mchid}" and "mchid" another one, "${String(query['mchid'])}": leave "mchid" out`,
  );
}

/** Where the caller finds this sandbox. HTTP/1.0 knows requests that do not say. */
function baseUrlOf({ protocol, host }: FastifyRequest): string {
  const url = `${protocol}://${host}`;
  if (URL.canParse(url) && new URL(url).pathname === '/') return url;
  throw new ControlError(
    'invalid_request',
    `The base_url of a new merchant is what this sandbox was called by, and the Host header is "${host}": send it, such as 127.0.0.1:8787`,
  );
}

type Numbered = { readonly Params: { readonly number: string }; readonly Querystring: Query };
type Asked = { readonly Querystring: Query };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the call can be about one payer's timeline, with `openid`. */
    readonly takesPayer?: boolean;
  }
}

const ofPayers = { config: { takesPayer: true } } as const;
const ofMerchant = { config: { takesPayer: false } } as const;

/** The calls under `/sandbox`: what only WeChat Pay, its payers and time itself can do to a merchant. Bodies are parsed JSON, `undefined` where there is none. */
export function controlApi(app: FastifyInstance, desk: MerchantDesk): void {
  const on = ({ query }: { readonly query: Query }): Meant => meant(desk, query);

  app.addHook('preHandler', async ({ query, routeOptions: { config } }: FastifyRequest) => {
    const { takesPayer } = config;
    if (takesPayer === undefined) return; // there is no such call, which is what is told then
    for (const name of Object.keys(query as Query)) {
      if (name === 'mchid' || (name === 'openid' && takesPayer)) continue;
      throw new ControlError(
        'invalid_request',
        `There is no "${name}" here: this call takes ${takesPayer ? '"mchid" and "openid"' : '"mchid"'}`,
      );
    }
  });

  app.get<Asked>('/sandbox/clock', ofPayers, async (request) => {
    const { tenant, openid } = on(request);
    const { books } = tenant.merchant;
    return clockView((openid === undefined ? books.main : books.ofPayer(openid)).timeline);
  });
  app.post<Asked>('/sandbox/clock/advance', ofPayers, async (request) => {
    const { tenant, openid } = on(request);
    const { books } = tenant.merchant;
    const shown = (openid === undefined ? books.main : books.ofPayer(openid)).timeline;
    // A payer is given a clock of its own only once the call is known to be right.
    const moved = () => (openid === undefined ? shown : desk.payerTimeline(tenant, openid).timeline);
    return advanceClock(shown, moved, request.body, tenant);
  });

  app.post('/sandbox/merchants', ofMerchant, async (request) => openMerchant(desk, request.body, baseUrlOf(request)));
  app.patch<Asked & { Params: { mchid: string } }>(
    '/sandbox/merchants/:mchid',
    ofMerchant,
    async ({ params, query, body }) => {
      refuseOther(params.mchid, query);
      return changeMerchant(desk, meant(desk, params).tenant, body);
    },
  );

  app.post<Asked>('/sandbox/cashier', ofPayers, async (request) => {
    const { tenant, openid } = on(request);
    const input = readInput(cashierInput, request.body);
    const { action, coupons, openid: payer = openid ?? tenant.openid, ...params } = input;
    return openCashier(desk.gateway, tenant, params, payer, action, coupons);
  });

  app.get<Numbered>('/sandbox/orders/:number', ofPayers, async (request) => {
    const { number } = request.params;
    const { state } = holding(on(request), 'orders', number);
    const order = state.orders.get(number);
    if (!order) throw unknown('order', number);
    return orderView(state, order);
  });

  app.post<Numbered>('/sandbox/refunds/:number/settle', ofPayers, async (request) => {
    const { number } = request.params;
    const { status } = readInput(settleInput, request.body);
    const ledger = holding(on(request), 'refunds', number);
    ledger.execute((fresh) => ({ type: 'settle-refund', outRefundNo: number, status, ...fresh }));
    const refund = ledger.state.refunds.get(number);
    if (!refund) throw unknown('refund', number);
    if (refund.status === status) return refundView(refund);
    // SUCCESS and CLOSED are final (D:4013071031).
    throw new ControlError(
      'conflict',
      `The refund "${number}" is ${refund.status}, and cannot become ${status} any more`,
    );
  });

  app.get<Asked>('/sandbox/notifications', ofPayers, async (request) =>
    ledgersOf(on(request)).flatMap(({ state }) => [...state.notifications.values()].map(notificationView)),
  );
  app.post<Numbered>('/sandbox/notifications/:number/deliver', ofPayers, async (request) => {
    const { number: id } = request.params;
    readInput(nothing, request.body ?? {});
    const attempt = await holding(on(request), 'notifications', id).deliverNow(id);
    if (!attempt) throw unknown('notification', id);
    return attemptView(attempt);
  });

  app.post<Asked>('/sandbox/faults', ofMerchant, async (request) => setFault(on(request).tenant, request.body));
  app.get<Asked>('/sandbox/faults', ofMerchant, async (request) => on(request).tenant.merchant.faults.list());
  app.delete<Asked>('/sandbox/faults', ofMerchant, async (request) => removeFaults(on(request).tenant.merchant.faults));
  app.delete<Numbered>('/sandbox/faults/:number', ofMerchant, async (request) =>
    removeFaults(on(request).tenant.merchant.faults, request.params.number),
  );

  app.get<Asked>('/sandbox/trace', ofMerchant, async (request, reply) =>
    sendTrace(on(request).tenant.log, request, reply),
  );
}
