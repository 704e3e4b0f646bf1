import { isRecord, isSuccess } from '../protocol/wire.ts';
import type { Exchange, Expectation, TraceEvent } from '../trace/index.ts';

/** One thing that an invariant looked at, and what it expects of it. */
export interface Finding extends Expectation {
  readonly evidence: readonly number[];
}

/** A duty that is judged over the trace of every scenario, whatever it was about. */
export interface Invariant {
  readonly rule: string;
  readonly examine: (events: readonly TraceEvent[]) => readonly Finding[];
}

export type ExchangeEvent = TraceEvent & Exchange;

/** One that was answered. */
export type Answered = ExchangeEvent & Required<Pick<Exchange, 'answer'>>;

/** What comes before an event of the same trace. */
export const before =
  (event: TraceEvent) =>
  (other: TraceEvent): boolean =>
    other.seq < event.seq;

export const exchanges = (events: readonly TraceEvent[]): readonly ExchangeEvent[] =>
  events.filter((event): event is ExchangeEvent => event.kind === 'exchange');

export const fromMerchant = (events: readonly TraceEvent[]): readonly ExchangeEvent[] =>
  exchanges(events).filter((event) => event.from === 'merchant' && event.to === 'gateway');

/** What stands in JSON at a path; undefined where there is nothing. */
export const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isRecord(inner) ? inner[name] : undefined), value);

/** The out_trade_no in a path. */
export const numberIn = (url: string): string | undefined => /\/out-trade-no\/([^/?]+)/.exec(url)?.[1];

/** A refusal that leaves nothing open: what was asked for has not happened. */
export const isRefused = (event: ExchangeEvent): event is Answered =>
  isAnswered(event) && event.answer.status >= 400 && event.answer.status < 500 && event.answer.status !== 429;

export const succeeded = (event: ExchangeEvent): event is Answered =>
  isAnswered(event) && isSuccess(event.answer.status);

const isAnswered = (event: ExchangeEvent): event is Answered => event.answer !== undefined;

/** WeChat Pay's word that a payment was made: a notification or a query answer that is signed right. */
export function provesPayment(event: ExchangeEvent): boolean {
  if (event.to === 'merchant')
    return event.requestSignature === 'valid' && at(event.opened, ['trade_state']) === 'SUCCESS';
  if (event.from !== 'merchant' || event.answerSignature !== 'valid') return false;
  const state = at(event.answer?.body, ['trade_state']);
  return state === 'SUCCESS' || state === 'REFUND' || refusesAsPaid(event);
}

/**
 * An order or a close that is refused because the order is paid. The code is observed and in no table: a merchant may
 * query all the same, and one that takes a signed refusal at its word has not believed the front end.
 */
const refusesAsPaid = (event: ExchangeEvent): boolean =>
  isRefused(event) && /^ORDER_?PAID$/.test(String(at(event.answer.body, ['code'])));
