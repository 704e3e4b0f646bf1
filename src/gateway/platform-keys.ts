import type { Entropy } from '../protocol/entropy.ts';
import { isPublicKeyId, type KeyMode, type PlatformCertificate, type PlatformKey } from '../protocol/identity.ts';
import { between, days, earliest, type Instant, minus, plus } from '../time/index.ts';
import type { KeyChange, RegisteredMerchant } from './merchants.ts';

/** WeChat Pay's keys as one merchant meets them. */
type Holder = Pick<RegisteredMerchant, 'platformKeys' | 'keyMode' | 'keyChange' | 'ledger'>;

/** A platform certificate with the end that is told of it. */
export interface ListedCertificate {
  readonly certificate: PlatformCertificate;
  readonly endsAt: Instant;
}

const nowOf = ({ ledger }: Holder): Instant => ledger.timeline.now();

/** While a change to the public key is on its way, a merchant has both (D:4012154180). */
const modeOf = ({ keyMode, keyChange }: Holder): KeyMode => (keyChange?.to === 'public-key' ? 'both' : keyMode);

/** Whether it is one of the merchants that have platform certificates at all. */
export const hasCertificates = (merchant: Holder): boolean => modeOf(merchant) !== 'public-key';

/**
 * The platform certificates that are valid now, the older first. A new one is there from 180 days before the end of the
 * old (D:4012069411), or earlier where the change to it was begun by hand; once it signs everything, the old one is told
 * to end within a day.
 */
export function validCertificates(merchant: Holder): readonly ListedCertificate[] {
  const { platformKeys, keyChange, ledger } = merchant;
  if (!hasCertificates(merchant)) return [];
  const now = nowOf(merchant);
  const { certificate: old } = platformKeys;
  const { policy } = ledger;
  const begun = keyChange?.to === 'new-certificate';
  const isRenewed = begun || (policy.certificateRenewal === 'automatic' && now >= minus(old.notAfter, RENEWED_BEFORE));
  const endsAt =
    begun && keyChange.percent === 100 ? earliest(old.notAfter, plus(keyChange.since, TOLD_BEFORE)) : old.notAfter;
  const listed = [
    { certificate: old, endsAt },
    ...(isRenewed
      ? [platformKeys.next(begun ? keyChange.since : minus(old.notAfter, CREATED_BEFORE))].map((next) => ({
          certificate: next,
          endsAt: next.notAfter,
        }))
      : []),
  ];
  return listed.filter((one) => now <= one.endsAt);
}

/** When the next certificate is made by itself, before the end of the one that it replaces (D:4012069411). */
const CREATED_BEFORE = days(210);
/** When a certificate can be downloaded, before the end of the one that it replaces (D:4012069411). */
const RENEWED_BEFORE = days(180);
/** How long before an old certificate is replaced its end is told (D:4012069411). */
const TOLD_BEFORE = days(1);

/** The keys that a merchant may encrypt a field for: every one that it can have of WeChat Pay now. */
export function keyNamed(merchant: Holder, serial: string | undefined): PlatformKey | undefined {
  const mode = modeOf(merchant);
  const usable: readonly PlatformKey[] = [
    ...(mode === 'platform-certificate' ? [] : [merchant.platformKeys.publicKey]),
    ...validCertificates(merchant).map(({ certificate }) => certificate),
  ];
  return usable.find(({ id }) => id.toLowerCase() === serial?.toLowerCase());
}

/** The key that signs an answer: it follows the request's `Wechatpay-Serial`, and without one it is the certificate (D:4012154180). */
export function answerKey(merchant: Holder, requested: string | undefined, entropy: Entropy): PlatformKey {
  const mode = modeOf(merchant);
  const isPublic = mode === 'public-key' || (mode === 'both' && requested !== undefined && isPublicKeyId(requested));
  return isPublic ? merchant.platformKeys.publicKey : certificateNow(merchant, entropy);
}

/**
 * The key that signs a notification. While the change to the public key is on its way, its share of them (D:4012154180);
 * else the key that the merchant's latest request named, since one that holds both can verify it.
 */
export function letterKey(merchant: Holder, asked: string | undefined, entropy: Entropy): PlatformKey {
  const { keyChange, platformKeys } = merchant;
  if (keyChange?.to !== 'public-key') return answerKey(merchant, asked, entropy);
  return strikes(shareOf(keyChange, merchant), entropy) ? platformKeys.publicKey : certificateNow(merchant, entropy);
}

function certificateNow(merchant: Holder, entropy: Entropy): PlatformKey {
  const { keyChange, platformKeys } = merchant;
  const [first, second] = validCertificates(merchant);
  const changes = keyChange?.to === 'new-certificate' && second !== undefined;
  const chosen = changes && strikes(keyChange.percent, entropy) ? second : first;
  // Where all have expired, the last one goes on: what it signs, nobody should believe.
  return chosen?.certificate ?? platformKeys.certificate;
}

/** Percent of the notifications that the public key signs. */
function shareOf({ percent, since }: KeyChange, merchant: Holder): number {
  if (percent !== undefined) return percent;
  const plan = merchant.ledger.policy.publicKeyShares;
  const day = Math.floor(between(since, nowOf(merchant)) / days(1));
  return (plan[Math.min(day, plan.length - 1)] as number) / 10;
}

/** Nothing lies below a share that there is not. */
const strikes = (percent: number | undefined, entropy: Entropy): boolean =>
  (entropy(4).readUInt32BE() / 2 ** 32) * 100 < (percent as number);

/** Why a change cannot follow the one on its way, in words, or undefined: shares only grow, and one change excludes the other. */
export function wouldContradict(
  underway: KeyChange | undefined,
  asked: Pick<KeyChange, 'to' | 'percent'>,
): string | undefined {
  if (!underway) return undefined;
  if (underway.to !== asked.to) return `A change to ${underway.to} is on its way, and the two exclude each other`;
  if ((underway.percent as number) > (asked.percent ?? 0))
    return `The new key signs ${underway.percent}% already, and its share only grows`;
  return undefined;
}
