import { decide as documentedDecide } from '../gateway/decide.ts';
import type { Stages } from '../gateway/pipeline.ts';
import { days, minus, parseRfc3339, toRfc3339 } from '../time/index.ts';
import { decideMutant, type Mutant, stageMutant, withEvents } from './mutant.ts';
import { soundStages } from './sound-stages.ts';
import { answerMutant, noticeMutant, without } from './told-otherwise.ts';

const { sign } = soundStages;

/** Answers in which a field is told have another header. */
const withHeader =
  (field: string, header: Readonly<Record<string, string>>): Stages['sign'] =>
  (key, body, ...others) => ({
    ...sign(key, body, ...others),
    ...(body.includes(`"${field}"`) ? header : {}),
  });

const QUERIES = /^order-by/;
const REFUNDS = /^refund/;

/** Gateways that leave out a part of what there is to tell, or tell another. */
export const toldMutants: readonly Mutant[] = [
  answerMutant('attach-is-not-told', { 'QUERY-TELLS': 'attach: expected shelf 7, seen nothing' }, QUERIES, (body) =>
    without(body, 'attach'),
  ),
  answerMutant('device-id-is-not-told', { 'QUERY-TELLS': 'scene_info.device_id … seen nothing' }, QUERIES, (body) =>
    without(body, 'scene_info'),
  ),
  answerMutant(
    'the-bank-is-not-told',
    { 'QUERY-TELLS': 'bank_type: expected a bank in capitals, seen nothing' },
    QUERIES,
    (body) => without(body, 'bank_type'),
  ),
  answerMutant(
    'the-state-is-not-described',
    { 'QUERY-TELLS': 'trade_state_desc: expected 1 to 256 characters, seen nothing' },
    QUERIES,
    (body) => without(body, 'trade_state_desc'),
  ),
  answerMutant(
    'every-trade-is-native',
    { 'QUERY-TELLS': 'trade_type: expected JSAPI, seen NATIVE' },
    QUERIES,
    (body) => ('trade_type' in body ? { ...body, trade_type: 'NATIVE' } : body),
  ),
  answerMutant(
    'payments-are-told-a-day-early',
    { 'QUERY-TELLS': 'success_time: expected about 2026-01-15T10:03:00+08:00, seen 2026-01-14T10:03:00+08:00' },
    QUERIES,
    (body) => {
      const at = parseRfc3339(String(body['success_time']));
      return at === undefined ? body : { ...body, success_time: toRfc3339(minus(at, days(1))) };
    },
  ),
  answerMutant(
    'unpaid-orders-have-a-bank',
    { 'QUERY-TELLS': 'bank_type: expected nothing, seen OTHERS' },
    QUERIES,
    (body) => ({
      ...body,
      bank_type: 'OTHERS',
    }),
  ),
  answerMutant('the-way-of-a-refund-is-not-told', { 'REFUND-TELLS': 'channel … seen nothing' }, REFUNDS, (body) =>
    without(body, 'channel'),
  ),
  answerMutant(
    'refunds-have-no-account',
    { 'REFUND-TELLS': 'user_received_account: expected 1 to 64 characters, seen nothing' },
    REFUNDS,
    (body) => without(body, 'user_received_account'),
  ),
  answerMutant(
    'settled-amounts-are-not-told',
    { 'REFUND-TELLS': 'amount.settlement_total: expected 1234, seen nothing' },
    REFUNDS,
    (body) => ('promotion_detail' in body ? body : without(body, 'amount.settlement_total')),
  ),
  answerMutant(
    'refunds-succeed-when-they-are-made',
    { 'REFUND-TELLS': 'success_time: expected nothing, seen 2026-01-15T10:03:00+08:00' },
    REFUNDS,
    (body) => ({
      ...body,
      success_time: body['success_time'] ?? body['create_time'],
    }),
  ),
  answerMutant(
    'refunds-succeed-at-no-time',
    { 'REFUND-TELLS': 'success_time: expected about 2026-01-15T10:00:00+08:00, seen nothing' },
    REFUNDS,
    (body) => without(body, 'success_time'),
  ),
  answerMutant(
    'queries-tell-another-refund-id',
    { 'REFUND-TELLS': 'refund_id: expected 50 … seen 50 … x' },
    /^refund-by-number/,
    (body) => ({ ...body, refund_id: `${String(body['refund_id']).slice(0, -1)}x` }),
  ),
  noticeMutant(
    'notices-lack-the-bank',
    { 'NOTIFY-TELLS': 'bank_type: expected a bank in capitals, seen nothing' },
    /^TRANSACTION/,
    (notice) => without(notice, 'bank_type'),
  ),
  noticeMutant(
    'notices-lack-what-was-paid',
    { 'NOTIFY-TELLS': 'amount.payer_total: expected 1234, seen nothing' },
    /^TRANSACTION/,
    (notice) => {
      const coupons = 'promotion_detail' in notice;
      return coupons ? notice : without(notice, 'amount.payer_total');
    },
  ),
  noticeMutant(
    'notices-lack-attach',
    { 'NOTIFY-TELLS': 'attach: expected shelf 7, seen nothing' },
    /^TRANSACTION/,
    (notice) => without(notice, 'attach'),
  ),
  noticeMutant(
    'refund-notices-lack-the-account',
    { 'REFUND-NOTIFY-TELLS': 'user_received_account: expected 1 to 64 characters, seen nothing' },
    /^REFUND/,
    (notice) => without(notice, 'user_received_account'),
  ),
  noticeMutant(
    'refund-notices-lack-the-refund-id',
    { 'REFUND-NOTIFY-TELLS': 'refund_id … seen nothing' },
    /^REFUND/,
    (notice) => without(notice, 'refund_id'),
  ),
  noticeMutant(
    'refund-notices-lack-the-time',
    { 'REFUND-NOTIFY-TELLS': 'success_time: expected about 2026-01-15T10:00:00+08:00, seen nothing' },
    /^REFUND/,
    (notice) => without(notice, 'success_time'),
  ),
  {
    name: 'refund-notices-are-sent-once',
    killedBy: { 'REFUND-NOTIFY-TELLS': 'notifications received: expected 3, seen 2' },
    parts: {
      decide: (state, command, policy) => {
        const right = documentedDecide(state, command, policy);
        if (command.type !== 'notification-answered') return right;
        if (!state.notifications.get(command.id)?.eventType.startsWith('REFUND')) return right;
        return withEvents(right, (events) =>
          events.map((event) => {
            if (event.type !== 'notification-attempted') return event;
            const { nextAttemptAt: _, ...last } = event;
            return last as typeof event;
          }),
        );
      },
    },
  },
  decideMutant(
    'refunds-are-told-where-payments-are',
    { 'REFUND-NOTIFY-TELLS': 'where the notification was sent: expected refunds, seen notify' },
    'settle-refund',
    (command, state, right) =>
      withEvents(right(command), (events) =>
        events.map((event) => {
          if (event.type !== 'notification-made') return event;
          const url = state.orders.get(event.notification.outTradeNo)?.request.notify_url ?? event.notification.url;
          return { ...event, notification: { ...event.notification, url } };
        }),
      ),
  ),
  stageMutant(
    'answers-about-refunds-have-no-request-id',
    { 'ANSWER-HEADERS': 'Request-ID of the answer: expected something, seen ""' },
    { sign: withHeader('refund_id', { 'request-id': '' }) },
  ),
  stageMutant(
    'answers-about-refunds-are-called-html',
    { 'ANSWER-HEADERS': 'Content-Type of the answer: expected application/json, seen text/html' },
    { sign: withHeader('refund_id', { 'content-type': 'text/html' }) },
  ),
];
