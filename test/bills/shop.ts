import assert from 'node:assert/strict';
import type { Coupon } from '../../src/protocol/coupons.ts';
import { paymentParams } from '../../src/protocol/pay-sign.ts';
import { type OrderRequest, paths, type RefundStatus } from '../../src/protocol/payments.ts';
import { type Instant, parseRfc3339 } from '../../src/time/index.ts';
import { type Answer, Bench, type BenchOptions, MCHID, PAYER, who } from '../gateway/bench.ts';

/** A moment of January 2026 in Beijing: the bench begins on the 15th at 10:00. */
export function on(day: number, time: string, month = 1): Instant {
  const two = (n: number): string => String(n).padStart(2, '0');
  const at = parseRfc3339(`2026-${two(month)}-${two(day)}T${time}+08:00`);
  assert.ok(at !== undefined);
  return at;
}

/** What was refused, or `200`. */
export const outcomeOf = ({ status, json }: Answer): string =>
  status === 200 ? '200' : `${status} ${String(json['code'])}`;

/** A gateway with a merchant that sells, refunds and asks for bills. */
export class Shop extends Bench {
  static async open(options: BenchOptions = {}): Promise<Shop> {
    return new Shop(options);
  }

  async until(at: Instant): Promise<this> {
    await this.timeline.advanceTo(at);
    return this;
  }

  /** An order that is placed and paid now. */
  async sold(
    outTradeNo: string,
    total: number,
    changes: Partial<OrderRequest> = {},
    coupons: readonly Coupon[] = [],
  ): Promise<this> {
    const { json } = this.order({ out_trade_no: outTradeNo, amount: { total, currency: 'CNY' }, ...changes });
    const params = paymentParams(who.merchant.sign, who.appid, String(json['prepay_id']), this.timeline, this.entropy);
    assert.equal(this.gateway.cashier(this.merchant, params, PAYER, 'pay', coupons).errMsg, 'requestPayment:ok');
    await this.timeline.idle();
    return this;
  }

  refunded(outTradeNo: string, outRefundNo: string, refund: number, total: number): this {
    const body = { out_trade_no: outTradeNo, out_refund_no: outRefundNo, amount: { refund, total, currency: 'CNY' } };
    assert.equal(outcomeOf(this.call('POST', paths.refund, { body })), '200');
    return this;
  }

  settled(outRefundNo: string, status: Exclude<RefundStatus, 'PROCESSING'>): this {
    this.merchant.ledger.execute(({ at, freshNotificationId }) => ({
      type: 'settle-refund',
      at,
      outRefundNo,
      status,
      freshNotificationId,
    }));
    return this;
  }

  tradeBill(date: string, type?: string, packed = false): Answer {
    return this.call('GET', paths.tradeBill(date, type, packed));
  }

  fundFlowBill(date: string, account?: string): Answer {
    return this.call('GET', paths.fundFlowBill(date, account));
  }

  /** Path and query of the address that an application brought. */
  targetOf(applied: Answer): string {
    assert.equal(outcomeOf(applied), '200');
    const { pathname, search } = new URL(String(applied.json['download_url']));
    return pathname + search;
  }

  downloaded(applied: Answer): Buffer {
    const answer = this.call('GET', this.targetOf(applied));
    assert.equal(answer.status, 200);
    return answer.body;
  }

  /** The bill's lines, without byte order mark and line ends. */
  lines(applied: Answer): readonly string[] {
    const text = this.downloaded(applied)
      .toString()
      .replace(/^\ufeff/, '');
    assert.ok(text.endsWith('\r\n'));
    return text.slice(0, -2).split('\r\n');
  }

  /** The rows of a bill, each as its values by their titles, and the sums likewise. */
  read(applied: Answer): { readonly rows: readonly Values[]; readonly sums: Values } {
    const lines = this.lines(applied);
    const [titles = '', sumTitles = '', sums = ''] = [lines[0], lines.at(-2), lines.at(-1)];
    const rows = lines.slice(1, -2).map((line) => named(titles, line));
    return { rows, sums: named(sumTitles, sums) };
  }
}

type Values = Readonly<Record<string, string>>;

function named(titles: string, line: string): Values {
  const names = titles.split(',');
  assert.ok(line.startsWith('`'), line);
  const values = line.slice(1).split(',`');
  assert.equal(values.length, names.length, line);
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

export { type Answer, MCHID, PAYER, who };
