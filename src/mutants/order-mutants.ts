import { happened } from '../gateway/decision.ts';
import { documentedPolicy } from '../gateway/policy.ts';
import { type Duration, days, hours, minutes, plus } from '../time/index.ts';
import { decideMutant, type Mutant, policyMutant, withEvents, withOrder } from './mutant.ts';

const { prepayIdLifetime, unpaidLifetime } = documentedPolicy;

/** The cashier takes every prepay_id as one of that lifetime. */
const prepayIdsLasting = (lifetime: Duration, name: string, killedBy: Mutant['killedBy']): Mutant =>
  decideMutant(name, killedBy, 'open-cashier', (command, state, right) => {
    const longer = (lifetime - prepayIdLifetime) as Duration;
    const number = state.orderOfPrepayId.get(command.params.package.slice('prepay_id='.length)) ?? '';
    const seen = withOrder(state, number, (order) => ({
      ...order,
      prepayIds: order.prepayIds.map((issued) => ({ ...issued, expiresAt: plus(issued.expiresAt, longer) })),
    }));
    return right(command, seen);
  });

/** Gateways that break a duty of ordering or of time. */
export const orderMutants: readonly Mutant[] = [
  prepayIdsLasting(minutes(150), 'prepay-id-lives-too-long', {
    'PREPAY-2H': 'the cashier: expected refused, seen paid',
  }),
  prepayIdsLasting(minutes(110), 'prepay-id-lives-too-short', {
    'PREPAY-2H': 'the cashier: expected requestPayment:ok, seen requestPayment:fail (JSAPI缺少参数total_fee)',
    'REORDER-SAME': 'the cashier: expected requestPayment:ok, seen requestPayment:fail (JSAPI缺少参数total_fee)',
  }),
  policyMutant(
    'unpaid-order-closes-an-hour-late',
    { 'UNPAID-7D': 'trade_state of the order: expected CLOSED, seen NOTPAY' },
    { unpaidLifetime: (unpaidLifetime + hours(1)) as Duration },
  ),
  policyMutant(
    'unpaid-order-closes-early',
    { 'UNPAID-7D': 'trade_state of the order: expected NOTPAY, seen CLOSED' },
    { unpaidLifetime: hours(6 * 24 + 12) },
  ),
  policyMutant(
    'time-expire-has-no-lower-bound',
    {
      'TIME-EXPIRE-BOUNDS':
        'the cashier: expected requestPayment:ok, seen requestPayment:fail (订单已超过商户设置的最晚支付成功时间，请重新发起支付)',
    },
    { timeExpireEarliest: 0 as Duration },
  ),
  policyMutant(
    'time-expire-may-be-ninety-days',
    { 'TIME-EXPIRE-BOUNDS': 'the cashier: expected refused, seen paid' },
    { timeExpireLatest: days(90) },
  ),
  policyMutant(
    'time-expire-may-be-14-days',
    { 'TIME-EXPIRE-BOUNDS': 'the cashier: expected requestPayment:ok, seen requestPayment:fail (该订单已过期' },
    { timeExpireLatest: days(14) },
  ),
  decideMutant(
    'large-order-is-forgotten',
    { 'ORDER-PREPAY-ID': 'trade_state of the order: expected NOTPAY, seen HTTP 404 ORDER_NOT_EXIST' },
    'place-order',
    (command, _state, right) =>
      command.request.amount.total > 1_000_000 ? { ...right(command), events: [] } : right(command),
  ),
  decideMutant(
    'reorder-with-other-params-is-accepted',
    { 'REORDER-CHANGED': 'the refusal (the parameters changed) … seen 200' },
    'place-order',
    (command, state, right) => {
      const known = state.orders.get(command.request.out_trade_no);
      return known?.status.tradeState === 'NOTPAY' ? right({ ...command, request: known.request }) : right(command);
    },
  ),
  decideMutant(
    'reorder-with-another-goods-tag-is-accepted',
    { 'REORDER-CHANGED': 'the refusal (the parameters changed) … seen 200' },
    'place-order',
    (command, state, right) => {
      const known = state.orders.get(command.request.out_trade_no)?.request;
      if (known === undefined) return right(command);
      const { goods_tag: _, ...rest } = command.request;
      const tag = known.goods_tag === undefined ? {} : { goods_tag: known.goods_tag };
      return right({ ...command, request: { ...rest, ...tag } });
    },
  ),
  decideMutant(
    'reorder-revives-old-prepay-id',
    { 'REORDER-SAME': 'the cashier: expected refused, seen paid' },
    'open-cashier',
    (command, state, right) => {
      const number = state.orderOfPrepayId.get(command.params.package.slice('prepay_id='.length)) ?? '';
      const fresh = (at = command.at) => ({ expiresAt: plus(at, hours(1)) });
      return right(
        command,
        withOrder(state, number, (order) =>
          order.prepayIds.length < 2
            ? order
            : { ...order, prepayIds: order.prepayIds.map((id) => ({ ...id, ...fresh() })) },
        ),
      );
    },
  ),
  decideMutant(
    'used-number-is-taken-again',
    { 'NUMBER-USED-UP': 'the refusal (the order is paid) … seen 200' },
    'place-order',
    (command, state, right) => {
      const status = state.orders.get(command.request.out_trade_no)?.status.tradeState ?? 'NOTPAY';
      return status === 'NOTPAY' ? right(command) : happened([], { kind: 'prepay-id', id: 'wx_again' });
    },
  ),
  decideMutant(
    'time-expire-is-ignored-at-the-cashier',
    {
      'TIME-EXPIRE-ENDS': 'the cashier: expected refused, seen paid',
      'TIME-EXPIRE-BOUNDS': 'the cashier: expected refused, seen paid',
    },
    'open-cashier',
    (command, state, right) => {
      const number = state.orderOfPrepayId.get(command.params.package.slice('prepay_id='.length)) ?? '';
      return right(
        command,
        withOrder(state, number, (order) => ({ ...order, payableUntil: plus(command.at, days(1)) })),
      );
    },
  ),
  decideMutant(
    'time-expire-closes-the-order',
    {
      'CLOSE-AFTER-EXPIRE': 'the order at WeChat Pay: expected closed, seen not closed',
      'TIME-EXPIRE-ENDS': 'trade_state of the order: expected NOTPAY, seen CLOSED',
    },
    'place-order',
    (command, _state, right) =>
      withEvents(right(command), (events) =>
        events.map((event) =>
          event.type === 'order-placed' && command.request.time_expire !== undefined
            ? { ...event, order: { ...event.order, closesAt: plus(event.order.payableUntil, minutes(5)) } }
            : event,
        ),
      ),
  ),
  decideMutant(
    'order-with-time-expire-never-closes',
    { 'UNPAID-7D': 'trade_state of the order: expected CLOSED, seen NOTPAY' },
    'moment-came',
    (command, state, right) => {
      const { due } = command;
      const bounded = due.kind === 'auto-close' && state.orders.get(due.outTradeNo)?.request.time_expire !== undefined;
      return bounded ? happened([]) : right(command);
    },
  ),
  decideMutant(
    'unpaid-order-never-closes',
    {
      'UNPAID-7D': 'trade_state of the order: expected CLOSED, seen NOTPAY',
      'NUMBER-USED-UP': 'the refusal (the order is closed) … seen 200',
      'NOTIFY-ONLY-SUCCESS': 'trade_state of the order: expected CLOSED, seen NOTPAY',
    },
    'moment-came',
    (command, _state, right) => (command.due.kind === 'auto-close' ? happened([]) : right(command)),
  ),
];
