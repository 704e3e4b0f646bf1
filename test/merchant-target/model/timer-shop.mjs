/**
 * A shop whose every sense of time is Date.now and whose every job is a setInterval, as backends are that nobody wrote for
 * a test. FLAW names what is wrong with it: never-polls, never-closes, keeps-prepay-id.
 */
import { createDecipheriv, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const { PORT, CREDENTIALS, GATEWAY, FLAW = '' } = process.env;
const read = (name) => readFileSync(join(CREDENTIALS, name), 'utf8');
const { mchid, appid, serial_no, apiv3_key, public_key_id } = JSON.parse(read('merchant.json'));
const privateKey = createPrivateKey(read('apiclient_key.pem'));
const publicKey = createPublicKey(read('pub_key.pem'));

const HOUR = 3_600_000;
const orders = new Map();
const customers = new Map();

const rfc3339 = (time) => `${new Date(time + 8 * HOUR).toISOString().slice(0, 19)}+08:00`;
const unixSeconds = () => String(Math.floor(Date.now() / 1_000));
const nonceOf = () => randomBytes(16).toString('hex');
const signed = (...lines) => sign('sha256', Buffer.from(`${lines.join('\n')}\n`), privateKey).toString('base64');

/** By the clock of this process, as everything here. */
function verified(headers, body) {
  const [time, nonce, signature, serial] = ['timestamp', 'nonce', 'signature', 'serial'].map(
    (name) => headers[`wechatpay-${name}`],
  );
  if (serial !== public_key_id) return false;
  if (!(Math.abs(Date.now() / 1_000 - Number(time)) <= 300)) return false;
  const text = Buffer.from(`${time}\n${nonce}\n${body}\n`);
  return verify('sha256', text, publicKey, Buffer.from(signature ?? '', 'base64'));
}

async function call(method, path, content) {
  const body = content === undefined ? '' : JSON.stringify(content);
  const parts = { mchid, nonce_str: nonceOf(), timestamp: unixSeconds(), serial_no };
  const signature = signed(method, path, parts.timestamp, parts.nonce_str, body);
  const list = Object.entries({ ...parts, signature }).map(([name, value]) => `${name}="${value}"`);
  const answer = await fetch(`${GATEWAY}${path}`, {
    method,
    headers: {
      Accept: 'application/json',
      'User-Agent': 'timer-shop/1.0',
      Authorization: `WECHATPAY2-SHA256-RSA2048 ${list.join(',')}`,
      ...(method === 'POST' ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(method === 'POST' ? { body } : {}),
    signal: AbortSignal.timeout(5_000),
  });
  const text = await answer.text();
  if (answer.ok && !verified(Object.fromEntries(answer.headers), text)) throw new Error('the answer does not verify');
  return { ok: answer.ok, data: text === '' ? {} : JSON.parse(text) };
}

const byNumber = (order) => `/v3/pay/transactions/out-trade-no/${order.id}`;

async function learn(order) {
  const { ok, data } = await call('GET', `${byNumber(order)}?mchid=${mchid}`);
  if (ok) take(order, data);
  return data.trade_state;
}

function take(order, { trade_state, amount, mchid: to, appid: by }) {
  if (trade_state === 'CLOSED' && order.state === 'unpaid') order.state = 'closed';
  if (trade_state !== 'SUCCESS' || order.state === 'paid') return;
  if (amount?.total !== order.fen || to !== mchid || by !== appid) return;
  order.state = 'paid';
  order.fulfilled += 1;
}

async function close(order) {
  if ((await learn(order)) !== 'NOTPAY') return;
  const { ok } = await call('POST', `${byNumber(order)}/close`, { mchid });
  if (ok) order.state = 'closed';
}

async function paymentParams(order) {
  const isGood = order.prepayId && (FLAW === 'keeps-prepay-id' || Date.now() - order.prepaidAt < 2 * HOUR - 60_000);
  if (!isGood) {
    order.request ??= {
      appid,
      mchid,
      description: 'timer-shop',
      out_trade_no: order.id,
      time_expire: rfc3339(order.expires),
      notify_url: `http://127.0.0.1:${PORT}/notify`,
      amount: { total: order.fen, currency: 'CNY' },
      payer: { openid: order.openid },
    };
    const { ok, data } = await call('POST', '/v3/pay/transactions/jsapi', order.request);
    if (!ok) throw new Error(data.message);
    Object.assign(order, { prepayId: data.prepay_id, prepaidAt: Date.now() });
  }
  const [timeStamp, nonceStr, packaged] = [unixSeconds(), nonceOf(), `prepay_id=${order.prepayId}`];
  const paySign = signed(appid, timeStamp, nonceStr, packaged);
  return { appId: appid, timeStamp, nonceStr, package: packaged, signType: 'RSA', paySign };
}

/** The jobs: every half minute what is to be polled by then, and every minute closing what was not paid in time. */
const LADDER = [5, 30, 60, 180, 300, 600, 1_800].map((seconds) => seconds * 1_000);
const isDue = ({ ordered, polled }) => LADDER[polled] !== undefined && Date.now() - ordered >= LADDER[polled];
async function poll(order) {
  order.polled += 1;
  await learn(order);
}
const each = (wanted, doing) => async () => {
  for (const order of orders.values())
    if (order.prepayId && order.state === 'unpaid' && wanted(order))
      await doing(order).catch((failure) => process.stderr.write(`${failure}\n`));
};
const isOver = (order) => Date.now() > order.expires;
if (FLAW !== 'never-polls') setInterval(each(isDue, poll), 30_000);
if (FLAW !== 'never-closes') setInterval(each(isOver, close), 60_000);

function notified(headers, body) {
  if (!verified(headers, body)) return false;
  const { ciphertext, nonce, associated_data } = JSON.parse(body).resource;
  const sealed = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', apiv3_key, nonce);
  decipher.setAAD(Buffer.from(associated_data ?? '')).setAuthTag(sealed.subarray(-16));
  const content = JSON.parse(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString());
  const order = orders.get(content.out_trade_no);
  if (order) take(order, content);
  return order?.state === 'paid';
}

async function login({ code }) {
  const asked = new URLSearchParams({ appid, secret: 'x', js_code: code, grant_type: 'authorization_code' });
  const { openid } = await (await fetch(`${GATEWAY}/sns/jscode2session?${asked}`)).json();
  const token = nonceOf();
  customers.set(token, openid);
  return { token };
}

function placeOrder(openid, { fen, seconds }) {
  const id = nonceOf();
  const expires = Date.now() + (seconds ? seconds * 1_000 : 24 * HOUR);
  orders.set(id, { id, openid, fen, ordered: Date.now(), expires, state: 'unpaid', fulfilled: 0, polled: 0 });
  return { id };
}

async function answer({ method, url, headers }, body) {
  const [, , id = '', verb = ''] = url.split('/');
  if (url === '/login') return login(JSON.parse(body));
  const openid = customers.get(headers['x-token']);
  if (!openid) throw new Error('nobody is logged in');
  if (id === '') return placeOrder(openid, JSON.parse(body));
  const order = orders.get(id);
  if (verb === 'pay') return paymentParams(order);
  if (verb === 'return' && order.state === 'unpaid') await learn(order);
  if (method === 'DELETE') await close(order);
  return { state: order.state, fulfilled: order.fulfilled };
}

createServer(async (incoming, outgoing) => {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const send = (status, value) =>
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  try {
    if (incoming.url === '/healthz') return send(200, { up: true });
    if (incoming.url === '/notify') return notified(incoming.headers, body) ? send(200, {}) : send(401, {});
    return send(200, await answer(incoming, body));
  } catch (failure) {
    return send(409, { error: String(failure) });
  }
}).listen(Number(PORT), '127.0.0.1');
