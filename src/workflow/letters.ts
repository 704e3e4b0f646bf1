import type { NotificationLog, ReceivedLetter } from '../actors/index.ts';
import { fen } from '../money/fen.ts';
import { between, type Duration, type Instant, parseRfc3339, seconds } from '../time/index.ts';
import type { Exchange, TraceEvent } from '../trace/index.ts';
import { Trade } from './trade.ts';
import { fieldOf } from './trade-checks.ts';

/** Every notification that reached the caller. */
const sendings = (trade: Trade): readonly (TraceEvent & Exchange)[] =>
  trade.stage.trace.events.filter((event) => event.kind === 'exchange').filter((event) => event.from === 'gateway');

/** Where in the trace they are. */
export const evidence = (trade: Trade): readonly number[] => sendings(trade).map(({ seq }) => seq);

const letters = (trade: Trade): readonly ReceivedLetter[] => trade.stage.cast.caller.received();

/** How many notifications reached the caller's notify_url. That none did counts only at a gateway that does notify. */
export async function expectLetters(trade: Trade, expected: number): Promise<void> {
  const seen = letters(trade).length;
  trade.stage.expect({ what: 'notifications received', matcher: 'equals', expected, seen }, evidence(trade));
  if (expected > 0) return;
  const witness = new Trade(trade.stage, fen(1));
  await witness.placed();
  await witness.atCashier('pay');
  if (letters(trade).length === 0)
    trade.stage.stop('prerequisite', 'the payment of another order was not told either: nothing is known of silence');
}

/** The latest notification is signed, opens, and says of the order what is expected, field by field. */
export function expectLetterTells(trade: Trade, eventType: string, fields: Readonly<Record<string, unknown>>): void {
  const letter = letters(trade).at(-1);
  const look = (what: string, expected: unknown, seen: unknown): void =>
    trade.stage.expect({ what, matcher: 'equals', expected, seen }, evidence(trade));
  look('the signature of the notification', 'valid', letter?.signature);
  look('event_type', eventType, letter?.envelope?.['event_type']);
  look('resource.algorithm', 'AEAD_AES_256_GCM', fieldOf(letter?.envelope, 'resource.algorithm'));
  look('whether the notification opens', 'opens', letter?.resource ? 'opens' : 'does not open');
  for (const [path, expected] of Object.entries(fields)) look(path, expected, fieldOf(letter?.resource, path));
}

/** One field inside the latest notification, by its path with dots. */
export function expectLetterField(trade: Trade, path: string, expected: unknown): void {
  const seen = fieldOf(letters(trade).at(-1)?.resource, path);
  trade.stage.expect({ what: path, matcher: 'equals', expected, seen }, evidence(trade));
}

/** The latest notification names that payer. An openid is not written into the trace, only whether it is the right one. */
export function expectLetterNames(trade: Trade, openid: string): void {
  const told = fieldOf(letters(trade).at(-1)?.resource, 'payer.openid');
  const expected = 'the payer whom the order names';
  const seen = told === openid ? expected : told === undefined ? undefined : 'somebody else';
  trade.stage.expect({ what: 'payer.openid', matcher: 'equals', expected, seen }, evidence(trade));
}

/** The intervals between the sendings of the order's only notification, in seconds. */
export async function expectIntervals(trade: Trade, ladder: readonly Duration[]): Promise<void> {
  const log = await theLog(trade);
  const times = log?.attempts.map((attempt) => attempt.at) ?? [];
  const gaps = times.slice(1).map((at, index) => between(times[index] ?? at, at) / 1_000);
  const whole = ladder.map((wait) => wait / 1_000);
  // Whether the documented fifteen sendings count the first one is an open question: both readings stand.
  const expected = [whole, whole.slice(0, -1)];
  trade.stage.expect(
    { what: 'seconds between the sendings', matcher: 'one-of', expected, seen: gaps },
    evidence(trade),
  );
}

/** What distinguishes two sendings is new each time, and what identifies the event stays. */
export function expectFreshSignatures(trade: Trade): void {
  const look = (header: string, values: readonly (string | undefined)[]): void =>
    trade.stage.expect(
      {
        what: `different values of ${header}`,
        matcher: 'equals',
        expected: values.length,
        seen: new Set(values).size,
      },
      evidence(trade),
    );
  for (const header of ['wechatpay-nonce', 'wechatpay-signature'])
    look(
      header,
      letters(trade).map((letter) => letter.headers[header]),
    );
  look('wechatpay-timestamp', timestampsApart(trade));
  const signatures = letters(trade).map((letter) => letter.signature);
  const expected = signatures.map(() => 'valid');
  trade.stage.expect({ what: 'the signatures', matcher: 'equals', expected, seen: signatures }, evidence(trade));
}

/** Of sendings between which a timestamp of whole seconds must have moved on: retries may be hours apart, and the wire still in one second. */
function timestampsApart(trade: Trade): readonly (string | undefined)[] {
  let last: Instant | undefined;
  return sendings(trade).flatMap(({ wire, request }) => {
    const at = parseRfc3339(wire);
    if (at === undefined || (last !== undefined && between(last, at) < APART)) return [];
    last = at;
    return [request.headers['wechatpay-timestamp']];
  });
}

const APART = seconds(2);

async function theLog(trade: Trade): Promise<NotificationLog | undefined> {
  trade.stage.need('notifications');
  const logs = await trade.stage.cast.gateway.notifications(trade.request.out_trade_no);
  return logs.find((log) => log.eventType === 'TRANSACTION.SUCCESS');
}
