import { type Clock, fromUnixSeconds, toUnixSeconds } from '../time/index.ts';
import { type AuthorizationFault, formatAuthorization, parseAuthorization } from './authorization.ts';
import { type Entropy, requestNonce } from './entropy.ts';
import type { MerchantIdentity } from './identity.ts';
import { type PublicKey, rsaVerifies } from './rsa.ts';
import type { WireRequest } from './wire.ts';

/** Method, path with query, timestamp, nonce and raw body, each line ended by a line feed, the last one too (D:4012365336). */
export const requestMessage = (
  method: string,
  target: string,
  timestamp: string,
  nonce: string,
  body: Buffer,
): Buffer => Buffer.concat([Buffer.from(`${method}\n${target}\n${timestamp}\n${nonce}\n`), body, Buffer.from('\n')]);

/** The `Authorization` header of a request, made now with a fresh nonce. */
export function signRequest(
  who: MerchantIdentity,
  request: Pick<WireRequest, 'method' | 'target' | 'body'>,
  clock: Clock,
  entropy: Entropy,
): string {
  const timestamp = String(toUnixSeconds(clock.now()));
  const nonce_str = requestNonce(entropy);
  const message = requestMessage(request.method, request.target, timestamp, nonce_str, request.body);
  return formatAuthorization({
    mchid: who.mchid,
    nonce_str,
    timestamp,
    serial_no: who.serialNo,
    signature: who.sign(message),
  });
}

export type RequestSignature =
  | { readonly finding: 'valid'; readonly mchid: string }
  | { readonly finding: AuthorizationFault | 'unknown-serial' | 'stale' | 'wrong' };

/** Serial numbers are compared without regard to case: some SDKs send lower-case hex. */
export const sameSerial = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * What an onlooker who knows the merchant's public key finds of a request's signature. `tolerance` is the distance in
 * milliseconds that the timestamp may have from `clock` (five minutes, D:4012072670).
 */
export function examineRequest(
  request: WireRequest,
  keyOf: (mchid: string, serialNo: string) => PublicKey | undefined,
  clock: Clock,
  tolerance: number,
): RequestSignature {
  const items = parseAuthorization(request.headers['authorization']);
  if (typeof items === 'string') return { finding: items };
  const key = keyOf(items.mchid, items.serial_no);
  if (!key) return { finding: 'unknown-serial' };
  if (Math.abs(clock.now() - fromUnixSeconds(Number(items.timestamp))) > tolerance) return { finding: 'stale' };
  const message = requestMessage(request.method, request.target, items.timestamp, items.nonce_str, request.body);
  return rsaVerifies(key, message, items.signature) ? { finding: 'valid', mchid: items.mchid } : { finding: 'wrong' };
}
