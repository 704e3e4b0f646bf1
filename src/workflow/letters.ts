import type { NotificationLog, ReceivedLetter } from '../actors/index.ts';
import { between, type Duration } from '../time/index.ts';
import type { Trade } from './trade.ts';
import { fieldOf } from './trade-checks.ts';

/** The `seq` of every notification that reached the caller. */
const evidence = (trade: Trade): readonly number[] =>
  trade.stage.trace.events.flatMap((event) =>
    event.kind === 'exchange' && event.from === 'gateway' ? [event.seq] : [],
  );

const letters = (trade: Trade): readonly ReceivedLetter[] => trade.stage.cast.caller.received();

/** How many notifications reached the caller's notify_url. */
export function expectLetters(trade: Trade, expected: number): void {
  const seen = letters(trade).length;
  trade.stage.expect({ what: 'notifications received', matcher: 'equals', expected, seen }, evidence(trade));
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
  for (const header of ['wechatpay-nonce', 'wechatpay-signature', 'wechatpay-timestamp']) {
    const values = letters(trade).map((letter) => letter.headers[header]);
    const what = `different values of ${header}`;
    trade.stage.expect(
      { what, matcher: 'equals', expected: values.length, seen: new Set(values).size },
      evidence(trade),
    );
  }
  const signatures = letters(trade).map((letter) => letter.signature);
  const expected = signatures.map(() => 'valid');
  trade.stage.expect({ what: 'the signatures', matcher: 'equals', expected, seen: signatures }, evidence(trade));
}

async function theLog(trade: Trade): Promise<NotificationLog | undefined> {
  trade.stage.need('notifications');
  const logs = await trade.stage.cast.gateway.notifications(trade.request.out_trade_no);
  return logs.find((log) => log.eventType === 'TRANSACTION.SUCCESS');
}
