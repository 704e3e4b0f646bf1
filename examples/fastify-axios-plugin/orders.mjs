/** Orders. One is paid or closed when WeChat Pay says so in a signed answer or notification, and never else. */
import { randomBytes } from 'node:crypto';
import { DAY, dateOf, HOUR, MINUTE, now, rfc3339, SECOND } from './clock.mjs';
import { refundLatePayment } from './refunds.mjs';
import { Refusal } from './refusal.mjs';
import { orders } from './store.mjs';
import { inTurn } from './turns.mjs';
import { account, paymentParams, wechatPay } from './wechat-pay.mjs';

/** Prices are the shop's, in fen; the customer chooses goods. */
const PRICES = new Map([
  ['sticker', 1],
  ['badge', 7],
  ['poster', 100],
  ['ribbon', 110],
  ['lantern', 880],
  ['fan', 980],
  ['scroll', 990],
  ['vase', 1990],
]);
const TIME_TO_PAY = DAY;
/** WeChat Pay gives a prepay_id two hours; the customer needs a minute of them at the cashier. */
const PREPAY_ID_LIFETIME = 2 * HOUR - MINUTE;
/** After the customer has tapped Pay, until somebody has told the shop. Then every half hour, until the time to pay is over. */
const LOOKS = [5 * SECOND, 30 * SECOND, MINUTE, 3 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE];

export function placeOrder({ openid, sku, minutes, notifyUrl }) {
  const price = PRICES.get(sku);
  if (price === undefined) throw new Refusal(404, 'we do not sell that');
  const time_expire = rfc3339(now() + (minutes === undefined ? TIME_TO_PAY : minutes * MINUTE));
  const number = `F${dateOf(now()).replaceAll('-', '')}${randomBytes(10).toString('hex')}`;
  const request = {
    appid: account.appid,
    mchid: account.mchid,
    description: `灯会纪念品 ${sku}`,
    out_trade_no: number,
    time_expire,
    notify_url: notifyUrl,
    amount: { total: price, currency: 'CNY' },
    payer: { openid },
  };
  // time_expire is the last moment to pay: a second later the order is given up.
  orders.add({ number, openid, price, request, expiresAt: Date.parse(time_expire) + SECOND });
  return number;
}

/** The stored prepay_id while it is good; then the same order is asked for again, with the parameters of the first time. */
export const pay = ({ number }) =>
  inTurn(number, async () => {
    const order = orders.find(number);
    if (order.state !== 'unpaid' || order.expires_at <= now()) throw new Refusal(409, 'the order is paid or closed');
    const askedAt = now();
    orders.asked(number, askedAt);
    orders.lookAgain(number, nextLook({ ...order, asked_at: askedAt }));
    if (order.prepay_id && askedAt - order.prepay_at < PREPAY_ID_LIFETIME) return paymentParams(order.prepay_id);
    const { ok, body, code } = await wechatPay.order(JSON.parse(order.request));
    if (!ok) {
      await learn(order); // it may have been paid, or closed, meanwhile
      throw new Refusal(503, `you cannot pay now: ${code ?? 'WeChat Pay does not answer'}`);
    }
    orders.keepPrepayId(number, body.prepay_id, askedAt);
    return paymentParams(body.prepay_id);
  });

/** Takes over what WeChat Pay says of an order, and answers it: a trade_state, an error code, or undefined. */
export async function learn(order) {
  const { ok, body, code } = await wechatPay.query(order.number);
  if (!ok) return code;
  if (body.trade_state === 'SUCCESS' || body.trade_state === 'REFUND') takePayment(body);
  if (body.trade_state === 'CLOSED') orders.close(order.number);
  return body.trade_state;
}

/** A payment, by a query or a notification: held against the shop's own order. Answers whether it is one of the shop's. */
export function takePayment({ appid, mchid, out_trade_no, amount, success_time }) {
  const order = orders.find(out_trade_no);
  const known = order && appid === account.appid && mchid === account.mchid;
  if (!known || amount?.total !== order.price || amount.currency !== 'CNY') {
    process.stderr.write(`a payment of ${out_trade_no} does not fit what was ordered\n`);
    return false;
  }
  const paidAt = Date.parse(success_time);
  const state = orders.pay(order.number, dateOf(Number.isNaN(paidAt) ? now() : paidAt));
  if (state === 'closed') refundLatePayment(order);
  return true;
}

/** Asks first; closes what is unpaid; gives the order up once WeChat Pay has closed it. */
export const giveUp = ({ number }) =>
  inTurn(number, async () => {
    const order = orders.find(number);
    if (order.state !== 'unpaid') return;
    const state = order.asked_at === null ? 'ORDER_NOT_EXIST' : await learn(order);
    if (state !== 'NOTPAY' && state !== 'ORDER_NOT_EXIST') return;
    // Where WeChat Pay has no order, and nobody a prepay_id, there is nothing to close.
    const nothingThere = state === 'ORDER_NOT_EXIST' && order.prepay_id === null;
    if (nothingThere || (await wechatPay.close(number)).ok) orders.close(number);
    else await learn(order);
  });

/** What the shop does by itself about an unpaid order that is due: it asks, and after the time to pay it closes. */
export async function lookAt(order) {
  if (order.expires_at <= now()) {
    // Where WeChat Pay cannot be asked: after a minute, and then after as long again as it has been.
    orders.lookAgain(order.number, now() + Math.max(MINUTE, now() - order.expires_at));
    await giveUp(order);
  } else {
    orders.lookAgain(order.number, nextLook(order));
    await learn(order);
  }
}

function nextLook({ asked_at, expires_at }) {
  const rung = LOOKS.find((after) => asked_at + after > now());
  return Math.min(expires_at, rung === undefined ? now() + 30 * MINUTE : asked_at + rung);
}
