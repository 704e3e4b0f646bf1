import type { Difference, Findings } from '../actors/index.ts';
import { ApiClient, type ApiClientParts, type Download, type RawAnswer } from '../merchant/api-client.ts';
import type { BilledPayment } from '../merchant/bill-payments.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { MerchantOrder } from '../merchant/order-book.ts';
import { type Fen, fen } from '../money/fen.ts';
import type { BillRow } from '../protocol/bill-reading.ts';
import { paths } from '../protocol/payments.ts';
import type { Instant } from '../time/index.ts';
import { type Mutant, merchantMutant } from './mutant.ts';

type Kind = NonNullable<Difference['kind']>;

/** A merchant that does not look for one kind of difference. */
const blindFor = (blind: Kind): typeof ModelMerchant =>
  class extends ModelMerchant {
    protected override differences(billed: readonly BilledPayment[], midnight: Instant): readonly Difference[] {
      return super.differences(billed, midnight).filter(({ kind }) => kind !== blind);
    }
  };

/** Sees to it that no order is billed with more than its price. */
class LooksForTooMuch extends ModelMerchant {
  protected override differences(billed: readonly BilledPayment[], midnight: Instant): readonly Difference[] {
    const asMuch = billed.map((payment) => {
      const price = this.book.byNumber(payment.outTradeNo)?.price ?? payment.total;
      return payment.total < price ? { ...payment, total: price } : payment;
    });
    return super.differences(asMuch, midnight);
  }
}

export class ReportsEveryOrder extends ModelMerchant {
  protected override differences(billed: readonly BilledPayment[], midnight: Instant): readonly Difference[] {
    const all = super.differences(billed, midnight);
    const other = billed.filter(({ outTradeNo }) => !all.some(({ order }) => order === outTradeNo));
    return [...all, ...other.map(({ outTradeNo }): Difference => ({ order: outTradeNo, kind: 'amount' }))];
  }
}

export class ComparesYuanWithFen extends ModelMerchant {
  protected override billedTotal(row: BillRow): Fen | undefined {
    return fen(Math.round(Number(row['订单金额'])));
  }
}

class MultipliesYuanByAHundred extends ModelMerchant {
  protected override billedTotal(row: BillRow): Fen | undefined {
    return (Number(row['订单金额']) * 100) as Fen;
  }
}

/** Compares what will be settled, which a coupon that nobody pays for makes less than the price. */
class ComparesWhatIsSettled extends ModelMerchant {
  protected override billedTotal(row: BillRow): Fen | undefined {
    return super.billedTotal({ ...row, 订单金额: row['应结订单金额'] ?? '' });
  }
}

export class TakesTheBillsWord extends ModelMerchant {
  protected override async settle(order: MerchantOrder): Promise<void> {
    this.learnPaid(order);
  }
}

class OnlyReportsPayments extends ModelMerchant {
  protected override async settle(): Promise<void> {}
}

export class IgnoresTheHash extends ModelMerchant {
  protected override isWhole(): boolean {
    return true;
  }
}

class VerifyingDownloads extends ApiClient {
  protected override understandFile(answer: RawAnswer): Download {
    const { signature } = answer;
    if (signature !== 'valid') return { kind: 'unknown', why: `the signature of the file is ${signature}` };
    return super.understandFile(answer);
  }
}

export class VerifiesDownloads extends ModelMerchant {
  protected override connect(parts: ApiClientParts): ApiClient {
    return new VerifyingDownloads(parts);
  }
}

class TakesNoBillForNoDifference extends ModelMerchant {
  protected override mustBeTime(): void {}

  override async reconcile(day: string): Promise<Findings> {
    const { kind } = await this.api.call('GET', paths.tradeBill(day));
    return kind === 'refused' ? { count: 0, differences: [] } : super.reconcile(day);
  }
}

class FindsNothingWrong extends ModelMerchant {
  override async reconcile(): Promise<Findings> {
    return { count: 0, differences: [] };
  }
}

const UNPAID = 'what the merchant takes the order for: expected paid, seen unpaid';
const NO_DOWNLOAD =
  'the reconciliation: expected done, seen not done … cannot be downloaded: the signature of the file is absent';

/** Merchants that reconcile wrongly. */
export const reconcileMutants: readonly Mutant[] = [
  merchantMutant(
    'merchant-overlooks-orders-that-it-does-not-have',
    { 'RECONCILE-DAILY': 'differences reported (unknown): expected at least 1, seen 0' },
    blindFor('unknown'),
  ),
  merchantMutant(
    'merchant-overlooks-orders-that-the-bill-does-not-have',
    { 'RECONCILE-DAILY': 'differences reported (missing): expected at least 1, seen 0' },
    blindFor('missing'),
  ),
  merchantMutant(
    'merchant-overlooks-amounts-in-bills',
    {
      'RECONCILE-DAILY': 'differences reported (amount): expected at least 1, seen 0',
      'RECONCILE-FEN': 'differences reported (amount): expected at least 1, seen 0',
    },
    blindFor('amount'),
  ),
  merchantMutant(
    'merchant-looks-in-bills-for-what-is-too-much',
    { 'RECONCILE-DAILY': 'differences reported (amount): expected at least 1, seen 0' },
    LooksForTooMuch,
  ),
  merchantMutant(
    'merchant-reports-every-order',
    {
      'RECONCILE-DAILY': 'differences reported of an order that agrees: expected 0, seen 1',
      'RECONCILE-FEN': 'differences reported of an order that agrees: expected 0, seen 1',
    },
    ReportsEveryOrder,
  ),
  merchantMutant(
    'merchant-compares-yuan-with-fen',
    {
      'RECONCILE-DAILY': 'differences reported of an order that agrees: expected 0, seen 1',
      'RECONCILE-FEN': 'differences reported of an order that agrees: expected 0, seen 1',
      'RECONCILE-PAID': UNPAID,
    },
    ComparesYuanWithFen,
    ['RECONCILE-QUERY'],
  ),
  merchantMutant(
    'merchant-multiplies-yuan-by-a-hundred',
    { 'RECONCILE-FEN': 'differences reported of an order that agrees: expected 0, seen 1' },
    MultipliesYuanByAHundred,
  ),
  merchantMutant(
    'merchant-compares-what-is-settled',
    { 'RECONCILE-DAILY': 'differences reported of an order that agrees: expected 0, seen 1' },
    ComparesWhatIsSettled,
  ),
  merchantMutant(
    'merchant-takes-the-bills-word-for-a-payment',
    { 'RECONCILE-QUERY': 'queries of the order since then: expected at least 1, seen 0' },
    TakesTheBillsWord,
  ),
  merchantMutant('merchant-only-reports-payments-that-it-missed', { 'RECONCILE-PAID': UNPAID }, OnlyReportsPayments, [
    'RECONCILE-QUERY',
  ]),
  merchantMutant(
    'merchant-ignores-the-hash-of-bills',
    { 'RECONCILE-HASH': 'the reconciliation: expected not done, seen done, with 1 differences' },
    IgnoresTheHash,
  ),
  merchantMutant(
    'merchant-verifies-bills-as-answers',
    {
      'RECONCILE-DAILY': NO_DOWNLOAD,
      'RECONCILE-FEN': NO_DOWNLOAD,
      'RECONCILE-PAID': UNPAID,
      'RECONCILE-HASH': NO_DOWNLOAD,
      'RECONCILE-AFTER-TEN': NO_DOWNLOAD,
    },
    VerifiesDownloads,
    ['RECONCILE-QUERY'],
  ),
  merchantMutant(
    'merchant-takes-no-bill-for-no-difference',
    {
      'RECONCILE-DAILY': 'differences reported (missing): expected at least 1, seen 0',
      'RECONCILE-AFTER-TEN': 'the reconciliation: expected not done, seen done, with 0 differences',
    },
    TakesNoBillForNoDifference,
  ),
  merchantMutant(
    'merchant-finds-nothing-wrong',
    {
      'RECONCILE-DAILY': 'differences reported (unknown): expected at least 1, seen 0',
      'RECONCILE-FEN': 'differences reported (amount): expected at least 1, seen 0',
      'RECONCILE-PAID': UNPAID,
      'RECONCILE-HASH': 'downloads of the bill: expected at least 1, seen 0',
      'RECONCILE-AFTER-TEN': 'the reconciliation: expected not done, seen done, with 0 differences',
    },
    FindsNothingWrong,
    ['RECONCILE-QUERY'],
  ),
];
