/** A shop with Fastify, SQLite and wechatpay-axios-plugin. */
import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import { DAY, dateOf, now, turnTo } from './clock.mjs';
import { runDue, startJobs } from './jobs.mjs';
import { fenOf } from './money.mjs';
import { notifications } from './notifications.mjs';
import { giveUp, learn, pay, placeOrder } from './orders.mjs';
import { reconcile } from './reconciliation.mjs';
import { learnRefund, refund } from './refunds.mjs';
import { Refusal } from './refusal.mjs';
import { closeStore, orders, refunds, sessions } from './store.mjs';
import { openidOf } from './wechat-pay.mjs';

const { ADMIN_TOKEN, PUBLIC_URL, TEST_CLOCK } = process.env;
const app = fastify({ forceCloseConnections: true });
let publicUrl = PUBLIC_URL;

app.setErrorHandler((failure, _request, reply) => {
  const status = failure.statusCode ?? 500;
  if (status >= 500) process.stderr.write(`${failure.stack}\n`);
  reply.code(status).send({ error: status === 500 ? 'something went wrong' : failure.message });
});

app.register(notifications);
app.get('/healthz', async () => ({ ok: true }));

const text = { type: 'string', minLength: 1, maxLength: 128 };
const body = (required, properties) => ({ schema: { body: { type: 'object', required, properties } } });

app.post('/session', body(['code'], { code: text }), async (request) => {
  const token = randomUUID();
  sessions.keep(token, await openidOf(request.body.code));
  return { token };
});

const known = (found) => {
  if (!found) throw new Refusal(404, 'there is no such thing here');
  return found;
};

/** Customers: an order is there for whoever placed it. */
app.register(async (shop) => {
  shop.decorateRequest('openid', '');
  shop.addHook('onRequest', async (request) => {
    request.openid = sessions.openid((request.headers.authorization ?? '').replace(/^Bearer /, ''));
    if (!request.openid) throw new Refusal(401, 'log in first');
  });
  const own = ({ params, openid }) => {
    const order = orders.find(params.number);
    return known(order?.openid === openid && order);
  };

  const wish = body(['sku'], { sku: text, minutes: { type: 'number', minimum: 1, maximum: 15 * 24 * 60 } });
  shop.post('/orders', wish, async ({ body: { sku, minutes }, openid }, reply) => {
    const number = placeOrder({ openid, sku, minutes, notifyUrl: `${publicUrl}/wechatpay/payments` });
    return reply.code(201).send({ number });
  });
  shop.get('/orders/:number', async (request) => view(own(request)));
  shop.post('/orders/:number/payment', async (request) => ({ payment: await pay(own(request)) }));
  // Whatever wx.requestPayment said, WeChat Pay is asked.
  shop.post('/orders/:number/returned', async (request) => {
    const order = own(request);
    await learn(order);
    return view(order);
  });
  shop.delete('/orders/:number', async (request) => {
    const order = own(request);
    await giveUp(order);
    return view(order);
  });
});

/** Staff. */
app.register(async (office) => {
  office.addHook('onRequest', async ({ headers }) => {
    if (!ADMIN_TOKEN || headers['x-admin-token'] !== ADMIN_TOKEN) throw new Refusal(403, 'this is for staff');
  });

  office.post('/orders/:number/refunds', body(['yuan'], { yuan: text }), async ({ params, body: { yuan } }, reply) => {
    const amount = fenOf(yuan);
    if (!amount) throw new Refusal(400, 'an amount is so many yuan: 9.90');
    return reply.code(202).send({ number: await refund(known(orders.find(params.number)), amount) });
  });
  office.get('/refunds/:number', async ({ params }) => {
    const found = known(refunds.find(params.number));
    if (found.state === 'pending') await learnRefund(found);
    return { number: found.number, status: refunds.find(found.number).state };
  });
  const day = body([], { date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' } });
  office.post('/jobs/reconcile', day, async ({ body: { date = dateOf(now() - DAY) } }) => reconcile(date));
});

if (TEST_CLOCK === '1') {
  app.post('/test/clock', body(['now'], { now: { type: 'string', format: 'date-time' } }), async (request) => {
    turnTo(Date.parse(request.body.now));
    await runDue();
    return { now: request.body.now };
  });
}

/** What the customer sees. */
function view({ number }) {
  const { price, state } = orders.find(number);
  return { number, price, status: refundView({ number, price }) ?? state, shipments: orders.shipments(number) };
}

function refundView(order) {
  const its = refunds.of(order);
  if (its.some(({ state }) => state === 'pending')) return 'refunding';
  const done = its.filter(({ state }) => state === 'done').reduce((sum, { amount }) => sum + amount, 0);
  if (done === 0) return undefined;
  return done === order.price ? 'refunded' : 'partly-refunded';
}

const url = await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 3003) });
publicUrl ??= url;
process.stdout.write(`${JSON.stringify({ url })}\n`);
const stopJobs = startJobs();

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await app.close();
    await stopJobs();
    closeStore();
  });
}
