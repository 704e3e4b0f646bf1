/** The states that an order and a refund can be in, and every step between them: once, as data. What holds a gateway, a report or a walk to them reads it here. */

/** A step from one state to the next; refused where it stays what it was because that is not allowed. */
export interface Step<State extends string, Act extends string> {
  readonly from: State | 'none';
  readonly act: Act;
  readonly to: State;
  readonly refused: boolean;
}

export const ORDER_STATES = ['NOTPAY', 'SUCCESS', 'CLOSED', 'REFUND'] as const;
export type OrderState = (typeof ORDER_STATES)[number];
/** What somebody does to an order, or time. */
export type OrderAct = 'order' | 'pay' | 'pay in vain' | 'close' | 'refund' | 'time';
export type Transition = Step<OrderState, OrderAct>;

export const REFUND_STATES = ['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'] as const;
export type RefundState = (typeof REFUND_STATES)[number];
/** What somebody does to a refund: whoever asks for it, the bank, or time. */
export type RefundAct = 'ask' | 'ask again' | 'ask otherwise' | 'redirect' | 'succeed' | 'close' | 'fail' | 'time';
export type RefundTransition = Step<RefundState, RefundAct>;

const orderStep = (from: OrderState | 'none', act: OrderAct, to: OrderState): Transition => ({
  from,
  act,
  to,
  refused: false,
});
const orderRefusal = (from: OrderState, act: OrderAct): Transition => ({ from, act, to: from, refused: true });

/** Every transition of an order that the sources allow (G§4), and every one that they forbid (G§3.3, G§4.6, D:4012791903). */
export const TRANSITIONS: readonly Transition[] = [
  orderStep('none', 'order', 'NOTPAY'),
  orderStep('NOTPAY', 'order', 'NOTPAY'),
  orderStep('NOTPAY', 'pay', 'SUCCESS'),
  orderStep('NOTPAY', 'pay in vain', 'NOTPAY'),
  orderStep('NOTPAY', 'close', 'CLOSED'),
  orderStep('NOTPAY', 'time', 'CLOSED'),
  orderStep('SUCCESS', 'refund', 'REFUND'),
  orderStep('REFUND', 'refund', 'REFUND'),
  orderStep('CLOSED', 'close', 'CLOSED'),
  orderRefusal('NOTPAY', 'refund'),
  orderRefusal('SUCCESS', 'order'),
  orderRefusal('SUCCESS', 'pay'),
  orderRefusal('SUCCESS', 'close'),
  orderRefusal('CLOSED', 'order'),
  orderRefusal('CLOSED', 'pay'),
  orderRefusal('CLOSED', 'refund'),
  orderRefusal('REFUND', 'order'),
  orderRefusal('REFUND', 'pay'),
  orderRefusal('REFUND', 'close'),
];

const refundStep = (from: RefundState | 'none', act: RefundAct, to: RefundState): RefundTransition => ({
  from,
  act,
  to,
  refused: false,
});
const refundRefusal = (from: RefundState, act: RefundAct): RefundTransition => ({ from, act, to: from, refused: true });

/**
 * The same of a refund (D:4013071031, D:4012791905). Its number asks for one refund: the same amounts again are the same
 * refund, whatever became of it, and others are refused (D:4013071200).
 */
export const REFUND_TRANSITIONS: readonly RefundTransition[] = [
  refundStep('none', 'ask', 'PROCESSING'),
  refundStep('PROCESSING', 'time', 'SUCCESS'),
  refundStep('PROCESSING', 'succeed', 'SUCCESS'),
  refundStep('PROCESSING', 'close', 'CLOSED'),
  refundStep('PROCESSING', 'fail', 'ABNORMAL'),
  refundStep('ABNORMAL', 'succeed', 'SUCCESS'),
  refundStep('ABNORMAL', 'redirect', 'PROCESSING'),
  ...REFUND_STATES.map((state) => refundStep(state, 'ask again', state)),
  ...REFUND_STATES.map((state) => refundRefusal(state, 'ask otherwise')),
  refundRefusal('PROCESSING', 'redirect'),
  refundRefusal('SUCCESS', 'redirect'),
  refundRefusal('CLOSED', 'redirect'),
];

/** A step in words: `NOTPAY pay SUCCESS`, `CLOSED pay refused`. */
export const keyOf = ({ from, act, to, refused }: Step<string, string>): string =>
  `${from} ${act} ${refused ? 'refused' : to}`;

const BANKS_OR_TIMES: readonly RefundAct[] = ['time', 'succeed', 'close', 'fail'];

/** The same of a refund: `PROCESSING becomes SUCCESS` where nobody asked for it, since a bank's word and time look alike from outside. */
export const refundKeyOf = ({ from, act, to, refused }: RefundTransition): string =>
  keyOf({ from, act: BANKS_OR_TIMES.includes(act) ? 'becomes' : act, to, refused });
