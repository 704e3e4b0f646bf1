import type { TradeState } from '../protocol/payments.ts';
import { isRecord, isSuccess } from '../protocol/wire.ts';
import { answersOf } from '../rules/ambiguities.ts';
import { inEverySpelling, type RefusalReason } from './refusals.ts';
import type { Trade } from './trade.ts';

/** The latest answer as one word: `200`, or `404 ORDER_NOT_EXIST`. */
function inOneWord(trade: Trade): string {
  const { answer } = trade;
  if (!answer) return trade.stage.stop('kit', 'the scenario asks after an answer, and nothing was called');
  const code = isRecord(answer.body) ? answer.body['code'] : undefined;
  return isSuccess(answer.status) || code === undefined ? String(answer.status) : `${answer.status} ${String(code)}`;
}

const lastSeq = (trade: Trade): readonly number[] => [trade.answer?.seq ?? 0];

export function expectAccepted(trade: Trade, status: 200 | 204 = 200): void {
  trade.stage.expect(
    { what: 'the answer', matcher: 'equals', expected: String(status), seen: inOneWord(trade) },
    lastSeq(trade),
  );
}

export function expectRefused(trade: Trade, reason: RefusalReason): void {
  const expected = inEverySpelling(reason.answers);
  const what = `the refusal (${reason.words.en})`;
  trade.stage.expect({ what, matcher: 'one-of', expected, seen: inOneWord(trade) }, lastSeq(trade));
}

/** A number that was never ordered was closed, or there is nothing to close. */
export function expectClosedOrUnknown(trade: Trade): void {
  const expected = ['204', ...inEverySpelling(answersOf('A-08'))];
  const what = 'the answer to closing an order that nobody made';
  trade.stage.expect({ what, matcher: 'one-of', expected, seen: inOneWord(trade) }, lastSeq(trade));
}

export async function expectTradeState(trade: Trade, expected: TradeState): Promise<void> {
  const { state, seq } = await trade.readState();
  trade.stage.expect({ what: 'trade_state of the order', matcher: 'equals', expected, seen: state }, [seq]);
}

/** No order was made: the number is unknown. */
export async function expectNoOrder(trade: Trade): Promise<void> {
  const { state, seq } = await trade.readState();
  const what = 'the order under that number';
  trade.stage.expect({ what, matcher: 'one-of', expected: UNKNOWN_ORDER, seen: state }, [seq]);
}

/** What a query tells of a number under which there is no order, as `readState` has it. */
export const UNKNOWN_ORDER: readonly string[] = inEverySpelling([{ status: 404, code: 'ORDER_NOT_EXIST' }]).map(
  (answer) => `HTTP ${answer}`,
);

export function expectCashierTook(trade: Trade): void {
  const seen = trade.cashier?.errMsg;
  trade.stage.expect(
    { what: 'the cashier', matcher: 'equals', expected: 'requestPayment:ok', seen },
    cashierSeq(trade),
  );
}

/** The cashier took the payment; or the order had been found in that state before, and it took none. */
export function expectCashierTookUnless(trade: Trade, state: TradeState): void {
  if (trade.queriedState === state) expectCashierRefused(trade);
  else expectCashierTook(trade);
}

/** The cashier took no money. With words, it also said so in them. */
export function expectCashierRefused(trade: Trade, words?: string): void {
  const took = trade.cashier?.errMsg === 'requestPayment:ok';
  const seen = trade.cashier === undefined ? undefined : took ? 'paid' : 'refused';
  trade.stage.expect({ what: 'the cashier', matcher: 'equals', expected: 'refused', seen }, cashierSeq(trade));
  if (words === undefined) return;
  const message = trade.cashier?.message;
  trade.stage.expect(
    { what: 'what the payer reads', matcher: 'equals', expected: words, seen: message },
    cashierSeq(trade),
  );
}

const cashierSeq = (trade: Trade): readonly number[] => [trade.stage.trace.last('cashier')];

export function expectSignedAnswer(trade: Trade): void {
  const seen = trade.answer?.signature;
  trade.stage.expect(
    { what: 'the signature of the answer', matcher: 'equals', expected: 'valid', seen },
    lastSeq(trade),
  );
}

/** The latest answer says that it is JSON, and can be named to WeChat Pay by its Request-ID (D:4012081709). */
export function expectJsonAnswer(trade: Trade): void {
  const headers = trade.answer?.headers ?? {};
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  const seen = type.trim().toLowerCase();
  const what = 'Content-Type of the answer';
  trade.stage.expect({ what, matcher: 'equals', expected: 'application/json', seen }, lastSeq(trade));
  const id = headers['request-id'];
  trade.stage.expect({ what: 'Request-ID of the answer', matcher: 'present', seen: id }, lastSeq(trade));
}

/** The latest answer gives a prepay_id. */
export function expectPrepayId(trade: Trade): void {
  const body = trade.answer?.body;
  const seen = isRecord(body) ? body['prepay_id'] : undefined;
  trade.stage.expect({ what: 'prepay_id', matcher: 'present', seen }, lastSeq(trade));
}

/** One field of the latest answer, by its path with dots. */
export function expectField(trade: Trade, path: string, expected: unknown): void {
  const seen = fieldOf(trade.answer?.body, path);
  trade.stage.expect({ what: path, matcher: 'equals', expected, seen }, lastSeq(trade));
}

/** The latest refund answer speaks of the refund that was made first. */
export function expectSameRefund(trade: Trade): void {
  const [first] = trade.refundIds;
  if (first === undefined) trade.stage.stop('prerequisite', 'no refund was accepted that could be the same');
  expectField(trade, 'refund_id', first);
}

export const fieldOf = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => {
    if (Array.isArray(inner)) return inner[Number(name)];
    return isRecord(inner) ? inner[name] : undefined;
  }, value);
