import type { ReadingTaken, TraceEvent } from '../trace/index.ts';
import {
  at,
  before,
  type ExchangeEvent,
  exchanges,
  type Finding,
  fromMerchant,
  type Invariant,
  numberIn,
  provesPayment,
  succeeded,
} from './exchanges.ts';
import { notifyUrlsWhole } from './notify-urls.ts';
import { onceOnly } from './once-only.ts';
import { parametersAccepted } from './parameters.ts';

export type { Finding, Invariant } from './exchanges.ts';

/** Where the stage made the gateway misbehave, the gateway's own duties cannot be judged. */
const faultless = (events: readonly TraceEvent[]): boolean => !events.some((event) => event.kind === 'fault');

const requestsSigned: Invariant = {
  rule: 'SIGN-REQUESTS',
  examine: (events) =>
    fromMerchant(events).map(({ seq, requestSignature }) => ({
      what: 'the signature of the request',
      matcher: 'equals',
      expected: 'valid',
      seen: requestSignature,
      evidence: [seq],
    })),
};

/** Bills are downloaded without a signature: their hash is compared (D:4013071254). */
const isDownload = ({ url }: ExchangeEvent): boolean => /\/v3\/(?:billdownload\/file|bill\/downloadurl)\?/.test(url);

/** A download of certificates brings the very key that it is signed with: who does not hold it yet cannot verify it (D:4012551764). */
const isFirstSight = ({ url, answerSignature }: ExchangeEvent): boolean =>
  url.endsWith('/v3/certificates') && answerSignature === 'unknown-serial';

const answersSigned: Invariant = {
  rule: 'SIGN-ANSWERS',
  examine: (events) =>
    (faultless(events) ? exchanges(events) : [])
      .filter((event) => event.to === 'gateway' && succeeded(event) && !isDownload(event) && !isFirstSight(event))
      .map(({ seq, answerSignature }) => ({
        what: 'the signature of the answer',
        matcher: 'equals',
        expected: 'valid',
        seen: answerSignature,
        evidence: [seq],
      })),
};

const notificationsSigned: Invariant = {
  rule: 'NOTIFY-SUCCESS',
  examine: (events) =>
    (faultless(events) ? exchanges(events) : [])
      .filter((event) => event.from === 'gateway')
      .map(({ seq, requestSignature, opened }) => ({
        what: 'the notification',
        matcher: 'equals',
        expected: 'valid and opens',
        seen: `${requestSignature} and ${opened === undefined ? 'does not open' : 'opens'}`,
        evidence: [seq],
      })),
};

const amountsAreFen: Invariant = {
  rule: 'MONEY-FEN',
  examine: (events) =>
    fromMerchant(events).flatMap(({ seq, request }) =>
      ['total', 'refund'].flatMap((name): Finding[] => {
        const seen = at(request.body, ['amount', name]);
        if (seen === undefined) return [];
        const kind = Number.isSafeInteger(seen) ? 'a whole number' : `${typeof seen} ${String(seen)}`;
        const what = `amount.${name}`;
        return [{ what, matcher: 'equals', expected: 'a whole number', seen: kind, evidence: [seq] }];
      }),
    ),
};

/** A long log of traffic keeps the latest events alone: what it lacks may have been before. */
const hasForgotten = (events: readonly TraceEvent[]): boolean => events.every(({ seq }) => seq > 1);

const queryBeforeClose: Invariant = {
  rule: 'QUERY-BEFORE-CLOSE',
  examine: (events) => {
    const sent = fromMerchant(events);
    const closes = sent.filter((event) => event.method === 'POST' && event.url.endsWith('/close'));
    return closes.flatMap((close): Finding[] => {
      const number = numberIn(close.url);
      const queries = sent.filter((event) => event.method === 'GET' && numberIn(event.url) === number);
      const last = queries.filter(before(close)).at(-1);
      if (!last && hasForgotten(events)) return [];
      return [
        {
          what: 'trade_state in the query before the close',
          matcher: 'equals',
          expected: 'NOTPAY',
          seen: at(last?.answer?.body, ['trade_state']),
          evidence: last ? [last.seq, close.seq] : [close.seq],
        },
      ];
    });
  },
};

/** A merchant may believe a payment for a signed query answer, a notification that it was right to accept, a signed refusal that says it is paid, or a bill that tells it. */
const nothingPaidWithoutProof: Invariant = {
  rule: 'FRONTEND-NO-PROOF',
  examine: (events) =>
    events
      .filter((event): event is TraceEvent & ReadingTaken => event.kind === 'reading')
      .filter(({ of, state }) => of === 'order' && state === 'paid')
      .map((reading) => {
        const proofs = exchanges(events)
          .filter(before(reading))
          .filter(
            (event) =>
              provesPayment(event) ||
              namesPayment(event, reading.outTradeNo) ||
              tellsPayment(event, reading.outTradeNo),
          );
        return {
          what: 'proofs of payment before the merchant took the order for paid',
          matcher: 'at-least',
          expected: 1,
          seen: proofs.length,
          evidence: [reading.seq],
        };
      }),
};

/** A notification of this very order that verifies, opens and is called one of a payment: who goes by that has not believed the front end, whatever state it tells. */
const namesPayment = ({ to, requestSignature, request, opened }: ExchangeEvent, outTradeNo: string): boolean =>
  to === 'merchant' &&
  requestSignature === 'valid' &&
  at(request.body, ['event_type']) === 'TRANSACTION.SUCCESS' &&
  at(opened, ['out_trade_no']) === outTradeNo;

/** A bill that names the order. One that came packed, or is too long to stand in the trace, may. */
function tellsPayment(event: ExchangeEvent, outTradeNo: string): boolean {
  if (event.from !== 'merchant' || !isDownload(event) || !succeeded(event)) return false;
  const text = event.answer.body;
  return typeof text === 'string' && (!text.includes('总交易单数') || text.includes(outTradeNo));
}

export const invariants: readonly Invariant[] = [
  requestsSigned,
  answersSigned,
  notificationsSigned,
  amountsAreFen,
  queryBeforeClose,
  nothingPaidWithoutProof,
  notifyUrlsWhole,
  parametersAccepted,
  ...onceOnly,
];
