import { MerchantFailed, type OrderBelief, type RefundBelief, VerbMissing } from '../actors/index.ts';
import type { Fen } from '../money/fen.ts';
import { isSuccess } from '../protocol/wire.ts';
import type { ExchangeEvent, Purchase, SeenReading } from './purchase.ts';
import { fieldOf } from './trade-checks.ts';
import { lookUntil, type Outlook, outlookOf, quiet } from './waiting.ts';

const REFUND = /\/v3\/refund\/domestic\/refunds$/;

const seqs = (events: readonly ExchangeEvent[]): readonly number[] => events.map((event) => event.seq);

/** What the merchant shows of a refund: by the order, and by the refund itself where that can be read. */
interface Shown {
  readonly order: SeenReading;
  readonly refund: RefundBelief | undefined;
}

/** What the merchant takes its latest refund for; undefined where it shows none by itself. */
export const refundBeliefOf = (purchase: Purchase): Promise<RefundBelief | undefined> =>
  purchase.stage.ask('the refund is read', () =>
    purchase.readRefund().catch((failure: unknown) => {
      if (failure instanceof VerbMissing) return undefined;
      throw failure;
    }),
  );

const look = async (purchase: Purchase): Promise<Shown> => ({
  refund: await refundBeliefOf(purchase),
  order: await purchase.readUntil(() => 'there'),
});

const UNDER_WAY: readonly OrderBelief[] = ['refunding', 'paid'];

/** Nothing of the merchant's says that the money is back. Its order need not say that it is under way: some shops keep it paid. */
export async function expectRefundUnderWay(purchase: Purchase): Promise<void> {
  const { stage } = purchase;
  const first = await look(purchase);
  if (stage.cast.patience) await quiet(stage); // what is accepted is not to become refunded by itself
  const { order, refund } = stage.cast.patience ? await look(purchase) : first;
  const what = 'what the merchant takes the order for';
  stage.expect({ what, matcher: 'one-of', expected: UNDER_WAY, seen: order.state }, [order.seq]);
  if (refund === undefined) return;
  stage.expect({
    what: 'what the merchant takes the refund for',
    matcher: 'equals',
    expected: 'refunding',
    seen: refund,
  });
}

const ORDER_NOT_REFUNDED: readonly OrderBelief[] = [...UNDER_WAY, 'failed'];
const REFUND_NOT_DONE: readonly RefundBelief[] = ['refunding', 'failed'];

/** WeChat Pay has accepted the refund, and never told that it is done: nothing of the merchant's says so. What it could not ask for may be an error. */
export async function expectNotToldBack(purchase: Purchase): Promise<void> {
  const { stage } = purchase;
  if (hasNoRefund(purchase)) stage.stop('prerequisite', purchase.declined ?? 'WeChat Pay accepted no refund');
  await quiet(stage);
  const refund = await purchase.readRefund().catch((failure: unknown) => {
    if (failure instanceof VerbMissing || failure instanceof MerchantFailed) return undefined;
    return stage.unfit(failure);
  });
  const order = await purchase.readUntil(() => 'there');
  const what = 'what the merchant takes the order for';
  stage.expect({ what, matcher: 'one-of', expected: ORDER_NOT_REFUNDED, seen: order.state }, [order.seq]);
  if (refund === undefined) return;
  const ofRefund = 'what the merchant takes the refund for';
  stage.expect({ what: ofRefund, matcher: 'one-of', expected: REFUND_NOT_DONE, seen: refund });
}

/** The refund that was asked for last is asked back to the fen. */
export function expectRefundAmount(purchase: Purchase, expected: Fen): void {
  const asked = purchase.calls('POST', REFUND);
  const last =
    asked.at(-1) ?? purchase.stage.stop('prerequisite', purchase.declined ?? 'the merchant asked for no refund');
  const seen = fieldOf(last.request.body, 'amount.refund');
  purchase.stage.expect({ what: 'amount.refund', matcher: 'equals', expected, seen }, seqs([last]));
}

const isDone = ({ order, refund }: Shown): boolean => order.state === 'refunded' || refund === 'refunded';

async function untilDone(purchase: Purchase): Promise<Shown> {
  const outlook = (shown: Shown): Outlook => {
    if (isDone(shown)) return 'there';
    return shown.refund === 'failed' ? 'never' : 'not yet';
  };
  const shown = await lookUntil(purchase.stage, () => look(purchase), outlook);
  if (outlook(shown) === 'not yet') purchase.excuse();
  return shown;
}

/** The merchant has learnt that the money is back, and shows it by the order or by the refund. */
export async function expectRefundDone(purchase: Purchase): Promise<void> {
  const { order, refund } = await untilDone(purchase);
  if (refund === undefined && order.state === 'paid')
    purchase.stage.stop('capability', 'this merchant shows nothing of its refunds: describe readRefund in its profile');
  const seen = order.state === 'refunded' ? order.state : (refund ?? order.state);
  purchase.stage.expect(
    { what: 'what the merchant takes the refund for', matcher: 'equals', expected: 'refunded', seen },
    [order.seq],
  );
}

/** Takes it for granted that the merchant knows that the money is back; what it believes of the order is then to stay. */
export async function mustKnowRefund(purchase: Purchase): Promise<void> {
  const shown = await untilDone(purchase);
  if (!isDone(shown)) purchase.stage.stop('prerequisite', 'the merchant does not learn that the money is back');
  purchase.known = shown.order.state;
}

/** Takes it for granted that the merchant does not show the refund as done: what is to change its mind is found out by that alone. */
export async function mustHaveRefundOpen(purchase: Purchase): Promise<void> {
  if (isDone(await look(purchase)))
    purchase.stage.stop('prerequisite', 'the merchant shows the refund as done before anybody has told it so');
}

export async function expectRefundBelief(purchase: Purchase, expected: OrderBelief): Promise<void> {
  const read = (): Promise<RefundBelief> => purchase.stage.ask('the refund is read', () => purchase.readRefund());
  const seen = await lookUntil(purchase.stage, read, (belief) => outlookOf(belief, expected));
  if (outlookOf(seen, expected) === 'not yet') purchase.excuse();
  purchase.stage.expect({ what: 'what the merchant takes the refund for', matcher: 'equals', expected, seen });
}

/** Every refund names the order's total as it was ordered, and all that were asked for stay within it; one that is repeated counts once. */
export function expectRefundsInBounds(purchase: Purchase): void {
  const asked = purchase.calls('POST', REFUND);
  const totals = asked.map((event) => fieldOf(event.request.body, 'amount.total'));
  const expected = asked.map(() => purchase.price);
  purchase.stage.expect(
    { what: 'amount.total of the refunds', matcher: 'equals', expected, seen: totals },
    seqs(asked),
  );
  const each = new Map(
    asked.map(({ request }) => [
      fieldOf(request.body, 'out_refund_no'),
      Number(fieldOf(request.body, 'amount.refund')),
    ]),
  );
  const sum = [...each.values()].reduce((total, amount) => total + amount, 0);
  purchase.stage.expect(
    { what: 'fen asked back in all', matcher: 'at-most', expected: purchase.price, seen: sum },
    seqs(asked),
  );
}

export async function expectRefundsAsked(purchase: Purchase, expected: number): Promise<void> {
  const asked = (): readonly ExchangeEvent[] => purchase.calls('POST', REFUND);
  await lookUntil(purchase.stage, asked, (seen) => (seen.length >= expected ? 'there' : 'not yet'));
  await quiet(purchase.stage);
  const all = asked();
  const numbers = new Set(all.map(({ request }) => fieldOf(request.body, 'out_refund_no')));
  purchase.stage.expect({ what: 'refunds asked for', matcher: 'equals', expected, seen: numbers.size }, seqs(all));
}

/** Whether a refund was accepted of which the merchant wants no notification: its notify_url is optional (D:4012791903). */
export const wantsNoRefundLetter = (purchase: Purchase): boolean =>
  purchase
    .calls('POST', REFUND)
    .some(({ request, answer }) => isSuccess(answer?.status ?? 0) && fieldOf(request.body, 'notify_url') === undefined);

/** Whether the merchant was to refund, and WeChat Pay has accepted nothing of it: then there is nothing to notify of. */
export function hasNoRefund(purchase: Purchase): boolean {
  const asked = purchase.calls('POST', REFUND);
  if (purchase.refunds.length === 0 && asked.length === 0) return false;
  return !asked.some(({ answer }) => isSuccess(answer?.status ?? 0));
}
