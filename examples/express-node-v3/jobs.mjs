/** What the shop does by itself: it asks after payments and refunds that nobody told it of, and closes what ran out. */
import { now } from './clock.mjs';
import { orders, refunds } from './store.mjs';
import { giveUp, learn, learnRefund } from './trade.mjs';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** After WeChat Pay was asked for the order, until it is paid; after seven days WeChat Pay has closed it. */
const ORDER_LOOKS = [
  5 * SECOND,
  30 * SECOND,
  MINUTE,
  3 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  7 * DAY + MINUTE,
];
const REFUND_LOOKS = [1, 2, 3, 4, 5, 10, 20, 30, 60, 24 * 60, 3 * 24 * 60, 7 * 24 * 60].map((n) => n * MINUTE);

const passed = (plan, since) => plan.filter((after) => since + after <= now()).length;

async function lookAtOrders() {
  for (const order of orders.unpaid()) {
    // time_expire is the last moment to pay: a second later the order is given up.
    if (order.expires_at !== null && order.expires_at + SECOND <= now()) {
      if (order.not_before > now()) continue;
      orders.leaveUntil(order.id, now() + MINUTE);
      await giveUp(order);
    } else if (order.prepay_id && passed(ORDER_LOOKS, order.prepay_at) > order.looks) {
      orders.looked(order.id, passed(ORDER_LOOKS, order.prepay_at));
      await learn(order);
    }
  }
}

async function lookAtRefunds(notifyUrl) {
  for (const refund of refunds.pending()) {
    if (passed(REFUND_LOOKS, refund.created_at) <= refund.looks) continue;
    refunds.looked(refund.number, passed(REFUND_LOOKS, refund.created_at));
    await learnRefund(refund, notifyUrl);
  }
}

let last = Promise.resolve();

/** Does what is due, one run after the other. */
export function runDue(notifyUrl) {
  last = last
    .then(lookAtOrders)
    .then(() => lookAtRefunds(notifyUrl))
    .catch((failure) => process.stderr.write(`jobs: ${failure.message}\n`));
  return last;
}

/** Resolves when no run is under way. */
export const settled = () => last;
