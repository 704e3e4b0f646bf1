import { createHash } from 'node:crypto';
import type { Signer } from '../../protocol/rsa.ts';
import { type Instant, plus } from '../../time/index.ts';
import type { Policy } from '../policy.ts';
import type { AccountType } from './fund-flow-bill.ts';
import type { TradeBillType } from './trade-bill.ts';

/** Which bill somebody wants, in the words of the endpoints' parameters. */
export type BillRequest =
  | { readonly kind: 'trade'; readonly date: string; readonly type: TradeBillType; readonly gzip: boolean }
  | { readonly kind: 'fund-flow'; readonly date: string; readonly type: AccountType; readonly gzip: boolean };

export type TokenFault = 'garbled' | 'stale' | 'of another merchant';

/** A token says itself whose it is, for which bill and until when: nothing has to be kept of what was applied for. */
export function tokenFor(request: BillRequest, mchid: string, now: Instant, policy: Policy, sign: Signer): string {
  const { kind, date, type, gzip } = request;
  const goodUntil = plus(now, policy.billUrlLifetime);
  const said = [mchid, kind, date, type, gzip ? 'gzip' : 'plain', goodUntil].join('/');
  return `${Buffer.from(said).toString('base64url')}.${sealOf(said, sign)}`;
}

/** What a token that `mchid` shows is good for, or what is wrong with it. */
export function readToken(token: string, mchid: string, now: Instant, sign: Signer): BillRequest | TokenFault {
  const [head, seal] = token.split('.') as [string, ...string[]];
  const said = Buffer.from(head, 'base64url').toString();
  const [owner, kind, date, type, form, goodUntil] = said.split('/') as [string, ...string[]];
  if (!/^\d+$/.test(owner) || goodUntil === undefined) return 'garbled';
  if (owner !== mchid) return 'of another merchant';
  if (seal !== sealOf(said, sign)) return 'garbled';
  if (now > Number(goodUntil)) return 'stale';
  // Sealed, it says what it was made of.
  return { kind, date, type, gzip: form === 'gzip' } as BillRequest;
}

/** Nobody but WeChat Pay can make it. No signed answer begins like this: it begins with a timestamp. */
const sealOf = (said: string, sign: Signer): string =>
  createHash('sha256')
    .update(sign(Buffer.from(`bill\n${said}`)))
    .digest('base64url');
