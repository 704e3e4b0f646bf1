import { CANCELLED_ERR_MSG, type CashierAnswer, cashierMessages, PAID_ERR_MSG } from '../protocol/cashier.ts';
import { prepayIdOf } from '../protocol/pay-sign.ts';
import { toCompact } from '../time/index.ts';
import { usedCoupons } from './coupons.ts';
import { type Decision, happened } from './decision.ts';
import type { Command, GatewayEvent } from './events.ts';
import { makeNotification, paidOrderView } from './notifications.ts';
import type { Policy } from './policy.ts';
import type { Order, Payment, State } from './state.ts';

const OK: CashierAnswer = { errMsg: PAID_ERR_MSG };
const CANCELLED: CashierAnswer = { errMsg: CANCELLED_ERR_MSG };
const failure = (message: string): CashierAnswer => ({ errMsg: `requestPayment:fail (${message})`, message });

type OpenCashier = Command & { type: 'open-cashier' };

/** The payer stands at the cashier: refused, paid, cancelled or failed. Only a payment moves the order (G§4.2, G§4.4). */
export function openCashier(state: State, command: OpenCashier, policy: Policy): Decision {
  // Of what is not named, the maps know nothing.
  const prepayId = prepayIdOf(command.params) as string;
  const outTradeNo = state.orderOfPrepayId.get(prepayId) as string;
  const order = state.orders.get(outTradeNo);
  if (!order) return told(failure(cashierMessages.noPrepayId));
  const refusal = refusalOf(order, prepayId, command);
  if (refusal !== undefined) return told(failure(refusal));
  switch (command.action) {
    case 'cancel':
      return told(CANCELLED);
    case 'fail':
      return told(failure(cashierMessages.failed), [{ type: 'payment-failed', outTradeNo, at: command.at }]);
    case 'pay':
      return told(OK, pay(order, command, policy));
  }
}

const told = (answer: CashierAnswer, events: readonly GatewayEvent[] = []): Decision =>
  happened(events, { kind: 'cashier', answer });

function refusalOf(order: Order, prepayId: string, command: OpenCashier): string | undefined {
  const { params, openid, at, paySignVerifies } = command;
  const stale = order.prepayIds.some((issued) => issued.id === prepayId && at > issued.expiresAt);
  if (params.appId !== order.request.appid) return cashierMessages.wrongAppId;
  if (!paySignVerifies) return cashierMessages.wrongSignature;
  if (openid !== order.request.payer.openid) return cashierMessages.otherPayer;
  switch (order.status.tradeState) {
    case 'SUCCESS':
    case 'REFUND':
      return cashierMessages.paid;
    case 'CLOSED':
      return cashierMessages.closed;
    case 'NOTPAY':
      // An order past its time_expire says so even where the prepay_id is stale too: that is the documented message.
      if (at > order.payableUntil) return cashierMessages.pastTimeExpire;
      if (stale) return cashierMessages.staleParams;
      return sumOf(command.coupons) > order.total ? cashierMessages.couponsExceed : undefined;
  }
}

const sumOf = (coupons: OpenCashier['coupons'] = []): number => coupons.reduce((sum, { amount }) => sum + amount, 0);

function pay(order: Order, command: OpenCashier, { feeRate }: Policy): readonly GatewayEvent[] {
  const { at, freshId, freshNotificationId, coupons = [] } = command;
  const digits = BigInt(`0x${freshId}`).toString().slice(-16).padStart(16, '0');
  // 28 digits with the day in the middle, as real transaction ids have them.
  const transactionId = `4200${digits.slice(0, 6)}${toCompact(at).slice(0, 8)}${digits.slice(6)}`;
  const used = usedCoupons(coupons, digits);
  const payment: Payment = { transactionId, at, feeRate, ...(used.length === 0 ? {} : { coupons: used }) };
  const outTradeNo = order.request.out_trade_no;
  const notification = makeNotification(
    { id: freshNotificationId, eventType: 'TRANSACTION.SUCCESS', outTradeNo, url: order.request.notify_url, at },
    paidOrderView(order, payment),
  );
  return [{ type: 'order-paid', outTradeNo, payment }, ...notification];
}
