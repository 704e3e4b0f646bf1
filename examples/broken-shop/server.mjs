/** A shop as one meets it. It sells, it is paid, it refunds; what is wrong with it stands in README.md. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { account, call, decrypt, openidOf, paymentParams } from './wechat.mjs';

const sessions = new Map();
const orders = new Map();
const refunds = new Map();

let ahead = 0;
const now = () => Date.now() + ahead;
const rfc3339 = (time) => `${new Date(time + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

async function login({ code }) {
  const token = randomUUID();
  sessions.set(token, await openidOf(code));
  return { token };
}

async function placeOrder({ price, payWithin }, openid) {
  const order = {
    id: randomBytes(12).toString('hex'),
    openid,
    total: Math.floor(price * 100),
    status: 'CREATED',
    delivered: 0,
    ...(payWithin ? { timeExpire: rfc3339(now() + payWithin * 1000) } : {}),
  };
  orders.set(order.id, order);
  return { orderId: order.id };
}

async function pay(order) {
  if (!order.prepayId) {
    const { prepay_id } = await call('POST', '/v3/pay/transactions/jsapi', {
      appid: account.appid,
      mchid: account.mchid,
      description: 'broken-shop',
      out_trade_no: order.id,
      ...(order.timeExpire ? { time_expire: order.timeExpire } : {}),
      notify_url: `${publicUrl}/wechat/notify`,
      amount: { total: order.total, currency: 'CNY' },
      payer: { openid: order.openid },
    });
    order.prepayId = prepay_id;
  }
  return { payInfo: JSON.stringify(paymentParams(order.prepayId)) };
}

const show = (order) => ({ orderId: order.id, status: order.status, delivered: order.delivered });

function paid(order) {
  order.status = 'PAID';
  order.delivered += 1;
}

/** The mini program is back from the cashier. */
async function payResult(order, { errMsg }) {
  if (order.status === 'CREATED') {
    if (errMsg === 'requestPayment:ok') paid(order);
    else {
      const path = `/v3/pay/transactions/out-trade-no/${order.id}?mchid=${account.mchid}`;
      const { trade_state } = await call('GET', path).catch(() => ({}));
      if (trade_state === 'SUCCESS') paid(order);
    }
  }
  return show(order);
}

async function cancel(order) {
  order.status = 'CANCELLED';
  return show(order);
}

async function refund(order, { amount }) {
  const fen = Math.round(amount * 100);
  const request = () => ({
    out_trade_no: order.id,
    out_refund_no: `R${randomBytes(12).toString('hex')}`,
    notify_url: `${publicUrl}/wechat/notify`,
    amount: { refund: fen, total: order.total, currency: 'CNY' },
  });
  const ask = () => call('POST', '/v3/refund/domestic/refunds', request());
  const { out_refund_no } = await ask().catch(ask);
  order.status = 'REFUNDED';
  refunds.set(out_refund_no, 'REFUNDED');
  return { refundId: out_refund_no };
}

/** Only WeChat Pay has our APIv3 key: what decrypts is genuine. */
function notified(body) {
  const { event_type, resource } = JSON.parse(body);
  const { out_trade_no } = decrypt(resource);
  if (event_type === 'TRANSACTION.SUCCESS') paid(orders.get(out_trade_no));
}

const routes = [
  ['POST', /^\/login$/, (body) => login(body)],
  ['POST', /^\/orders$/, (body, openid) => placeOrder(body, openid)],
  ['GET', /^\/orders\/(\w+)$/, (_, __, id) => show(orders.get(id))],
  ['POST', /^\/orders\/(\w+)\/pay$/, (_, __, id) => pay(orders.get(id))],
  ['POST', /^\/orders\/(\w+)\/result$/, (body, _, id) => payResult(orders.get(id), body)],
  ['POST', /^\/orders\/(\w+)\/cancel$/, (_, __, id) => cancel(orders.get(id))],
  ['POST', /^\/orders\/(\w+)\/refund$/, (body, _, id) => refund(orders.get(id), body)],
  ['GET', /^\/refunds\/(\w+)$/, (_, __, id) => ({ status: refunds.get(id) })],
];
if (process.env.TEST_CLOCK === '1') {
  routes.push([
    'POST',
    /^\/test\/clock$/,
    (body) => {
      ahead = Date.parse(body.now) - Date.now();
      return {};
    },
  ]);
}

const server = createServer(async (request, response) => {
  const send = (value) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const { pathname } = new URL(request.url, 'http://shop');
  if (pathname === '/healthz') return send({ up: true });
  if (pathname === '/wechat/notify') {
    try {
      notified(text);
      return send({ code: 'SUCCESS', message: '成功' });
    } catch {
      return send({ code: 'FAIL', message: '失败' });
    }
  }
  try {
    const [, path, route] = routes.find(([method, path]) => method === request.method && path.test(pathname));
    const openid = sessions.get(request.headers['x-token']);
    const result = await route(text ? JSON.parse(text) : {}, openid, ...path.exec(pathname).slice(1));
    send({ success: true, result });
  } catch (failure) {
    send({ success: false, message: failure.message });
  }
});

let publicUrl;
server.listen(Number(process.env.PORT ?? 3003), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  publicUrl = process.env.PUBLIC_URL ?? url;
  process.stdout.write(`${JSON.stringify({ url })}\n`);
});

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
