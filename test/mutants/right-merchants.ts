import { ApiClient, type ApiClientParts, type ApiResult } from '../../src/merchant/api-client.ts';
import { ModelMerchant } from '../../src/merchant/model-merchant.ts';
import type { MerchantOrder } from '../../src/merchant/order-book.ts';
import { paths } from '../../src/protocol/payments.ts';
import { isRecord } from '../../src/protocol/wire.ts';
import { type Duration, hours, type Instant, minutes, plus } from '../../src/time/index.ts';

/** Closes by a countdown of its own what has no time_expire (G§3.3), and asks WeChat Pay for a prepay_id whenever Pay is tapped. */
const closesAfter = (countdown: Duration): typeof ModelMerchant =>
  class extends ModelMerchant {
    protected override deadline(order: MerchantOrder): Instant | undefined {
      return super.deadline(order) ?? (order.state === 'unpaid' ? plus(order.createdAt, countdown) : undefined);
    }

    protected override usablePrepayId(): undefined {
      return undefined;
    }
  };

/** Where the outcome of a refund is not known, asks for it, and sends it again only where it is not there (D:4012791903). */
class AskingClient extends ApiClient {
  override async call(method: 'GET' | 'POST', target: string, body?: unknown): Promise<ApiResult> {
    if (target !== paths.refund || !isRecord(body)) return super.call(method, target, body);
    const bytes = Buffer.from(JSON.stringify(body));
    const first = await this.once(method, target, bytes);
    if (first.kind !== 'unknown') return first;
    const found = await this.once('GET', paths.refundByNumber(String(body['out_refund_no'])), Buffer.alloc(0));
    return found.kind === 'ok' ? found : this.once(method, target, bytes);
  }
}

class AsksBeforeItRefundsAgain extends ModelMerchant {
  protected override connect(parts: ApiClientParts): ApiClient {
    return new AskingClient(parts);
  }
}

interface RightMerchant {
  readonly merchant: typeof ModelMerchant;
  /** Rules of which it leaves nothing to be seen, by the words that say why. */
  readonly without?: Readonly<Record<string, RegExp>>;
}

/** By half past ten on the next day it has long asked, and closed what was not paid. */
const KNOWS = /^the merchant had learnt of the payment without the bill$/;
const WITHOUT_A_BILL = { 'RECONCILE-PAID': KNOWS, 'RECONCILE-QUERY': KNOWS };

/** Merchants that are right, each another way. */
export const rightMerchants: Readonly<Record<string, RightMerchant>> = {
  'closes what is not paid within an hour': {
    merchant: closesAfter(hours(1)),
    without: WITHOUT_A_BILL,
  },
  'closes what is not paid within five minutes': {
    merchant: closesAfter(minutes(5)),
    without: WITHOUT_A_BILL,
  },
  'asks for a refund whose outcome is not known before it sends it again': { merchant: AsksBeforeItRefundsAgain },
};
