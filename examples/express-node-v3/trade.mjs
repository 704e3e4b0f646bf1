/** Orders and refunds. An order is paid, closed or refunded when WeChat Pay says so in a signed answer or notification. */
import { randomBytes } from 'node:crypto';
import { now, rfc3339 } from './clock.mjs';
import { orders, refunds } from './store.mjs';
import { account, paymentParams, wechatPay } from './wechat-pay.mjs';

/** Prices are the shop's, in fen; the customer chooses goods. */
const GOODS = new Map([
  ['matchbox', 1],
  ['stamp', 7],
  ['postcard', 100],
  ['pencil', 110],
  ['candle', 880],
  ['notebook', 980],
  ['tea', 990],
  ['teapot', 1990],
]);
const PREPAY_ID_LIFETIME = 2 * 3_600_000;

/** The customer is told why; nothing is wrong with the shop. */
export class Refusal extends Error {}

const newNumber = (prefix) =>
  `${prefix}${rfc3339(now()).slice(0, 10).replaceAll('-', '')}${randomBytes(9).toString('hex')}`;

export function placeOrder({ openid, sku, payWithin, notifyUrl }) {
  const price = GOODS.get(sku);
  if (price === undefined) throw new Refusal('we do not sell that');
  const createdAt = now();
  const id = newNumber('T');
  const limit = Number.isSafeInteger(payWithin) ? { time_expire: rfc3339(createdAt + payWithin * 1000) } : {};
  const request = {
    appid: account.appid,
    mchid: account.mchid,
    description: `小店商品 ${sku}`,
    out_trade_no: id,
    ...limit,
    notify_url: notifyUrl,
    amount: { total: price, currency: 'CNY' },
    payer: { openid },
  };
  const expiresAt = limit.time_expire ? Date.parse(limit.time_expire) : null;
  orders.add({ id, openid, price, request, createdAt, expiresAt });
  return id;
}

/** The stored prepay_id for two hours; then the same order is asked for again, with the parameters of the first time. */
export async function payParams(order) {
  if (order.state !== 'NEW') throw new Refusal('the order is paid or closed');
  if (order.prepay_id && now() - order.prepay_at < PREPAY_ID_LIFETIME) return paymentParams(order.prepay_id);
  const askedAt = now();
  const { ok, body, code } = await wechatPay.order(JSON.parse(order.request));
  if (!ok) {
    await learn(order); // it may have been paid, or closed, meanwhile
    throw new Refusal(`you cannot pay now: ${code ?? 'WeChat Pay does not answer'}`);
  }
  orders.keepPrepayId(order.id, body.package.slice('prepay_id='.length), askedAt);
  return body;
}

/** Takes over what WeChat Pay says of an order, and answers it: a trade_state, an error code, or undefined. */
export async function learn(order) {
  const { ok, body, code } = await wechatPay.query(order.id);
  if (!ok) return code;
  if (body.trade_state === 'SUCCESS' || body.trade_state === 'REFUND') {
    if (isOf(order, body)) orders.pay(order.id, Date.parse(body.success_time));
  } else if (body.trade_state === 'CLOSED') orders.close(order.id);
  return body.trade_state;
}

/** Whether a payment is one of this order. */
export const isOf = (order, { appid, mchid, out_trade_no, amount }) =>
  appid === account.appid &&
  mchid === account.mchid &&
  out_trade_no === order.id &&
  amount?.total === order.price &&
  amount.currency === 'CNY';

/** Asks first; closes what is unpaid; gives the order up once WeChat Pay has closed it. */
export async function giveUp(order) {
  if (order.state !== 'NEW') return;
  const state = await learn(order);
  if (state === 'ORDER_NOT_EXIST') orders.close(order.id); // nobody ever tapped Pay
  if (state !== 'NOTPAY') return;
  const { ok } = await wechatPay.close(order.id);
  if (ok) orders.close(order.id);
  else await learn(order);
}

export async function refund(order, amount, notifyUrl) {
  if (!Number.isSafeInteger(amount) || amount < 1) throw new Refusal('an amount is a number of fen');
  const state = await learn(order);
  if (state !== 'SUCCESS' && state !== 'REFUND') throw new Refusal('only what is paid can be refunded');
  const number = newNumber('R');
  if (!refunds.addWithin({ number, order, amount, createdAt: now() })) throw new Refusal('that is more than is left');
  await askForRefund(order, refunds.find(number), notifyUrl);
  return number;
}

/** The same number however often: WeChat Pay refunds it once. Accepted is not refunded. */
async function askForRefund(order, { number, amount }, notifyUrl) {
  const { ok, code } = await wechatPay.refund({
    out_trade_no: order.id,
    out_refund_no: number,
    notify_url: notifyUrl,
    amount: { refund: amount, total: order.price, currency: 'CNY' },
  });
  if (!ok && code !== undefined) refunds.settle(number, 'FAILED');
}

/** Asks how a refund stands; one that WeChat Pay never heard of is asked for again. */
export async function learnRefund(refund, notifyUrl) {
  const { ok, body, code } = await wechatPay.queryRefund(refund.number);
  if (ok) settleRefund(refund.number, body.status);
  else if (code === 'RESOURCE_NOT_EXISTS') await askForRefund(orders.find(refund.order_id), refund, notifyUrl);
}

/** ABNORMAL is no end: somebody has to say where the money goes. */
export function settleRefund(number, status) {
  if (status === 'SUCCESS') refunds.settle(number, 'SUCCESS');
  if (status === 'CLOSED') refunds.settle(number, 'FAILED');
}

/** What the customer sees. */
export function view(order) {
  const { state } = orders.find(order.id);
  return {
    id: order.id,
    price: order.price,
    status: refundView(order) ?? state,
    shipments: orders.shipments(order.id),
  };
}

function refundView(order) {
  const its = refunds.of(order.id);
  if (its.some((refund) => refund.state === 'PROCESSING')) return 'REFUNDING';
  const done = its.filter((refund) => refund.state === 'SUCCESS').reduce((sum, { amount }) => sum + amount, 0);
  if (done === 0) return undefined;
  return done === order.price ? 'REFUNDED' : 'PARTLY_REFUNDED';
}
