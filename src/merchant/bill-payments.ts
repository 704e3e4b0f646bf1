import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { MerchantFailed } from '../actors/index.ts';
import { type Fen, fen } from '../money/fen.ts';
import { amountIn, type BillRow, readBill } from '../protocol/bill-reading.ts';

/** A payment as a trade bill tells it. */
export interface BilledPayment {
  readonly outTradeNo: string;
  /** What the order came to, coupons included. */
  readonly total: Fen;
}

/** A bill as it is when it is unpacked: that is what its hash is of (D:4012791909). Throws a MerchantFailed where it does not unpack. */
export function unpacked(file: Buffer): Buffer {
  if (file[0] !== 0x1f || file[1] !== 0x8b) return file;
  try {
    return gunzipSync(file);
  } catch {
    throw new MerchantFailed('the bill does not unpack');
  }
}

/** In lower-case hexadecimal digits. */
export const sha1Of = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex');

/** Thousandths of a fen in one fen, as amounts are read from bills. */
const PARTS = 1_000;

/** Yuan and its decimals as whole fen, by their digits; undefined where that is no amount in whole fen, zero or more. */
export function fenIn(text: string | undefined): Fen | undefined {
  const parts = amountIn(text);
  return parts === undefined || parts < 0 || parts % PARTS !== 0 ? undefined : fen(parts / PARTS);
}

/** The payments of a trade bill, its refunds left out. Throws a MerchantFailed where the text is no such bill. */
export function paymentsIn(text: string, totalOf: (row: BillRow) => Fen | undefined): readonly BilledPayment[] {
  const bill = readBill(text);
  if (typeof bill === 'string') throw new MerchantFailed(`the bill cannot be read: ${bill}`);
  return bill.rows
    .filter((row) => row['交易状态'] === 'SUCCESS')
    .map((row) => {
      const [outTradeNo, total] = [row['商户订单号'], totalOf(row)];
      if (outTradeNo === undefined || total === undefined)
        throw new MerchantFailed('the bill has a row without a number or an amount');
      return { outTradeNo, total };
    });
}
