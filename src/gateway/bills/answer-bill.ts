import type { Instant } from '../../time/index.ts';
import type { RegisteredMerchant } from '../merchants.ts';
import type { Policy } from '../policy.ts';
import { type Refusal, refusals } from '../refusal.ts';
import { type BillForm, statesTold } from './bill-changes.ts';
import { availabilityOf, type BillDay, billDay } from './bill-day.ts';
import { type Bytes, bytesOf, sha1Of } from './bill-file.ts';
import { type BillRequest, readToken, tokenFor } from './bill-token.ts';
import { Trades } from './entries.ts';
import { type AccountType, fundFlowBillLines, hasFlows } from './fund-flow-bill.ts';
import { gzipped } from './gzip.ts';
import { kindsIn, type TradeBillType, tradeBillLines } from './trade-bill.ts';

/** What comes of asking for a bill: where it can be downloaded, the file itself, or why neither. */
export type BillAnswer =
  | { readonly kind: 'answered'; readonly status: 200; readonly body: BillTicket }
  | { readonly kind: 'file'; readonly contentType: string; readonly chunks: Bytes }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The answer of both endpoints (D:4012791907, D:4012791908). */
export interface BillTicket {
  readonly hash_type: 'SHA1';
  /** Of the bill as it is when it is unpacked (D:4012791909). */
  readonly hash_value: string;
  readonly download_url: string;
}

const refused = (refusal: Refusal): BillAnswer => ({ kind: 'refused', refusal });

/** The merchant's own time: bills are of the merchant, whatever timelines its payers have. */
const nowOf = ({ ledger }: RegisteredMerchant): Instant => ledger.timeline.now();

/** What the address of both endpoints says, as their schemas have made sure. */
interface Asked {
  readonly bill_date: string;
  readonly tar_type?: 'GZIP';
}

export const tradeBillRequest = (asked: Asked & { readonly bill_type?: TradeBillType }): BillRequest => ({
  kind: 'trade',
  date: asked.bill_date,
  type: asked.bill_type ?? 'ALL',
  gzip: asked.tar_type === 'GZIP',
});

export const fundFlowBillRequest = (asked: Asked & { readonly account_type?: AccountType }): BillRequest => ({
  kind: 'fund-flow',
  date: asked.bill_date,
  type: asked.account_type ?? 'BASIC',
  gzip: asked.tar_type === 'GZIP',
});

/** Tells where a bill can be downloaded: made now to be hashed, and not kept. */
export function applyForBill(request: BillRequest, merchant: RegisteredMerchant, origin: string): BillAnswer {
  const { policy } = merchant.ledger;
  const day = billDay(request.date);
  if (!day) return refused(refusals.noSuchDay);
  const refusal = whyNotToBeHad(day, nowOf(merchant), policy);
  if (refusal) return refused(refusal);
  const bytes = billOf(request, day, merchant, 'as hashed');
  if (!bytes) return refused(refusals.noStatement('NO_STATEMENT_EXIST'));
  const token = tokenFor(request, merchant.mchid, nowOf(merchant), policy, sealerOf(merchant));
  const download_url = `${origin}${policy.billDownloadPath}?token=${token}`;
  return {
    kind: 'answered',
    status: 200,
    body: { hash_type: 'SHA1', hash_value: sha1Of(bytes), download_url },
  };
}

/** The file that a token stands for (D:4012791909). */
export function downloadBill(token: string, merchant: RegisteredMerchant): BillAnswer {
  const request = readToken(token, merchant.mchid, nowOf(merchant), sealerOf(merchant));
  if (request === 'of another merchant') return refused(refusals.foreignBill);
  if (request === 'garbled' || request === 'stale') return refused(refusals.billUrlUseless);
  // Applied for as it was, that day is one.
  const bytes = billOf(request, billDay(request.date) as BillDay, merchant);
  if (!bytes) return refused(refusals.billUrlUseless);
  if (request.gzip) return { kind: 'file', contentType: 'application/gzip', chunks: gzipped(bytes) };
  const { billContentType } = merchant.ledger.policy;
  return { kind: 'file', contentType: billContentType, chunks: bytes };
}

const sealerOf = ({ platformKeys }: RegisteredMerchant) => platformKeys.publicKey.sign;

function whyNotToBeHad(day: BillDay, now: Instant, policy: Policy): Refusal | undefined {
  switch (availabilityOf(day, now, policy)) {
    case 'unfinished':
      return refusals.noStatement(policy.billOfUnfinishedDay);
    case 'too old':
      return refusals.noStatement(policy.billTooOld);
    case 'being made':
      return refusals.noStatement('STATEMENT_CREATING');
    case 'to be had':
      return undefined;
  }
}

/** The bytes of a bill before any packing; undefined where there is nothing to put into it. */
export function billOf(
  request: BillRequest,
  day: BillDay,
  merchant: RegisteredMerchant,
  form: BillForm = 'as sent',
): Bytes | undefined {
  const { mchid, ledger } = merchant;
  const { policy } = ledger;
  const trades = new Trades(statesTold(merchant, form));
  if (request.kind === 'fund-flow') {
    if (!hasFlows(trades, day, request.type, mchid, policy)) return undefined;
    return bytesOf(() => fundFlowBillLines(trades, day, mchid, policy), policy.billByteOrderMark);
  }
  const { type } = request;
  if (!trades.hasAnyOn(day, kindsIn(type))) return undefined;
  return bytesOf(() => tradeBillLines(trades, day, type, policy), policy.billByteOrderMark);
}
