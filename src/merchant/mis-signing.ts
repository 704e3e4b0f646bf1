import type { MessageMistake } from '../actors/index.ts';
import { type Authorization, formatAuthorization } from '../protocol/authorization.ts';
import { type Entropy, requestNonce } from '../protocol/entropy.ts';
import type { MerchantIdentity } from '../protocol/identity.ts';
import { type Clock, toUnixSeconds } from '../time/index.ts';

interface SignedCall {
  readonly method: string;
  readonly target: string;
  readonly body: Buffer;
}

/** The header without one of its five items. */
export const without = (authorization: string, item: keyof Authorization): string =>
  authorization.replace(new RegExp(`,?${item}="[^"]*"`), '').replace(' ,', ' ');

/** The header with its items from the last to the first. */
export function itemsReversed(authorization: string): string {
  const space = authorization.indexOf(' ');
  const items = authorization.slice(space + 1).split(',');
  return `${authorization.slice(0, space)} ${items.reverse().join(',')}`;
}

/** The header with a signature over a text that is put together wrongly, in one of the ways of D:4012365347. */
export function signedOtherwise(
  { mchid, serialNo, sign }: MerchantIdentity,
  { method, target, body }: SignedCall,
  { wire, entropy }: { readonly wire: Clock; readonly entropy: Entropy },
  how: MessageMistake,
): string {
  const nonce_str = requestNonce(entropy);
  const seconds = String(toUnixSeconds(wire.now()));
  const timestamp = how === 'milliseconds' ? `${seconds}000` : seconds;
  const lines = [
    how === 'lower-case-method' ? method.toLowerCase() : method,
    targetFor(how, target),
    timestamp,
    how === 'other-nonce' ? requestNonce(entropy) : nonce_str,
    how === 'without-body' ? '' : body.toString(),
  ];
  const joined = lines.join(how === 'literal-line-feeds' ? '\\n' : '\n');
  const message = how === 'without-last-line-feed' ? joined : `${joined}${how === 'literal-line-feeds' ? '\\n' : '\n'}`;
  return formatAuthorization({
    mchid,
    nonce_str,
    timestamp,
    serial_no: serialNo,
    signature: sign(Buffer.from(message)),
  });
}

function targetFor(how: MessageMistake, target: string): string {
  switch (how) {
    case 'without-query':
      return target.replace(/\?.*$/, '');
    case 'with-host':
      return `https://api.mch.weixin.qq.com${target}`;
    case 'two-slashes':
      return `/${target}`;
    default:
      return target;
  }
}
