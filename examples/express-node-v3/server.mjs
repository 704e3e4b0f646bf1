/** A shop with Express, SQLite and wechatpay-node-v3. */
import express from 'express';
import { reconcile } from './bills.mjs';
import { turnTo } from './clock.mjs';
import { runDue, settled } from './jobs.mjs';
import { take } from './notifications.mjs';
import { closeStore, orders, refunds, sessions } from './store.mjs';
import { giveUp, learn, learnRefund, payParams, placeOrder, Refusal, refund, view } from './trade.mjs';
import { openidOf } from './wechat-pay.mjs';

const app = express();
const { ADMIN_TOKEN, TEST_CLOCK } = process.env;

// Before anything parses a body: a signature is over the bytes as they came.
app.post(
  ['/notify/payment', '/notify/refund'],
  express.raw({ type: () => true, limit: '1mb' }),
  async (request, response) => {
    const status = await take(request.headers, request.body ?? Buffer.alloc(0)).catch((failure) => {
      process.stderr.write(`notification: ${failure.message}\n`);
      return 500;
    });
    response.status(status);
    if (status === 204) response.end();
    else response.json({ code: 'FAIL', message: '失败' });
  },
);

app.use(express.json());

/** Everything that goes well is { code: 0, data }; a refusal is told by the code, with HTTP 200. */
const answer = (route) => async (request, response) => response.json({ code: 0, data: await route(request) });

const customer = (request, _, next) => {
  request.openid = sessions.openid((request.get('authorization') ?? '').replace(/^Bearer /, ''));
  next(request.openid ? undefined : new Refusal('log in first'));
};
const admin = (request, _, next) => {
  const known = Boolean(ADMIN_TOKEN) && request.get('x-admin-token') === ADMIN_TOKEN;
  next(known ? undefined : new Refusal('this is for staff'));
};

const anyOrder = ({ params }) => {
  const order = orders.find(params.id);
  if (!order) throw new Refusal('there is no such order');
  return order;
};
const ownOrder = (request) => {
  const order = anyOrder(request);
  if (order.openid !== request.openid) throw new Refusal('there is no such order');
  return order;
};

app.get('/healthz', (_, response) => response.json({ ok: true }));

app.post(
  '/login',
  answer(async ({ body }) => ({ token: sessions.open(await openidOf(String(body.code))) })),
);

app.post(
  '/orders',
  customer,
  answer(async ({ body, openid }) => {
    const { sku, payWithin } = body;
    return { id: placeOrder({ openid, sku, payWithin, notifyUrl: `${publicUrl}/notify/payment` }) };
  }),
);

app.get(
  '/orders/:id',
  customer,
  answer(async (request) => view(ownOrder(request))),
);

app.post(
  '/orders/:id/pay',
  customer,
  answer(async (request) => ({ payParams: await payParams(ownOrder(request)) })),
);

// Whatever wx.requestPayment said, WeChat Pay is asked.
app.post(
  '/orders/:id/return',
  customer,
  answer(async (request) => {
    const order = ownOrder(request);
    await learn(order);
    return view(order);
  }),
);

app.post(
  '/orders/:id/cancel',
  customer,
  answer(async (request) => {
    const order = ownOrder(request);
    await giveUp(order);
    return view(order);
  }),
);

app.post(
  '/admin/orders/:id/refunds',
  admin,
  answer(async (request) => ({
    number: await refund(anyOrder(request), request.body.fen, `${publicUrl}/notify/refund`),
  })),
);

app.get(
  '/admin/refunds/:number',
  admin,
  answer(async ({ params }) => {
    const found = refunds.find(params.number);
    if (!found) throw new Refusal('there is no such refund');
    if (found.state === 'PROCESSING') await learnRefund(found, `${publicUrl}/notify/refund`);
    return { number: found.number, status: refunds.find(found.number).state };
  }),
);

app.post(
  '/admin/reconciliations',
  admin,
  answer(async ({ body }) => reconcile(String(body.date))),
);

if (TEST_CLOCK === '1') {
  app.post(
    '/test/clock',
    answer(async ({ body }) => {
      const time = Date.parse(body.now);
      if (Number.isNaN(time)) throw new Refusal('now is a date like 2026-01-15T10:00:00+08:00');
      turnTo(time);
      await runDue(`${publicUrl}/notify/refund`);
      return { now: body.now };
    }),
  );
}

app.use((failure, _request, response, _next) => {
  if (failure instanceof Refusal) return response.json({ code: 1, message: failure.message });
  process.stderr.write(`${failure.stack}\n`);
  response.status(failure.status ?? 500).json({ code: 2, message: 'something went wrong' });
});

let publicUrl;
const server = app.listen(Number(process.env.PORT ?? 3002), '127.0.0.1', (failure) => {
  if (failure) throw failure;
  const url = `http://127.0.0.1:${server.address().port}`;
  publicUrl = process.env.PUBLIC_URL ?? url;
  process.stdout.write(`${JSON.stringify({ url })}\n`);
});
const timer = setInterval(() => void runDue(`${publicUrl}/notify/refund`), 1_000);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    clearInterval(timer);
    server.closeAllConnections();
    server.close(async () => {
      await settled();
      closeStore();
    });
  });
}
