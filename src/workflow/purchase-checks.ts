import { isSuccess } from '../protocol/wire.ts';
import { minutes, parseRfc3339 } from '../time/index.ts';
import { GIVEN_UP } from './belief-checks.ts';
import { gatewayBooks } from './making-up.ts';
import type { ExchangeEvent, Purchase } from './purchase.ts';
import { fieldOf } from './trade-checks.ts';
import { lookUntil, quiet } from './waiting.ts';

export * from './belief-checks.ts';
export * from './notice-checks.ts';
export * from './order-checks.ts';
export {
  expectNotToldBack,
  expectRefundAmount,
  expectRefundBelief,
  expectRefundDone,
  expectRefundsAsked,
  expectRefundsInBounds,
  expectRefundUnderWay,
  mustHaveRefundOpen,
  mustKnowRefund,
} from './refund-checks.ts';

const QUERY = /\/v3\/pay\/transactions\/(?:out-trade-no|id)\/[^/]+$/;
const CLOSE = /\/v3\/pay\/transactions\/out-trade-no\/[^/]+\/close$/;

const seqs = (events: readonly ExchangeEvent[]): readonly number[] => events.map((event) => event.seq);

/** Queries since the last thing that was asked of the merchant, and those before that told it for good how the order came out. */
async function queriesSince(purchase: Purchase): Promise<readonly ExchangeEvent[]> {
  const tells = ({ seq, answer, answerSignature }: ExchangeEvent): boolean =>
    seq > purchase.since || (answerSignature === 'valid' && fieldOf(answer?.body, 'trade_state') === 'SUCCESS');
  const look = (): readonly ExchangeEvent[] => purchase.calls('GET', QUERY).filter(tells);
  return lookUntil(purchase.stage, look, (seen) => (seen.length > 0 ? 'there' : 'not yet'));
}

/** The merchant asked WeChat Pay for the order since the last thing that was asked of it, or knew already that it is paid. */
export async function expectQueried(purchase: Purchase): Promise<void> {
  const queries = await queriesSince(purchase);
  if (queries.length === 0) purchase.excuse();
  const what = 'queries of the order since then';
  purchase.stage.expect({ what, matcher: 'at-least', expected: 1, seen: queries.length }, [
    purchase.since,
    ...seqs(queries),
  ]);
}

/** Takes it for granted that the merchant asks: how it takes the answer is found out by that alone. */
export async function mustHaveQueried(purchase: Purchase): Promise<void> {
  const queries = await queriesSince(purchase);
  if (queries.length === 0) purchase.stage.stop('prerequisite', 'the merchant does not query the order');
}

/** The gateway closed the order because the merchant asked; and the merchant had asked for its state before. */
export async function expectClosed(purchase: Purchase, expected: boolean): Promise<void> {
  const look = (): readonly ExchangeEvent[] =>
    purchase.calls('POST', CLOSE).filter((event) => isSuccess(event.answer?.status ?? 0));
  if (expected && purchase.waitsForItsOwnClock() && look().length === 0) purchase.excuse();
  if (!expected) await quiet(purchase.stage);
  const closes = await lookUntil(purchase.stage, look, (seen) => (seen.length > 0 || !expected ? 'there' : 'not yet'));
  if (expected && closes.length === 0) purchase.excuse();
  const seen = closes.length > 0 ? 'closed' : 'not closed';
  const what = 'the order at WeChat Pay';
  purchase.stage.expect({ what, matcher: 'equals', expected: expected ? 'closed' : 'not closed', seen }, seqs(closes));
}

/**
 * How long before a close WeChat Pay may have been asked. Where a backend's clock is moved in one jump, all that it does in
 * it stands at one moment, and any query in it counts: by order alone its last poll would pass for asking everywhere.
 */
const JUST_BEFORE = minutes(1);

/** A merchant may close before time_expire where it has just asked: some poll for five minutes, and then close (D:4012075249). */
export async function expectNotClosedUnasked(purchase: Purchase): Promise<void> {
  await quiet(purchase.stage);
  const closes = purchase.calls('POST', CLOSE);
  const unpaid = purchase.calls('GET', QUERY).filter(({ answer }) => fieldOf(answer?.body, 'trade_state') === 'NOTPAY');
  const momentOf = ({ at }: ExchangeEvent): number => Number(parseRfc3339(at));
  const unasked = closes.filter(
    (close) => !unpaid.some((query) => query.seq < close.seq && momentOf(close) - momentOf(query) <= JUST_BEFORE),
  );
  const what = 'closes with no query just before that told NOTPAY';
  purchase.stage.expect({ what, matcher: 'equals', expected: 0, seen: unasked.length }, seqs([...unpaid, ...closes]));
}

/** Takes it for granted that the merchant gives the order up when its customer does: one that need not has no closed order to keep. */
export async function mustHaveGivenUp(purchase: Purchase): Promise<void> {
  const { state } = await purchase.readUntil((reading) => (reading.state === 'unpaid' ? 'not yet' : 'there'));
  if (state !== 'unpaid') return;
  purchase.excuse();
  purchase.stage.stop('prerequisite', 'the merchant keeps an order open that its customer gave up');
}

/** What the merchant gives up by a countdown of its own is closed at WeChat Pay too (G§3.3). One that gives nothing up by itself owes nothing. */
export async function expectGivenUpClosed(purchase: Purchase): Promise<void> {
  const { stage } = purchase;
  await quiet(stage);
  const { state, seq } = await purchase.readUntil(() => 'there');
  if (!GIVEN_UP.includes(state)) stage.stop('absent', 'the merchant gives no order up by itself in that time');
  const books = await gatewayBooks(stage);
  const open = books.filter(({ tradeState }) => tradeState === 'NOTPAY').length;
  const what = 'orders given up that can still be paid at WeChat Pay';
  stage.expect({ what, matcher: 'equals', expected: 0, seen: open }, [seq]);
}

/** The merchant called WeChat Pay, and each of its calls carried the right signature. */
export function expectRequestsSigned(purchase: Purchase): void {
  const sent = [...purchase.calls('GET', /./), ...purchase.calls('POST', /./)];
  const what = 'requests of the merchant';
  purchase.stage.expect({ what, matcher: 'at-least', expected: 1, seen: sent.length }, seqs(sent));
  for (const { seq, requestSignature: seen } of sent) {
    purchase.stage.expect({ what: 'the signature of the request', matcher: 'equals', expected: 'valid', seen }, [seq]);
  }
}

/** Right before each close stands a query whose answer was NOTPAY. */
export function expectQueryBeforeClose(purchase: Purchase): void {
  const sent = [...purchase.calls('GET', QUERY), ...purchase.calls('POST', CLOSE)].sort((a, b) => a.seq - b.seq);
  for (const close of sent.filter((event) => CLOSE.test(event.url))) {
    const before = sent.filter((event) => event.seq < close.seq).at(-1);
    const seen = before && QUERY.test(before.url) ? fieldOf(before.answer?.body, 'trade_state') : undefined;
    const what = 'the query right before the close';
    purchase.stage.expect(
      { what, matcher: 'equals', expected: 'NOTPAY', seen },
      before ? [before.seq, close.seq] : [close.seq],
    );
  }
}
