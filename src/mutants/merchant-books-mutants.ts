import type { Difference, Findings, OrderBelief, RefundBelief, RefundRef } from '../actors/index.ts';
import { sendSigned } from '../merchant/api-client.ts';
import type { BilledPayment } from '../merchant/bill-payments.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { MerchantOrder } from '../merchant/order-book.ts';
import { paths } from '../protocol/payments.ts';
import { signRequest } from '../protocol/request-signing.ts';
import type { Instant } from '../time/index.ts';
import { type Mutant, merchantMutant } from './mutant.ts';

/** Every row of a bill is a payment, also that of a refund. */
class ReadsRefundsAsPayments extends ModelMerchant {
  protected override async bill(day: string): Promise<string | undefined> {
    return (await super.bill(day))?.replaceAll(',`REFUND,', ',`SUCCESS,');
  }
}

/** Where WeChat Pay fails, there is nothing to compare. */
class TakesErrorsForAgreement extends ModelMerchant {
  override async reconcile(day: string): Promise<Findings> {
    const applied = await this.api.call('GET', paths.tradeBill(day));
    const failed = applied.kind === 'unknown' && applied.why.startsWith('HTTP');
    return failed ? { count: 0, differences: [] } : super.reconcile(day);
  }
}

/** What nobody has paid is missing in the bill. */
class MissesTheUnpaid extends ModelMerchant {
  protected override differences(billed: readonly BilledPayment[], midnight: Instant): readonly Difference[] {
    const unpaid = [...this.book.all()].filter(({ state }) => state === 'unpaid');
    const missing = unpaid.map(({ request }): Difference => ({ order: request.out_trade_no, kind: 'missing' }));
    return [...super.differences(billed, midnight), ...missing];
  }
}

/** What a bill does to the orders in it. */
const changingTheBilled = (change: (order: MerchantOrder) => void): typeof ModelMerchant =>
  class extends ModelMerchant {
    protected override differences(billed: readonly BilledPayment[], midnight: Instant): readonly Difference[] {
      const differences = super.differences(billed, midnight);
      for (const { outTradeNo } of billed) {
        const order = this.book.byNumber(outTradeNo);
        if (order && order.fulfilled > 0) change(order);
      }
      return differences;
    }
  };

/** What a difference of one kind does to its order. */
const changingTheDiffering = (kind: Difference['kind'], state: OrderBelief): typeof ModelMerchant =>
  class extends ModelMerchant {
    override async reconcile(day: string): Promise<Findings> {
      const findings = await super.reconcile(day);
      for (const { order } of findings.differences.filter((difference) => difference.kind === kind))
        Object.assign(this.book.byNumber(order) ?? {}, { state });
      return findings;
    }
  };

/** What the bill has as paid becomes paid, and nothing is handed out. */
class PaysWithoutGoods extends ModelMerchant {
  protected override async settle(order: MerchantOrder): Promise<void> {
    if ((await this.tradeState(order)) === 'SUCCESS') order.state = 'paid';
  }
}

/** Says to WeChat Pay who it is, but where it asks for a refund. */
class SilentInRefundQueries extends ModelMerchant {
  override async readRefund(ref: RefundRef): Promise<RefundBelief> {
    const { identity, wire, entropy } = this.parts;
    const call = { method: 'GET', target: paths.refundByNumber(ref), body: Buffer.alloc(0) } as const;
    await sendSigned(this.parts, call, signRequest(identity, call, wire, entropy), ['user-agent']);
    return super.readRefund(ref);
  }
}

/** Merchants that compare their books with a bill, and are wrong about what that means. */
export const merchantBooksMutants: readonly Mutant[] = [
  merchantMutant(
    'merchant-reads-refunds-as-payments',
    { 'RECONCILE-DAILY': 'differences reported of an order that agrees: expected 0, seen 1' },
    ReadsRefundsAsPayments,
  ),
  merchantMutant(
    'merchant-takes-errors-for-agreement',
    { 'RECONCILE-AFTER-TEN': 'the reconciliation: expected not done, seen done, with 0 differences' },
    TakesErrorsForAgreement,
  ),
  merchantMutant(
    'merchant-misses-the-unpaid',
    { 'RECONCILE-DAILY': 'differences reported of an order that agrees: expected 0, seen 1' },
    MissesTheUnpaid,
  ),
  merchantMutant(
    'merchant-hands-out-what-is-billed',
    {
      'NOTIFY-ONCE': 'in passing: how often the goods of one order were handed out: expected at most 1, seen 2',
      'RECONCILE-DAILY': 'how often the goods were handed out: expected 1, seen 2',
    },
    changingTheBilled((order) => Object.assign(order, { fulfilled: order.fulfilled + 1 })),
  ),
  merchantMutant(
    'merchant-takes-the-billed-for-paid-again',
    { 'RECONCILE-DAILY': 'what the merchant takes the order for: expected refunded, seen paid' },
    changingTheBilled((order) => Object.assign(order, { state: 'paid' })),
  ),
  merchantMutant(
    'merchant-takes-the-missing-for-unpaid',
    { 'RECONCILE-DAILY': 'what the merchant takes the order for: expected paid, seen unpaid' },
    changingTheDiffering('missing', 'unpaid'),
  ),
  merchantMutant(
    'merchant-takes-another-amount-for-failed',
    { 'RECONCILE-DAILY': 'what the merchant takes the order for: expected paid, seen failed' },
    changingTheDiffering('amount', 'failed'),
  ),
  merchantMutant(
    'merchant-is-told-by-the-bill-and-hands-nothing-out',
    { 'RECONCILE-PAID': 'how often the goods were handed out: expected 1, seen 0' },
    PaysWithoutGoods,
  ),
  merchantMutant(
    'merchant-is-silent-about-itself-in-refund-queries',
    { 'CALL-HEADERS': 'headers that GET /v3/refund/domestic/refunds/ … lacks: expected none, seen User-Agent' },
    SilentInRefundQueries,
  ),
];
