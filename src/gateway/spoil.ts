import { PROBE_PREFIX, signatureHeaders } from '../protocol/answer-signing.ts';
import type { Entropy } from '../protocol/entropy.ts';
import type { PlatformKey } from '../protocol/identity.ts';
import type { WireHeaders } from '../protocol/wire.ts';
import { type Clock, minus, seconds } from '../time/index.ts';

const SIGNATURE_FAULTS = [
  'unsigned',
  'wrong-signature',
  'probe',
  'probe-not-base64',
  'stale',
  'unknown-serial',
  'empty-signature',
  'without-signature',
  'without-timestamp',
  'without-nonce',
  'without-serial',
  'from-localhost',
] as const;
/** The ways in which a signature can be wrong. */
export type SignatureFault = (typeof SIGNATURE_FAULTS)[number];

export const isSignatureFault = (fault: string | undefined): fault is SignatureFault =>
  SIGNATURE_FAULTS.some((known) => known === fault);

/** Just outside the five minutes that a timestamp is good for (D:4013053420). */
const STALE_BY = seconds(301);

/** The signature headers over a body, made wrong in the one way that is asked for; everything else about them is right. */
export function signedHeaders(
  key: PlatformKey,
  body: Buffer,
  wire: Clock,
  entropy: Entropy,
  fault?: SignatureFault,
  nonce = entropy(16).toString('hex'), // 32 lower-case digits, as on real answers (D:4013053420)
): WireHeaders {
  const right = signatureHeaders(key, body, wire, nonce);
  const signature = right['wechatpay-signature'] as string;
  // A signature of the right key, over another body.
  const falseSignature = (): string => key.sign(Buffer.from(nonce));
  switch (fault) {
    case undefined:
      return right;
    case 'unsigned':
      return {};
    case 'wrong-signature':
      return { ...right, 'wechatpay-signature': falseSignature() };
    case 'from-localhost':
      // Some verify nothing under this name, to be tested by hand, and anybody can say it (F§12 row 2).
      return { ...right, 'wechatpay-signature': falseSignature(), host: 'localhost' };
    case 'probe':
      return { ...right, 'wechatpay-signature': `${PROBE_PREFIX}${signature.slice(PROBE_PREFIX.length)}` };
    case 'probe-not-base64':
      return { ...right, 'wechatpay-signature': `${PROBE_PREFIX}${signature.slice(PROBE_PREFIX.length, -3)}` };
    case 'stale':
      return signatureHeaders(key, body, { now: () => minus(wire.now(), STALE_BY) }, nonce);
    case 'unknown-serial':
      return { ...right, 'wechatpay-serial': key.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')) };
    case 'empty-signature':
      return { ...right, 'wechatpay-signature': '' };
    case 'without-signature':
    case 'without-timestamp':
    case 'without-nonce':
    case 'without-serial':
      return lacking(right, fault.replace('without-', 'wechatpay-'));
  }
}

const lacking = (headers: WireHeaders, name: string): WireHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([header]) => header !== name));
