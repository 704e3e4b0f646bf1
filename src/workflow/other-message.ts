import { type RefundBelief, type Stage, VerbMissing } from '../actors/index.ts';
import { type Fen, fen } from '../money/fen.ts';
import { Purchase } from './purchase.ts';
import { lookUntil, quiet } from './waiting.ts';

/** What the customer or the merchant does of which a refusal by WeChat Pay comes. */
type Doing = (purchase: Purchase) => Promise<void>;

/** The customer gives up an order of which WeChat Pay may never have heard. */
const givesUp: Doing = (purchase) => purchase.giveUp();

/** The merchant is to give back what its account does not hold. */
const refundsFromNothing: Doing = async (purchase) => {
  await purchase.tapPay();
  await purchase.bought();
  purchase.stage.need('balance');
  await purchase.stage.cast.gateway.setBalance(fen(0));
  await purchase.refund(purchase.price);
};

const DOINGS = { 'gives up': givesUp, 'refunds from nothing': refundsFromNothing } as const;
export type RefusedDoing = keyof typeof DOINGS;

/** What came of it, in words, and where the trace has it; nothing where WeChat Pay refused the merchant nothing. */
interface Made {
  readonly words: string;
  readonly seq: number;
}

async function madeOf(purchase: Purchase, since: number): Promise<Made | undefined> {
  const { stage } = purchase;
  await stage.cast.gateway.settled();
  await quiet(stage);
  const refused = [...purchase.calls('GET', /./, since), ...purchase.calls('POST', /./, since)].some(
    ({ answer }) => (answer?.status ?? 0) >= 400,
  );
  const { state, seq } = await purchase.readUntil(() => 'there');
  if (!refused) return undefined;
  const refund = await refundOf(purchase);
  const went = purchase.declined === undefined ? 'done' : 'declined';
  return { words: `${went}, the order ${state}${refund === undefined ? '' : `, the refund ${refund}`}`, seq };
}

async function refundOf(purchase: Purchase): Promise<RefundBelief | undefined> {
  if (purchase.refunds.length === 0) return undefined;
  return purchase.stage.ask('the refund is read', () =>
    purchase.readRefund().catch((failure: unknown) => {
      if (failure instanceof VerbMissing) return undefined;
      throw failure;
    }),
  );
}

/** Two orders of which the same is refused, the second time with another message. */
export interface TwoRefusals {
  readonly usual: Made;
  readonly reworded: Made;
}

/** Has WeChat Pay refuse the merchant the same twice, the second time in other words. */
export async function refusedTwice(stage: Stage, price: Fen, doing: RefusedDoing): Promise<TwoRefusals> {
  const once = async (before?: Made): Promise<Made> => {
    const purchase = await Purchase.begun(stage, price);
    await DOINGS[doing](purchase);
    const { since } = purchase;
    const look = (): Promise<Made | undefined> => madeOf(purchase, since);
    const made = await lookUntil(stage, look, (seen) =>
      !before || seen?.words === before.words ? 'there' : 'not yet',
    );
    return made ?? stage.stop('absent', 'WeChat Pay refuses nothing that this merchant asks here');
  };
  const usual = await once();
  await stage.cast.gateway.setFault('*', 'other-message');
  return { usual, reworded: await once(usual) };
}

/** The same came of both (D:4014959631). */
export function expectTreatedAlike(stage: Stage, { usual, reworded }: TwoRefusals): void {
  const what = 'what came of the refusal with another message';
  stage.expect({ what, matcher: 'equals', expected: usual.words, seen: reworded.words }, [usual.seq, reworded.seq]);
}
