import type { OrderBelief, OrderReading } from '../actors/index.ts';
import { PAID_ERR_MSG } from '../protocol/cashier.ts';
import { isSuccess } from '../protocol/wire.ts';
import type { Purchase } from './purchase.ts';
import { type Outlook, outlookOf } from './waiting.ts';

const REFUND = /\/v3\/refund\/domestic\/refunds$/;
/** A closed order may be called a failed one (G§3.3). */
export const GIVEN_UP: readonly OrderBelief[] = ['closed', 'failed'];

const GIVING_BACK: readonly OrderBelief[] = ['refunding', 'refunded'];

/**
 * Whether the merchant gives the money back of its own accord: a shop may refund what was paid and given up. That honours
 * the payment, since only what is paid can be refunded (G§4.5).
 */
const givesBack = (purchase: Purchase): boolean =>
  purchase.refunds.length === 0 && purchase.calls('POST', REFUND).some(({ answer }) => isSuccess(answer?.status ?? 0));

/** A merchant that says paid of what the cashier never took has not shown that it learns of payments. */
function mustBePaid({ stage, cashier }: Purchase): void {
  if (cashier && cashier.errMsg !== PAID_ERR_MSG)
    stage.stop('prerequisite', `the cashier did not take the payment: ${cashier.errMsg}`);
}

/** The merchant comes to believe it; what it believes already, and that nothing was paid, it must go on believing. */
export async function expectBelief(purchase: Purchase, expected: OrderBelief): Promise<void> {
  if (expected === 'paid') mustBePaid(purchase);
  const isAsGood = (state: OrderBelief): boolean =>
    (expected === 'paid' && GIVING_BACK.includes(state) && givesBack(purchase)) ||
    (expected === 'closed' && GIVEN_UP.includes(state));
  const outlook = ({ state }: OrderReading): Outlook => (isAsGood(state) ? 'there' : outlookOf(state, expected));
  const first = await purchase.readUntil(outlook);
  const mustStay = expected === 'unpaid' || expected === 'refunding' || expected === purchase.known;
  const last = mustStay && first.state === expected ? await purchase.stillSo(first) : first;
  if (outlook(last) === 'not yet') purchase.excuse();
  const what = 'what the merchant takes the order for';
  const { state: seen, seq } = last;
  if (expected === 'paid' && givesBack(purchase))
    purchase.stage.expect({ what, matcher: 'one-of', expected: [expected, ...GIVING_BACK], seen }, [seq]);
  else if (expected === 'closed') purchase.stage.expect({ what, matcher: 'one-of', expected: GIVEN_UP, seen }, [seq]);
  else purchase.stage.expect({ what, matcher: 'equals', expected, seen }, [seq]);
}

/** What was paid is taken for paid or was given back, whatever state the merchant keeps an order in that it had given up (D:4012075249). */
export async function expectHonoured(purchase: Purchase): Promise<void> {
  const becomes = ({ state }: OrderReading): string =>
    state === 'paid' || givesBack(purchase) ? 'honoured or given back' : `left as ${state}`;
  const last = await purchase.readUntil((reading) => (becomes(reading).startsWith('left') ? 'not yet' : 'there'));
  const what = 'what becomes of the payment';
  const expected = 'honoured or given back';
  purchase.stage.expect({ what, matcher: 'equals', expected, seen: becomes(last) }, [last.seq]);
}

/** The merchant believes what it did when that was last made sure of. */
export function expectBeliefKept(purchase: Purchase): Promise<void> {
  const { known } = purchase;
  return expectBelief(purchase, known ?? purchase.stage.stop('kit', 'nothing is known of what the merchant believed'));
}

/** Takes it for granted that the merchant learns of a payment: one that never does leaves nothing to be found out about what it believes. */
export async function mustKnowPayment(purchase: Purchase): Promise<void> {
  const { state } = await purchase.readUntil((reading) => outlookOf(reading.state, 'paid'));
  if (state === 'paid') return;
  purchase.excuse();
  purchase.stage.stop('prerequisite', `the merchant takes a paid order for ${state}`);
}

/** By the state alone, what was never paid was not handed out, and what was paid was. */
const BY_STATE: Readonly<Record<'none' | 'some', readonly OrderBelief[]>> = {
  none: ['unpaid', 'closed', 'failed'],
  some: ['paid', 'refunding', 'refunded'],
};

/** The goods were handed out so often. Of a merchant that does not tell, its state says whether they were to be. */
export async function expectFulfilled(purchase: Purchase, times: number): Promise<void> {
  const states = BY_STATE[times === 0 ? 'none' : 'some'];
  const settled = ({ fulfilled, state }: OrderReading): Outlook => {
    if (fulfilled === undefined ? states.includes(state) : fulfilled === times) return 'there';
    if (givesBack(purchase) && fulfilled !== undefined && fulfilled < times) return 'there';
    return times > 0 && (fulfilled ?? 0) < times ? 'not yet' : 'never';
  };
  const first = await purchase.readUntil(settled);
  const { fulfilled, state, seq } = settled(first) === 'there' ? await purchase.stillSo(first) : first;
  if (settled({ state, ...(fulfilled === undefined ? {} : { fulfilled }) }) === 'not yet') purchase.excuse();
  if (fulfilled === undefined) {
    const what = 'what the merchant, which does not tell how often it handed goods out, takes the order for';
    return purchase.stage.expect({ what, matcher: 'one-of', expected: states, seen: state }, [seq]);
  }
  // What is given back need not have been handed out.
  const matcher = givesBack(purchase) ? 'at-most' : 'equals';
  const what = 'how often the goods were handed out';
  purchase.stage.expect({ what, matcher, expected: times, seen: fulfilled }, [seq]);
}

/** The goods were handed out so often, and the merchant says so itself: a state cannot tell once from twice. */
export async function expectFulfilledExactly(purchase: Purchase, times: number): Promise<void> {
  const { fulfilled } = await purchase.readUntil(() => 'there');
  if (fulfilled === undefined)
    purchase.stage.stop('capability', 'this merchant does not tell how often it handed goods out');
  await expectFulfilled(purchase, times);
}

/** What the customer is shown on coming back; where that says nothing yet, the shop's page is looked at until it does. */
export async function expectShown(purchase: Purchase, expected: OrderBelief): Promise<void> {
  const { shown } = purchase;
  if (shown === undefined || outlookOf(shown, expected) === 'not yet') {
    if (purchase.stage.cast.patience)
      purchase.shown = (await purchase.readUntil(({ state }) => outlookOf(state, expected))).state;
  }
  if (purchase.shown !== expected && purchase.declined !== undefined) purchase.excuse();
  purchase.stage.expect({ what: 'what the customer is shown', matcher: 'equals', expected, seen: purchase.shown });
}
