import { type Clock, type Duration, fromUnixSeconds, minutes, toUnixSeconds } from '../time/index.ts';
import { SCHEME } from './authorization.ts';
import type { KeyRing, PlatformKey } from './identity.ts';
import { rsaVerifies } from './rsa.ts';
import type { WireHeaders } from './wire.ts';

/** How far a timestamp may be from the receiver's clock, either way (D:4012072670, D:4013053420). */
export const TIMESTAMP_TOLERANCE: Duration = minutes(5);

/** A deliberately wrong signature begins so (D:4013053249 §5). */
export const PROBE_PREFIX = 'WECHATPAY/SIGNTEST/';

/** Timestamp, nonce and raw body, each line ended by a line feed; an empty body leaves an empty line (D:4013053249). */
export const answerMessage = (timestamp: string, nonce: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')]);

/** The `Wechatpay-*` headers of an answer or a notification, signed now. */
export function signatureHeaders(key: PlatformKey, body: Buffer, clock: Clock, nonce: string): WireHeaders {
  const timestamp = String(toUnixSeconds(clock.now()));
  return {
    'wechatpay-nonce': nonce,
    'wechatpay-signature': key.sign(answerMessage(timestamp, nonce, body)),
    'wechatpay-timestamp': timestamp,
    'wechatpay-serial': key.id,
    'wechatpay-signature-type': SCHEME,
  };
}

export type AnswerSignature = 'valid' | 'absent' | 'unknown-serial' | 'stale' | 'wrong';

/** What a receiver that holds `keys` finds of the signature over a raw body. Whatever the headers hold, it finds; it never throws. */
export function examineAnswer(headers: WireHeaders, body: Buffer, keys: KeyRing, clock: Clock): AnswerSignature {
  const timestamp = headers['wechatpay-timestamp'];
  const nonce = headers['wechatpay-nonce'];
  const signature = headers['wechatpay-signature'];
  const serial = headers['wechatpay-serial'];
  if (!timestamp || !nonce || !signature || !serial) return 'absent';
  const key = keys.get(serial) ?? keys.get(serial.toUpperCase());
  if (!key) return 'unknown-serial';
  if (!/^\d{1,12}$/.test(timestamp)) return 'wrong';
  if (Math.abs(clock.now() - fromUnixSeconds(Number(timestamp))) > TIMESTAMP_TOLERANCE) return 'stale';
  return rsaVerifies(key, answerMessage(timestamp, nonce, body), signature) ? 'valid' : 'wrong';
}
