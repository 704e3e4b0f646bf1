import {
  type OrderBelief,
  type OrderReading,
  type OrderStanding,
  type RefundBelief,
  VerbMissing,
} from '../actors/index.ts';
import { gatewayBooks, refundWanted } from './making-up.ts';
import type { Purchase } from './purchase.ts';
import { lookUntil, type Outlook } from './waiting.ts';

/** One purchase as WeChat Pay has it, in fen. */
interface Account {
  /** How often it was paid. */
  readonly payments: number;
  readonly paid: number;
  /** Given back for good. */
  readonly back: number;
  /** Given back, or about to be. */
  readonly goingBack: number;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

function accountOf(books: readonly OrderStanding[]): Account {
  const paid = books.filter(({ tradeState }) => tradeState === 'SUCCESS' || tradeState === 'REFUND');
  const refunds = paid.flatMap((order) => order.refunds);
  const inState = (...states: readonly string[]): number =>
    sum(refunds.filter(({ status }) => states.includes(status)).map(({ amount }) => amount));
  return {
    payments: paid.length,
    paid: sum(paid.map(({ total }) => total)),
    back: inState('SUCCESS'),
    goingBack: inState('SUCCESS', 'PROCESSING', 'ABNORMAL'),
  };
}

/** What a merchant may take an order for that stands so at WeChat Pay. Some shops keep a refunded order paid, others end it. */
function rightBeliefs({ payments, paid, back, goingBack }: Account): readonly OrderBelief[] {
  if (payments === 0) return ['unpaid', 'closed', 'failed'];
  if (back === paid) return ['paid', 'refunding', 'refunded', 'closed'];
  return back > 0 ? ['paid', 'refunding', 'refunded'] : goingBack > 0 ? ['paid', 'refunding'] : ['paid'];
}

/**
 * What was paid and refunded at WeChat Pay is what the merchant takes for it: paid once, handed out once, given back no
 * more than was asked for.
 */
export async function expectBooksBalance(purchase: Purchase): Promise<void> {
  const { stage } = purchase;
  const books = await gatewayBooks(stage);
  if (books.length === 0) stage.stop('prerequisite', purchase.declined ?? 'the merchant has ordered nothing');
  const account = accountOf(books);
  const owed = account.paid - account.goingBack;
  const what = 'fen paid at WeChat Pay for the one purchase and not given back';
  stage.expect({ what, matcher: 'at-most', expected: purchase.price, seen: owed });
  const wanted = refundWanted(purchase);
  if (wanted !== undefined) {
    const given = 'fen that WeChat Pay gives back for the one refund';
    stage.expect({ what: given, matcher: 'at-most', expected: wanted, seen: account.goingBack });
  }
  await expectOrderBalances(purchase, account);
  await expectRefundBalances(purchase, account);
}

async function expectOrderBalances(purchase: Purchase, account: Account): Promise<void> {
  const right = rightBeliefs(account);
  // What is given back need not have been handed out.
  const due = account.payments > 0 && account.goingBack < account.paid ? 1 : 0;
  const outlook = ({ state, fulfilled }: OrderReading): Outlook => {
    if (right.includes(state) && (fulfilled ?? 1) >= due) return 'there';
    return account.payments > 0 ? 'not yet' : 'never';
  };
  const { state, fulfilled, seq } = await purchase.readUntil(outlook);
  const paid = account.payments > 0 ? 'paid' : 'not paid';
  const belief = `what the merchant takes the order for, which is ${paid} at WeChat Pay`;
  purchase.stage.expect({ what: belief, matcher: 'one-of', expected: right, seen: state }, [seq]);
  if (fulfilled === undefined) return;
  const most = account.payments > 0 ? 1 : 0;
  const what = `how often the goods were handed out, which are ${paid} at WeChat Pay`;
  purchase.stage.expect({ what, matcher: 'at-most', expected: most, seen: fulfilled }, [seq]);
  purchase.stage.expect({ what, matcher: 'at-least', expected: due, seen: fulfilled }, [seq]);
}

/** The refund is done for the merchant where it is done at WeChat Pay, and only there. */
async function expectRefundBalances(purchase: Purchase, { back, goingBack }: Account): Promise<void> {
  const { stage } = purchase;
  const wanted = refundWanted(purchase);
  if (wanted === undefined || purchase.refunds.length === 0) return;
  const isDone = back === wanted;
  const read = (): Promise<RefundBelief | undefined> =>
    purchase.readRefund().catch((failure: unknown) => {
      if (failure instanceof VerbMissing) return undefined;
      throw failure;
    });
  const look = (): Promise<RefundBelief | undefined> => stage.ask('the refund is read', read);
  const seen = await lookUntil(stage, look, (belief) => (isDone && belief === 'refunding' ? 'not yet' : 'there'));
  if (seen === undefined) return;
  if (seen === 'refunding' && isDone) purchase.excuse();
  if (seen === 'refunding' && goingBack === 0)
    stage.stop(
      'prerequisite',
      'the merchant has a refund under way that WeChat Pay knows nothing of: how it comes out is open',
    );
  const expected: readonly RefundBelief[] = isDone ? ['refunded'] : ['refunding', 'failed'];
  const at = isDone ? 'done' : 'not done';
  const what = `what the merchant takes the refund for, which is ${at} at WeChat Pay`;
  stage.expect({ what, matcher: 'one-of', expected, seen });
}
