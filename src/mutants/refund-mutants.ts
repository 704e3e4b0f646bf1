import { happened } from '../gateway/decision.ts';
import { days } from '../time/index.ts';
import { decideMutant, type Mutant, policyMutant, stageMutant, withEvents, withOrder } from './mutant.ts';
import { soundStages } from './sound-stages.ts';

const { answer } = soundStages;

/** Gateways that break a duty of refunds. */
export const refundMutants: readonly Mutant[] = [
  policyMutant(
    'refund-window-is-too-long',
    { 'REFUND-1Y': 'the refusal (the refund comes too late) … seen 200' },
    { refundWindow: days(380) },
    ['REFUND-REFUSED'],
  ),
  policyMutant(
    'refund-window-is-too-short',
    { 'REFUND-1Y': 'the answer: expected 200, seen 400 INVALID_REQUEST' },
    { refundWindow: days(364) },
  ),
  decideMutant(
    'refund-window-counts-from-the-order',
    { 'REFUND-1Y': 'the answer: expected 200, seen 400 INVALID_REQUEST' },
    'request-refund',
    (command, state, right) =>
      right(
        command,
        withOrder(state, command.request.out_trade_no ?? '', (order) =>
          order.status.tradeState === 'SUCCESS'
            ? { ...order, status: { ...order.status, payment: { ...order.status.payment, at: order.createdAt } } }
            : order,
        ),
      ),
  ),
  {
    ...decideMutant(
      'smallest-refund-is-dropped',
      {
        'REFUND-STATE': 'the answer: expected 200, seen 404 RESOURCE_NOT_EXISTS',
        'REFUND-PARAMS': 'the answer: expected 200, seen 404 RESOURCE_NOT_EXISTS',
        'REFUND-50': 'the answer: expected 200, seen 404 RESOURCE_NOT_EXISTS',
        'REFUND-COUPONS': 'the answer: expected 200, seen 404 RESOURCE_NOT_EXISTS',
      },
      'request-refund',
      (command, _state, right) =>
        command.request.amount.refund === 1 ? { ...right(command), events: [] } : right(command),
    ),
    hides: ['REFUND-TELLS', 'REFUND-REFUSED'],
  },
  decideMutant(
    'unpaid-order-can-be-refunded',
    { 'REFUND-PAID-ONLY': 'the refusal (there is nothing to refund) … seen 204' },
    'request-refund',
    (command, state, right) => {
      const status = state.orders.get(command.request.out_trade_no ?? '')?.status.tradeState;
      return status === 'NOTPAY' ? happened([]) : right(command);
    },
  ),
  decideMutant(
    'earlier-refunds-are-not-added-up',
    { 'REFUND-LIMIT': 'the refusal (the refund exceeds what is left) … seen 200' },
    'request-refund',
    (command, state, right) =>
      right(
        command,
        withOrder(state, command.request.out_trade_no ?? '', (order) => {
          // How many there were, and how coupons share in them, is left to the mutants of those.
          const isPlain = !('payment' in order.status && order.status.payment.coupons) && order.refunds.length < 9;
          return isPlain ? { ...order, refunds: [] } : order;
        }),
      ),
  ),
  ...(['SUCCESS', 'ABNORMAL'] as const).map((ended) =>
    decideMutant(
      `what-ended-in-${ended.toLowerCase()}-is-not-added-up`,
      { 'REFUND-LIMIT': 'the refusal (the refund exceeds what is left) … seen 200' },
      'request-refund',
      (command, state, right) => {
        const number = command.request.out_refund_no;
        const taken = [...state.refunds].map(([known, refund]) => {
          const counts = known === number || refund.status !== ended;
          return [known, counts ? refund : { ...refund, status: 'CLOSED' as const }] as const;
        });
        return right(command, { ...state, refunds: new Map(taken) });
      },
    ),
  ),
  decideMutant(
    'the-year-is-over-for-first-refunds-only',
    { 'REFUND-1Y': 'the refusal (the refund comes too late) … seen 200' },
    'request-refund',
    (command, state, right) =>
      right(
        command,
        withOrder(state, command.request.out_trade_no ?? '', (order) =>
          order.status.tradeState === 'REFUND'
            ? { ...order, status: { ...order.status, payment: { ...order.status.payment, at: command.at } } }
            : order,
        ),
      ),
  ),
  decideMutant(
    'closed-refund-still-counts',
    { 'REFUND-LIMIT': 'the answer: expected 200, seen 400 INVALID_REQUEST' },
    'request-refund',
    (command, state, right) => {
      const counted = [...state.refunds].map(([number, refund]) => [number, { ...refund, status: 'SUCCESS' }] as const);
      const known = state.refunds.has(command.request.out_refund_no);
      return known ? right(command) : right(command, { ...state, refunds: new Map(counted) });
    },
  ),
  decideMutant(
    'total-of-a-refund-is-not-compared',
    { 'REFUND-LIMIT': 'the refusal (INVALID_REQUEST) … seen 200' },
    'request-refund',
    (command, state, right) => {
      const { out_trade_no = '', amount: asked } = command.request;
      const total = state.orders.get(out_trade_no)?.total ?? asked.total;
      const known = state.refunds.has(command.request.out_refund_no);
      const amount = { ...asked, total };
      return right(known ? command : { ...command, request: { ...command.request, amount } });
    },
  ),
  decideMutant(
    'same-refund-number-refunds-twice',
    {
      'REFUND-BALANCE': 'the answer: expected 200, seen 403 NOT_ENOUGH',
      'REFUND-ONCE': 'the answer: expected 200, seen 400 INVALID_REQUEST',
      'BOOKS-BALANCE': 'fen that WeChat Pay gives back for the one refund: expected at most 300, seen 600',
    },
    'request-refund',
    (command, state, right) => {
      const { out_refund_no } = command.request;
      const again = state.refunds.has(out_refund_no);
      return right(
        again ? { ...command, request: { ...command.request, out_refund_no: `${out_refund_no}_again` } } : command,
      );
    },
  ),
  stageMutant(
    'unknown-refund-is-an-invalid-request',
    {
      'REFUND-QUERY': 'the refusal (RESOURCE_NOT_EXISTS) … seen 400 INVALID_REQUEST',
      'HEADERS-CHECKED': 'the refusal (RESOURCE_NOT_EXISTS) … seen 400 INVALID_REQUEST',
      'REFUND-PARAMS': 'the refusal (RESOURCE_NOT_EXISTS) … seen 400 INVALID_REQUEST',
    },
    {
      answer: (asked) => {
        const outcome = answer(asked);
        if (asked.endpoint !== 'refund-by-number' || outcome.kind !== 'refused') return outcome;
        return { kind: 'refused', refusal: { status: 400, code: 'INVALID_REQUEST', message: '' } };
      },
    },
  ),
  decideMutant(
    'any-refund-is-sent-elsewhere',
    { 'REFUND-ABNORMAL': 'the refusal (INVALID_REQUEST) … seen 200' },
    'apply-abnormal-refund',
    (command, state, right) => {
      const refunds = [...state.refunds].map(
        ([number, refund]) => [number, { ...refund, status: 'ABNORMAL' }] as const,
      );
      return right(command, { ...state, refunds: new Map(refunds) });
    },
  ),
  decideMutant(
    'a-refund-sent-elsewhere-stays-abnormal',
    { 'REFUND-ABNORMAL': 'status: expected PROCESSING, seen ABNORMAL' },
    'apply-abnormal-refund',
    (command, _state, right) => withEvents(right(command), () => []),
  ),
  stageMutant(
    'personal-fields-are-taken-unread',
    { 'REFUND-ENCRYPTED': 'the refusal (an encrypted field can not be read) … seen 200' },
    {
      answer: (asked) => {
        if (asked.endpoint !== 'abnormal-refund') return answer(asked);
        const outcome = answer(asked);
        const { bank_account: _, real_name: __, ...body } = asked.body;
        return outcome.kind === 'refused'
          ? answer({ ...asked, body: { ...body, type: 'MERCHANT_BANK_CARD' } })
          : outcome;
      },
    },
  ),
  decideMutant(
    'closed-and-abnormal-refunds-are-not-told',
    {
      'REFUND-NOTIFY': 'notifications received: expected 2, seen 1',
      'REFUND-NOTIFY-TELLS': 'notifications received: expected 2, seen 1',
      'NOTIFY-ANSWERED': 'notifications that came: expected at least 2, seen 1',
    },
    'settle-refund',
    (command, _state, right) =>
      withEvents(right(command), (events) =>
        command.status === 'SUCCESS' ? events : events.filter((event) => event.type !== 'notification-made'),
      ),
  ),
  decideMutant(
    'abnormal-refund-is-told-as-processing',
    {
      'REFUND-NOTIFY': 'refund_status: expected ABNORMAL, seen PROCESSING',
      'REFUND-NOTIFY-TELLS': 'refund_status: expected ABNORMAL, seen PROCESSING',
    },
    'settle-refund',
    (command, _state, right) =>
      withEvents(right(command), (events) =>
        events.map((event) => {
          if (event.type !== 'notification-made' || command.status !== 'ABNORMAL') return event;
          const resource = { ...event.notification.resource, refund_status: 'PROCESSING' as const };
          return { ...event, notification: { ...event.notification, resource } as typeof event.notification };
        }),
      ),
  ),
];
