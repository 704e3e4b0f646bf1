import { gunzipSync } from 'node:zlib';
import type { Sharing } from '../gateway/coupons.ts';
import { refused } from '../gateway/decision.ts';
import type { GatewayEvent } from '../gateway/events.ts';
import { refusals } from '../gateway/refusal.ts';
import type { Refund } from '../gateway/state.ts';
import { fen, prorated } from '../money/fen.ts';
import { isRecord } from '../protocol/wire.ts';
import { decideMutant, type Mutant, policyMutant, stageMutant, withEvents } from './mutant.ts';
import { soundStages } from './sound-stages.ts';

const { answer } = soundStages;
type Outcome = ReturnType<typeof answer>;
type Asked = Parameters<typeof answer>[0];

/** Something else comes of asking one endpoint. */
const answerMutant = (
  name: string,
  killedBy: Mutant['killedBy'],
  endpoint: RegExp,
  change: (outcome: Outcome, asked: Asked) => Outcome,
): Mutant =>
  stageMutant(name, killedBy, {
    answer: (asked) => (endpoint.test(asked.endpoint) ? change(answer(asked), asked) : answer(asked)),
  });

/** The body of a 200 is another. */
const withBody =
  (change: (body: Readonly<Record<string, unknown>>) => unknown) =>
  (outcome: Outcome): Outcome =>
    outcome.kind === 'answered' && outcome.status === 200 && isRecord(outcome.body)
      ? { ...outcome, body: change(outcome.body) }
      : outcome;

const withRefund = (events: readonly GatewayEvent[], change: (refund: Refund) => Refund): readonly GatewayEvent[] =>
  events.map((event) => (event.type === 'refund-accepted' ? { ...event, refund: change(event.refund) } : event));

/** The payer's share of a refund is calculated otherwise. */
const sharesMutant = (
  name: string,
  message: string,
  payerRefund: (refund: Refund, sharing: Sharing) => number,
): Mutant =>
  decideMutant(name, { 'REFUND-COUPONS': message }, 'request-refund', (command, _state, right) =>
    withEvents(right(command), (events) =>
      withRefund(events, (refund) => {
        const { sharing } = refund;
        if (!sharing) return refund;
        return { ...refund, sharing: { ...sharing, payerRefund: fen(payerRefund(refund, sharing)) } };
      }),
    ),
  );

function halfToEven({ amount, total }: Refund, { payerTotal }: Sharing): number {
  const half = amount * payerTotal * 2 + total;
  const up = Math.floor(half / (2 * total));
  return half % (2 * total) === 0 && up % 2 === 1 ? up - 1 : up;
}

/** Gateways that break a duty of coupons, of refunds in many parts, or of what a refund is paid from. */
export const couponMutants: readonly Mutant[] = [
  answerMutant(
    'queries-do-not-tell-the-coupons',
    { 'PAY-COUPONS': 'promotion_detail.0.amount: expected 200, seen nothing' },
    /^order-by-number$/,
    withBody(({ promotion_detail: _, ...body }) => body),
  ),
  decideMutant(
    'notifications-tell-the-total-as-paid',
    { 'PAY-COUPONS': 'amount.payer_total: expected 800, seen 1000' },
    'open-cashier',
    (command, _state, right) =>
      withEvents(right(command), (events) =>
        events.map((event) => {
          if (event.type !== 'notification-made') return event;
          const { resource } = event.notification;
          if (!('amount' in resource) || resource.amount === undefined) return event;
          const amount = { ...resource.amount, payer_total: resource.amount.total };
          return {
            ...event,
            notification: { ...event.notification, resource: { ...resource, amount } as typeof resource },
          };
        }),
      ),
  ),
  sharesMutant(
    'shares-of-refunds-are-rounded-down',
    'amount.payer_refund: expected 1, seen 0',
    ({ amount, total }, { payerTotal }) => Math.floor((amount * payerTotal) / total),
  ),
  sharesMutant('half-a-fen-goes-to-the-even', 'amount.payer_refund: expected 1, seen 0', halfToEven),
  sharesMutant(
    'shares-of-refunds-are-rounded-up',
    'amount.payer_refund: expected 0, seen 1',
    ({ amount, total }, { payerTotal }) => Math.ceil((amount * payerTotal) / total),
  ),
  sharesMutant(
    'each-part-is-rounded-for-itself',
    'fen given back to the payer in all: expected at most 50, seen 51',
    ({ amount, total }, { payerTotal }) => prorated(amount, payerTotal, total),
  ),
  answerMutant(
    'no-coupon-is-settled',
    { 'REFUND-COUPONS': 'amount.settlement_total: expected 900, seen 800' },
    /^refund$/,
    withBody((body) => {
      const amount = isRecord(body['amount']) ? body['amount'] : {};
      return { ...body, amount: { ...amount, settlement_total: amount['payer_total'] } };
    }),
  ),
  policyMutant(
    'orders-are-refunded-in-fifty-one-parts',
    { 'REFUND-50': 'the refusal (INVALID_REQUEST) … seen 200' },
    { refundsPerOrder: 51 },
    ['REFUND-REFUSED'],
  ),
  policyMutant(
    'orders-are-refunded-in-forty-nine-parts',
    { 'REFUND-50': 'the answer: expected 200, seen 400 INVALID_REQUEST' },
    { refundsPerOrder: 49 },
    ['REFUND-REFUSED'],
  ),
  {
    ...decideMutant(
      'refunds-are-made-without-money',
      { 'REFUND-BALANCE': 'the refund for which there was no money, after seven days: expected CLOSED, seen SUCCESS' },
      'request-refund',
      (command, state, right) =>
        // What the account lacks is put into it.
        withEvents(right(command, { ...state, account: {} }), (events) =>
          state.account.balance === undefined ? events : [{ type: 'balance-set', balance: fen(1_000_000) }, ...events],
        ),
    ),
    hides: ['REFUND-REFUSED'],
  },
  decideMutant(
    'an-account-that-was-empty-is-taken-for-empty',
    {
      'REFUND-BALANCE': 'the answer: expected 200, seen 403 NOT_ENOUGH',
    },
    'request-refund',
    (command, state, right) => (state.account.balance === undefined ? right(command) : refused(refusals.notEnough)),
  ),
  decideMutant(
    'accounts-of-a-refund-are-not-added-up',
    { 'REFUND-FROM': 'the refusal (the accounts do not make up the refund) … seen 200' },
    'request-refund',
    (command, _state, right) => {
      const { from, ...amount } = command.request.amount;
      const isTwice = from !== undefined && new Set(from.map(({ account }) => account)).size < from.length;
      return right(isTwice ? command : { ...command, request: { ...command.request, amount } });
    },
  ),
  decideMutant(
    'an-account-may-pay-twice',
    { 'REFUND-FROM': 'the refusal (the accounts do not make up the refund) … seen 200' },
    'request-refund',
    (command, _state, right) => {
      const { from, ...amount } = command.request.amount;
      const addsUp = from?.reduce((sum, source) => sum + source.amount, 0) === amount.refund;
      return right(addsUp ? { ...command, request: { ...command.request, amount } } : command);
    },
  ),
  answerMutant(
    'packed-bills-have-the-hash-of-something-else',
    { 'BILL-HASH': 'hash_value … seen 79bb0f45fc4c42234a918000b2668d689e2bde04' },
    /bill/,
    (outcome, { uri }) =>
      uri['tar_type'] === undefined
        ? outcome
        : withBody((body) => ({ ...body, hash_value: '79bb0f45fc4c42234a918000b2668d689e2bde04' }))(outcome),
  ),
  answerMutant(
    'bills-are-never-packed',
    { 'BILL-HASH': 'the packing of the file: expected GZIP, seen something else' },
    /^bill-download$/,
    (outcome) => {
      if (outcome.kind !== 'file' || outcome.contentType !== 'application/gzip') return outcome;
      return { ...outcome, chunks: [gunzipSync(Buffer.concat([...outcome.chunks]))] };
    },
  ),
  textMutant(
    'coupons-that-nobody-has-paid-for-are-settled',
    '应结订单金额 of the payment: expected 9.00, seen 10.00',
    (text) => text.replaceAll('`9.00', '`10.00'),
  ),
  textMutant(
    'bills-tell-refunds-without-their-coupons',
    '申请退款金额 of the refund: expected 3.33, seen 3.00',
    (text) => text.replaceAll('`3.33', '`3.00'),
  ),
];

/** The text of downloaded bills is another. */
function textMutant(name: string, message: string, change: (text: string) => string): Mutant {
  return answerMutant(name, { 'BILL-COUPONS': message }, /^bill-download$/, (outcome) => {
    if (outcome.kind !== 'file' || outcome.contentType === 'application/gzip') return outcome;
    return { ...outcome, chunks: [Buffer.from(change(Buffer.concat([...outcome.chunks]).toString()))] };
  });
}
