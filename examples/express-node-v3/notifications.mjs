/** What WeChat Pay tells: verified as it came, opened, held against the shop's own books, and only then believed. */
import { orders, refunds } from './store.mjs';
import { isOf, settleRefund } from './trade.mjs';
import { account, decrypt, isGenuine } from './wechat-pay.mjs';

/** Answers a status: 204 where it is taken, 401 where it is not WeChat Pay's, 500 where it does not fit. */
export async function take(headers, raw) {
  const body = raw.toString('utf8');
  if (!(await isGenuine(headers, body))) return 401;
  const { event_type, resource } = JSON.parse(body);
  const content = decrypt(resource);
  const fits = event_type.startsWith('REFUND.') ? takeRefund(content) : takePayment(content);
  return fits ? 204 : 500;
}

function takePayment(payment) {
  const order = orders.find(payment.out_trade_no);
  if (!order || payment.trade_state !== 'SUCCESS' || !isOf(order, payment)) return false;
  orders.pay(order.id, Date.parse(payment.success_time));
  return true;
}

function takeRefund({ mchid, out_trade_no, out_refund_no, refund_status, amount }) {
  const refund = refunds.find(out_refund_no);
  if (!refund || mchid !== account.mchid) return false;
  if (refund.order_id !== out_trade_no || refund.amount !== amount?.refund) return false;
  settleRefund(out_refund_no, refund_status);
  return true;
}
