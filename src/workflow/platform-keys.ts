import type { CallAnswer, HeldKey, KeySetting, TakenCertificate } from '../actors/index.ts';
import { paths } from '../protocol/payments.ts';
import { isSuccess } from '../protocol/wire.ts';
import { between, type Duration, type Instant, minus, seconds, toRfc3339 } from '../time/index.ts';
import type { Trade } from './trade.ts';

/** What a request names in `Wechatpay-Serial`. */
export type NamedKey = HeldKey | 'no-key';

const WORDS: Readonly<Record<HeldKey, string>> = {
  'public-key': 'the public key',
  'platform-certificate': 'the platform certificate',
  'new-certificate': 'the new platform certificate',
};

/** Has WeChat Pay sign with other keys, where the gateway can be asked to. */
export async function setKeys({ stage }: Trade, setting: KeySetting): Promise<void> {
  stage.need('platform-keys');
  await stage.cast.gateway.setKeys(setting);
}

function serialOf({ stage }: Trade, key: HeldKey): string {
  const name = stage.cast.caller.nameOf(key);
  return name ?? stage.stop('prerequisite', `the caller does not hold ${WORDS[key]} of WeChat Pay`);
}

const naming = (trade: Trade, key: NamedKey) =>
  key === 'no-key' ? { leaveOut: ['wechatpay-serial'] as const } : { namedKey: serialOf(trade, key) };

/** Places the order, with a `Wechatpay-Serial` that names that key, or without one. */
export async function orderNaming(trade: Trade, key: NamedKey): Promise<void> {
  await trade.order(trade.request, undefined, naming(trade, key));
}

const download = (trade: Trade): Promise<CallAnswer> =>
  trade.call({ method: 'GET', target: paths.certificates, leaveOut: ['wechatpay-serial'] });

/** Downloads the platform certificates; what opens is verified with from then on. The download itself cannot be, the first time (D:4012551764). */
export async function downloadCertificates(trade: Trade): Promise<void> {
  trade.certificates = trade.stage.cast.caller.takeCertificates(await download(trade));
}

/** Moves the gateway's time to so long before the end of its platform certificate; a negative length is after it. */
export async function advanceToEnd(trade: Trade, left: Duration): Promise<void> {
  const { stage } = trade;
  stage.need('clock');
  const answer = await download(trade);
  const [first] = isSuccess(answer.status) ? stage.cast.caller.takeCertificates(answer) : [];
  const end = first?.told.to ?? stage.stop('prerequisite', 'the gateway told of no platform certificate and its end');
  const by = between(stage.cast.gateway.now(), minus(end, left));
  if (by < 0) stage.stop('prerequisite', `the platform certificate ends at ${toRfc3339(end)}, which is too soon`);
  await trade.advance(by);
}

export const JUST_EXPIRED: Duration = seconds(-1);

const validity = (of: {
  readonly serialNo: string;
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
}) => {
  const told = (at: Instant | undefined): string => (at === undefined ? 'no date' : toRfc3339(at));
  return `${of.serialNo.toUpperCase()}, ${told(of.from)} to ${told(of.to)}`;
};

/** So many certificates are listed, each of which opens and is what its row says; an end may be told that is sooner than its own. */
export function expectCertificates(trade: Trade, count: number): void {
  const { certificates, answer, stage } = trade;
  const evidence = [answer?.seq ?? 0];
  stage.expect(
    { what: 'platform certificates', matcher: 'equals', expected: count, seen: certificates.length },
    evidence,
  );
  for (const certificate of certificates) {
    expectAsTold(trade, certificate, evidence);
    expectValidNow(trade, certificate, evidence);
  }
}

function expectValidNow({ stage }: Trade, { told }: TakenCertificate, evidence: readonly number[]): void {
  const now = stage.cast.gateway.now();
  const { from = now, to = now } = told;
  const seen = from > now ? 'valid only later' : to < now ? 'expired' : 'valid now';
  stage.expect({ what: 'the certificate', matcher: 'equals', expected: 'valid now', seen }, evidence);
}

function expectAsTold({ stage }: Trade, { told, opened }: TakenCertificate, evidence: readonly number[]): void {
  const soonerEnd = opened && told.to !== undefined && told.to < opened.to ? { to: told.to } : {};
  stage.expect(
    {
      what: 'the certificate, opened with the APIv3 key',
      matcher: 'equals',
      expected: validity(told),
      seen: opened ? validity({ ...opened, ...soonerEnd }) : 'nothing that opens',
    },
    evidence,
  );
}

/** The latest answer was signed with that key, and rightly. */
export function expectAnswerKey(trade: Trade, key: HeldKey): void {
  const { headers, signature, seq } = trade.answer ?? trade.stage.stop('kit', 'nothing was called');
  expectSigned(trade, key, 'the answer', headers['wechatpay-serial'], signature, [seq]);
}

/** The latest notification was signed with that key, and rightly. */
export function expectLetterKey(trade: Trade, key: HeldKey): void {
  const letter = trade.stage.cast.caller.received().at(-1);
  const seq = trade.stage.trace.events.findLast((event) => event.kind === 'exchange' && event.from === 'gateway')?.seq;
  expectSigned(trade, key, 'the notification', letter?.headers['wechatpay-serial'], letter?.signature, [seq ?? 0]);
}

/** Of several notifications at least one was signed with another key. */
export function expectNotAllLettersBy(trade: Trade, key: HeldKey): void {
  const { stage } = trade;
  const letters = stage.cast.caller.received();
  if (letters.length < 3) stage.stop('prerequisite', `three notifications were needed, and ${letters.length} came`);
  const name = serialOf(trade, key);
  const seen = letters.every(({ headers }) => headers['wechatpay-serial'] === name);
  stage.expect({
    what: `whether all notifications are signed with ${WORDS[key]}`,
    matcher: 'equals',
    expected: false,
    seen,
  });
}

function expectSigned(
  trade: Trade,
  key: HeldKey,
  what: string,
  serial: string | undefined,
  signature: string | undefined,
  evidence: readonly number[],
): void {
  const { stage } = trade;
  const expected = serialOf(trade, key);
  stage.expect({ what: `the key that signed ${what}`, matcher: 'equals', expected, seen: serial }, evidence);
  stage.expect({ what: `the signature of ${what}`, matcher: 'equals', expected: 'valid', seen: signature }, evidence);
}
