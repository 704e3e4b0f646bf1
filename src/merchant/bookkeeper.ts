import { type Difference, type Findings, MerchantFailed } from '../actors/index.ts';
import type { Fen } from '../money/fen.ts';
import type { BillRow } from '../protocol/bill-reading.ts';
import { paths } from '../protocol/payments.ts';
import { days, hours, type Instant, parseRfc3339, plus } from '../time/index.ts';
import { BackOffice, told } from './back-office.ts';
import { type BilledPayment, fenIn, paymentsIn, sha1Of, unpacked } from './bill-payments.ts';
import type { MerchantOrder } from './order-book.ts';

/** From this time of the next day on the bill is asked for (D:4012075249, D:4012791907). */
const BILL_READY = hours(10);

/** A merchant that compares each day's orders with WeChat Pay's bill of it (D:4012075249). */
export abstract class Bookkeeper extends BackOffice {
  /**
   * The bill has the last word on what is compared, and none on what is paid: an order that it has as paid and the merchant
   * has not is queried, and becomes paid by that alone.
   */
  async reconcile(day: string): Promise<Findings> {
    const midnight = parseRfc3339(`${day}T00:00:00+08:00`);
    if (midnight === undefined) throw new MerchantFailed(`${day.slice(0, 20)} is no day like 2026-01-15`);
    this.mustBeTime(plus(plus(midnight, days(1)), BILL_READY));
    const text = await this.bill(day);
    const billed = text === undefined ? [] : paymentsIn(text, (row) => this.billedTotal(row));
    const differences = this.differences(billed, midnight);
    for (const { order } of differences.filter(({ kind }) => kind === 'unpaid')) {
      const own = this.book.byNumber(order);
      if (own) await this.settle(own);
    }
    return { count: differences.length, differences };
  }

  protected mustBeTime(ready: Instant): void {
    if (this.parts.clock.now() < ready)
      throw new MerchantFailed('the bill can be had from ten o’clock of the next day on');
  }

  /** The text of the day's trade bill; undefined where there is none because nothing was paid or refunded. Throws a MerchantFailed. */
  protected async bill(day: string): Promise<string | undefined> {
    const applied = await this.api.call('GET', paths.tradeBill(day, undefined, this.packsBills));
    if (applied.kind === 'refused' && applied.code === 'NO_STATEMENT_EXIST') return undefined;
    if (applied.kind !== 'ok') throw new MerchantFailed(`the bill of ${day} cannot be had: ${told(applied)}`);
    const { hash_value, download_url } = applied.body;
    if (typeof download_url !== 'string' || !URL.canParse(download_url))
      throw new MerchantFailed('the application for the bill brought no address');
    // Path and query as they were given: the request is signed over them.
    const file = await this.api.download(download_url.slice(new URL(download_url).origin.length));
    if (file.kind !== 'ok') throw new MerchantFailed(`the bill of ${day} cannot be downloaded: ${told(file)}`);
    const bytes = unpacked(file.bytes);
    if (!this.isWhole(bytes, String(hash_value)))
      throw new MerchantFailed(`the bill of ${day} is not as it was made: its hash is another`);
    return bytes.toString();
  }

  protected readonly packsBills: boolean = false;

  /** Nothing but the hash says that the file is WeChat Pay's: it bears no signature (D:4013071254). */
  protected isWhole(bytes: Buffer, hash: string): boolean {
    return sha1Of(bytes) === hash.toLowerCase();
  }

  /** Bills have yuan, orders have fen. */
  protected billedTotal(row: BillRow): Fen | undefined {
    return fenIn(row['订单金额']);
  }

  protected differences(billed: readonly BilledPayment[], midnight: Instant): readonly Difference[] {
    const inBill = billed.flatMap(({ outTradeNo, total }): Difference[] => {
      const order = this.book.byNumber(outTradeNo);
      if (!order) return [{ order: outTradeNo, kind: 'unknown' }];
      if (order.price !== total) return [{ order: outTradeNo, kind: 'amount' }];
      return order.fulfilled > 0 ? [] : [{ order: outTradeNo, kind: 'unpaid' }];
    });
    const numbers = new Set(billed.map(({ outTradeNo }) => outTradeNo));
    const missing = [...this.book.all()].filter(
      ({ paidAt, request }) =>
        paidAt !== undefined &&
        paidAt >= midnight &&
        paidAt < plus(midnight, days(1)) &&
        !numbers.has(request.out_trade_no),
    );
    return [...inBill, ...missing.map(({ request }): Difference => ({ order: request.out_trade_no, kind: 'missing' }))];
  }

  /** The bill has an order as paid that is not so here: WeChat Pay is asked. */
  protected async settle(order: MerchantOrder): Promise<void> {
    await this.learnState(order);
  }
}
