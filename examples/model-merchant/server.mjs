/** The kit's model merchant with an HTTP face: a backend that does everything as WeChat Pay's guide asks. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Customer, hangUp, openidOf, turnClock } from './customer.mjs';
import { fen, MerchantFailed, parseRfc3339, seconds, wireHeaders } from './kit.mjs';

const customers = new Map(); // by token
const names = new Map(); // by the name in their notify_url

const routes = [
  ['GET', /^\/healthz$/, async () => ({ ok: true })],
  ['POST', /^\/login$/, login],
  ['POST', /^\/clock$/, process.env.TEST_CLOCK === '1' ? setClock : nothingHere],
  ['POST', /^\/orders$/, as(placeOrder)],
  ['GET', /^\/orders\/(\w+)$/, as((merchant, _, id) => merchant.readOrder(id))],
  ['POST', /^\/orders\/(\w+)\/pay$/, as((merchant, _, id) => merchant.paymentParams(id))],
  ['POST', /^\/orders\/(\w+)\/return$/, as(returnFromCashier)],
  ['POST', /^\/orders\/(\w+)\/cancel$/, as(cancelOrder)],
  [
    'POST',
    /^\/orders\/(\w+)\/refunds$/,
    as(async (merchant, { amount }, id) => ({ refund: await merchant.refund(id, fen(amount)) })),
  ],
  ['GET', /^\/refunds\/(\w+)$/, as(async (merchant, _, refund) => ({ state: await merchant.readRefund(refund) }))],
  ['POST', /^\/reconciliations$/, as((merchant, { date }) => merchant.reconcile(String(date)))],
];

async function login({ code }) {
  const openid = await openidOf(String(code));
  const token = randomUUID();
  const name = randomUUID();
  const customer = new Customer(openid, `${publicUrl}/customers/${name}`);
  customers.set(token, customer);
  names.set(name, customer);
  return { token };
}

async function placeOrder(merchant, { price, payWithin }) {
  const limit = typeof payWithin === 'number' ? { payWithin: seconds(payWithin) } : {};
  return { order: await merchant.placeOrder({ price: fen(price), ...limit }) };
}

async function returnFromCashier(merchant, { errMsg }, id) {
  return { state: await merchant.returnFromCashier(id, String(errMsg)) };
}

async function cancelOrder(merchant, _, id) {
  await merchant.cancelOrder(id);
  return merchant.readOrder(id);
}

/** For tests only: what falls due until then is done before this is answered. */
async function setClock({ now }) {
  const time = parseRfc3339(String(now));
  if (time === undefined) throw refusal(400, 'now is a date like 2026-01-15T10:00:00+08:00');
  turnClock(time);
  await Promise.all([...customers.values()].map((customer) => customer.advanceTo(time)));
  return { now };
}

/** A route for who is logged in. */
function as(route) {
  return (body, incoming, ...parts) => {
    const customer = customers.get((incoming.headers.authorization ?? '').replace(/^Bearer /, ''));
    if (!customer) throw refusal(401, 'log in first');
    return route(customer.merchant, body, ...parts);
  };
}

async function nothingHere() {
  throw refusal(404, 'there is nothing here');
}

const refusal = (status, message) => Object.assign(new Error(message), { status });

const server = createServer(async (incoming, outgoing) => {
  const answer = (status, body) =>
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  try {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const { pathname } = new URL(incoming.url, 'http://shop');
    const [, name] = /^\/customers\/([\w-]+)\/notify\/(?:payment|refund)$/.exec(pathname) ?? [];
    if (incoming.method === 'POST' && names.has(name)) return await notified(names.get(name), incoming, raw, outgoing);
    for (const [method, path, route] of routes) {
      const match = path.exec(pathname);
      if (!match || method !== incoming.method) continue;
      const body = raw.length > 0 ? JSON.parse(raw) : {};
      return answer(200, await route(body, incoming, ...match.slice(1)));
    }
    await nothingHere();
  } catch (failure) {
    if (failure instanceof MerchantFailed) answer(409, { message: failure.message });
    else if (failure instanceof RangeError || failure instanceof SyntaxError) answer(400, { message: failure.message });
    else answer(failure.status ?? 500, { message: failure.message });
  }
});

/** The body goes to the merchant byte by byte: that is what was signed. */
async function notified({ merchant }, { method, url, headers }, body, outgoing) {
  const answer = await merchant.receive({ method, target: url, headers: wireHeaders(headers), body });
  outgoing.writeHead(answer.status, answer.headers).end(answer.body);
}

let publicUrl;
server.listen(Number(process.env.PORT ?? 3001), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  publicUrl = process.env.PUBLIC_URL ?? url;
  process.stdout.write(`${JSON.stringify({ url })}\n`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const customer of customers.values()) customer.leave();
    server.close();
    server.closeAllConnections();
    void hangUp();
  });
}
