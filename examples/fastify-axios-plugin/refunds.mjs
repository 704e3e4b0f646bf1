/** Refunds. Accepted is not refunded: one is done when WeChat Pay says SUCCESS, and keeps its number until then. */
import { randomBytes } from 'node:crypto';
import { DAY, dateOf, HOUR, MINUTE, now } from './clock.mjs';
import { Refusal } from './refusal.mjs';
import { orders, refunds } from './store.mjs';
import { inTurn } from './turns.mjs';
import { account, wechatPay } from './wechat-pay.mjs';

/** From one look to the next, by the age of the refund: each minute at first, each day in the end. */
const PACE = [
  [5 * MINUTE, MINUTE],
  [10 * MINUTE, 5 * MINUTE],
  [20 * MINUTE, 10 * MINUTE],
  [2 * HOUR, 30 * MINUTE],
  [DAY, 6 * HOUR],
];

const notifyUrlOf = ({ request }) => new URL('/wechatpay/refunds', JSON.parse(request).notify_url).href;
const newNumber = () => `R${dateOf(now()).replaceAll('-', '')}${randomBytes(10).toString('hex')}`;

/** Refunds so many fen of an order that WeChat Pay says is paid. Answers the number of the refund. */
export const refund = (order, amount) =>
  inTurn(order.number, async () => {
    const { ok, body } = await wechatPay.query(order.number);
    if (!ok || (body.trade_state !== 'SUCCESS' && body.trade_state !== 'REFUND'))
      throw new Refusal(409, 'only what is paid can be refunded');
    const number = newNumber();
    if (!refunds.addWithin({ number, order, amount, at: now() }))
      throw new Refusal(409, 'that is more than is left of the price');
    await ask(refunds.find(number));
    return number;
  });

/** Somebody paid for an order that had been given up: the money goes back with the next run of the jobs. */
export const refundLatePayment = (order) =>
  refunds.addWithin({ number: newNumber(), order, amount: order.price, at: now() });

/** Asks under the same number however often: WeChat Pay refunds it once. */
async function ask({ number, order_number, amount, created_at }) {
  refunds.lookAgain(number, nextLook(created_at));
  const order = orders.find(order_number);
  const { ok, body, code } = await wechatPay.refund({
    out_trade_no: order_number,
    out_refund_no: number,
    notify_url: notifyUrlOf(order),
    amount: { refund: amount, total: order.price, currency: 'CNY' },
  });
  if (ok) takeStatus(number, body.status);
  // Once there is money again the same number is asked for again. Any other refusal is final, if nothing came of an attempt before.
  else if (code !== undefined && code !== 'NOT_ENOUGH' && (await wechatPay.queryRefund(number)).code !== undefined)
    refunds.settle(number, 'failed');
}

/** Asks how a refund stands; one that WeChat Pay never heard of is asked for again. */
export async function learnRefund(pending) {
  refunds.lookAgain(pending.number, nextLook(pending.created_at));
  const { ok, body, code } = await wechatPay.queryRefund(pending.number);
  if (ok) takeStatus(pending.number, body.status);
  else if (code === 'RESOURCE_NOT_EXISTS') await ask(pending);
}

/** A refund's outcome, by a notification. Answers whether it is one of the shop's. */
export function takeRefund({ mchid, out_trade_no, out_refund_no, refund_status, amount }) {
  const found = refunds.find(out_refund_no);
  if (!found || mchid !== account.mchid) return false;
  if (found.order_number !== out_trade_no || found.amount !== amount?.refund) return false;
  takeStatus(out_refund_no, refund_status);
  return true;
}

/** PROCESSING and ABNORMAL are no ends; of the second, staff has to say where the money goes. */
function takeStatus(number, status) {
  if (status === 'SUCCESS') refunds.settle(number, 'done');
  if (status === 'CLOSED') refunds.settle(number, 'failed');
}

function nextLook(createdAt) {
  const [, gap] = PACE.find(([age]) => now() < createdAt + age) ?? [0, DAY];
  return now() + gap;
}
