import type { State } from '../gateway/state.ts';
import { between, days } from '../time/index.ts';
import { decideMutant, type Mutant, stageMutant, withEvents, withOrder } from './mutant.ts';
import { soundStages } from './sound-stages.ts';

const { answer } = soundStages;

/** The number of the order that a transaction_id is of; none where nothing is named. */
const orderNamedBy = (transactionId: string | undefined, state: State): string =>
  state.orderOfTransaction.get(transactionId ?? '') ?? '';

/** Gateways that break a duty of refunds where an order is named by its transaction_id, or has more than one of them. */
export const refundPartMutants: readonly Mutant[] = [
  decideMutant(
    'refunds-by-transaction-id-are-not-added-up',
    { 'REFUND-LIMIT': 'the refusal (the refund exceeds what is left) … seen 200' },
    'request-refund',
    (command, state, right) => {
      const number = orderNamedBy(command.request.transaction_id, state);
      return right(
        command,
        withOrder(state, number, (order) => ({ ...order, refunds: [] })),
      );
    },
  ),
  decideMutant(
    'refunds-by-transaction-id-are-never-too-late',
    { 'REFUND-1Y': 'the refusal (the refund comes too late) … seen 200' },
    'request-refund',
    (command, state, right) => {
      const number = orderNamedBy(command.request.transaction_id, state);
      return right(
        command,
        withOrder(state, number, (order) => {
          const isLate = 'payment' in order.status && between(order.status.payment.at, command.at) > days(365);
          if (!isLate || order.status.tradeState !== 'SUCCESS') return order;
          return { ...order, status: { ...order.status, payment: { ...order.status.payment, at: command.at } } };
        }),
      );
    },
  ),
  decideMutant(
    'the-same-refund-by-transaction-id-refunds-twice',
    { 'REFUND-ONCE': 'the answer: expected 200, seen 400 INVALID_REQUEST' },
    'request-refund',
    (command, state, right) => {
      const { out_refund_no, transaction_id } = command.request;
      const again = transaction_id !== undefined && state.refunds.has(out_refund_no);
      return right(
        again ? { ...command, request: { ...command.request, out_refund_no: `${out_refund_no}_again` } } : command,
      );
    },
  ),
  decideMutant(
    'a-balance-is-not-used-up-by-refunds',
    { 'REFUND-BALANCE': 'the refund for which there was no money, after seven days: expected CLOSED, seen SUCCESS' },
    'request-refund',
    (command, { account: { balance } }, right) =>
      withEvents(right(command), (events) =>
        balance === undefined || events.length === 0
          ? events
          : [...events, { type: 'balance-set', balance, at: command.at }],
      ),
  ),
  decideMutant(
    'what-was-sent-elsewhere-is-not-added-up',
    { 'REFUND-LIMIT': 'the refusal (the refund exceeds what is left) … seen 200' },
    'request-refund',
    (command, state, right) => {
      const taken = [...state.refunds].map(
        ([number, refund]) =>
          [number, refund.receiver === undefined ? refund : { ...refund, status: 'CLOSED' as const }] as const,
      );
      return right(command, { ...state, refunds: new Map(taken) });
    },
  ),
  decideMutant(
    'what-arrives-elsewhere-is-not-told',
    { 'REFUND-NOTIFY': 'notifications received: expected 3, seen 2' },
    'settle-refund',
    (command, state, right) =>
      withEvents(right(command), (events) =>
        state.refunds.get(command.outRefundNo)?.receiver === undefined
          ? events
          : events.filter(({ type }) => type !== 'notification-made'),
      ),
  ),
  decideMutant(
    'only-the-first-refund-is-told',
    { 'REFUND-NOTIFY-TELLS': 'create_time: expected about … seen 2026-01-15T10:00:00+08:00' },
    'settle-refund',
    (command, state, right) => {
      const order = state.orders.get(state.refunds.get(command.outRefundNo)?.outTradeNo ?? '');
      const isFirst = order?.refunds[0] === command.outRefundNo;
      // What coupons make of parts is left to the mutants of those.
      const hasCoupons = order && 'payment' in order.status && order.status.payment.coupons !== undefined;
      return withEvents(right(command), (events) =>
        isFirst || hasCoupons ? events : events.filter(({ type }) => type !== 'notification-made'),
      );
    },
  ),
  stageMutant(
    'parts-are-told-with-the-sum-of-all',
    { 'REFUND-TELLS': 'amount.refund: expected 300, seen 800' },
    {
      answer: (asked) => {
        const outcome = answer(asked);
        if (asked.endpoint !== 'refund' || outcome.kind !== 'answered') return outcome;
        const state = asked.merchant.books.ofRefund(asked.body.out_refund_no)?.state;
        const refund = state?.refunds.get(asked.body.out_refund_no);
        const earlier = state?.orders.get(refund?.outTradeNo ?? '')?.refunds ?? [];
        if (state === undefined || refund === undefined || refund.total !== 1_234 || earlier.length !== 2)
          return outcome;
        const sum = earlier.reduce((total, number) => total + (state.refunds.get(number)?.amount ?? 0), 0);
        const body = structuredClone(outcome.body) as { amount: { refund: number } };
        body.amount.refund = sum;
        return { ...outcome, body };
      },
    },
  ),
  stageMutant(
    'only-the-latest-refund-can-be-queried',
    { 'REFUND-TELLS': 'refund_id: expected 1 to 32 characters, seen nothing' },
    {
      answer: (asked) => {
        const outcome = answer(asked);
        if (asked.endpoint !== 'refund-by-number' || outcome.kind !== 'answered') return outcome;
        const state = asked.merchant.books.ofRefund(asked.uri.out_refund_no)?.state;
        const order = state?.orders.get(state.refunds.get(asked.uri.out_refund_no)?.outTradeNo ?? '');
        const hasCoupons = order && 'payment' in order.status && order.status.payment.coupons !== undefined;
        if (hasCoupons || order?.refunds.at(-1) === asked.uri.out_refund_no) return outcome;
        return { kind: 'refused', refusal: { status: 404, code: 'RESOURCE_NOT_EXISTS', message: '' } };
      },
    },
  ),
];
