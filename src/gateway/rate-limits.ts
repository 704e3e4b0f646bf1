import { between, days, type Instant } from '../time/index.ts';
import type { AnyBody, Outcome } from './answers.ts';
import type { Tally } from './call-rates.ts';
import type { EndpointName } from './endpoints.ts';
import type { RegisteredMerchant } from './merchants.ts';
import { refusals } from './refusal.ts';

/** How often one merchant may call in each second of wire time. What no page names is not limited. */
interface Limit {
  /** Calls; or, where failing ones have a limit of their own, calls that succeed. */
  readonly calls: number;
  readonly failing?: number;
}

/** D:4012791903, D:4012791904, D:4012791905, D:4012791908, D:4012551764. */
const LIMITS: Partial<Record<EndpointName, Limit>> = {
  refund: { calls: 150, failing: 6 },
  'refund-by-number': { calls: 300 },
  'abnormal-refund': { calls: 150 },
  'fund-flow-bill': { calls: 3 },
  certificates: { calls: 1_000 },
};

/** Refunds of orders that are older than a month, in each minute (D:4012077649). */
const OF_OLD_ORDERS = 5_000;
const OLD = days(30);

/** Does a call's work, or refuses it with 429 where the merchant calls too often: it has then changed nothing. */
export function withinLimits(
  endpoint: EndpointName,
  body: unknown,
  merchant: RegisteredMerchant,
  at: Instant,
  work: () => Outcome,
): Outcome {
  const limit = LIMITS[endpoint];
  if (!limit || merchant.ledger.policy.rateLimits === 'off') return work();
  const { calls, failing } = limit;
  const tally = merchant.rates.of(endpoint, at);
  if (tally.succeeded + (failing === undefined ? tally.failed : 0) >= calls) return tooOften;
  const aged = endpoint === 'refund' && isOfOldOrder(body, merchant) ? agedTally(merchant, at) : undefined;
  if (aged && aged.succeeded >= OF_OLD_ORDERS) return ofOldOrdersTooOften;
  const outcome = work();
  if (outcome.kind === 'refused') {
    // What is refused has changed nothing, so that it can still be told to have come too often.
    if (failing !== undefined && tally.failed >= failing) return tooOften;
    tally.failed += 1;
    return outcome;
  }
  tally.succeeded += 1;
  if (aged) aged.succeeded += 1;
  return outcome;
}

const tooOften: Outcome = { kind: 'refused', refusal: refusals.tooOften };
const ofOldOrdersTooOften: Outcome = { kind: 'refused', refusal: refusals.refundsOfOldOrdersTooOften };

const agedTally = ({ rates }: RegisteredMerchant, at: Instant): Tally => rates.of('refund-of-old-order', at);

/** Not yet validated: whatever it names that is no order is none that is old. */
function isOfOldOrder(body: unknown, { books }: RegisteredMerchant): boolean {
  const { transaction_id, out_trade_no } = (body ?? {}) as Partial<AnyBody>;
  return books.pages().some(({ ledger: { state, timeline } }) => {
    const number = transaction_id === undefined ? out_trade_no : state.orderOfTransaction.get(transaction_id);
    const order = state.orders.get(number as string); // of what is not named, the map knows nothing
    return order !== undefined && between(order.createdAt, timeline.now()) > OLD;
  });
}
