import { isSuccess } from '../protocol/wire.ts';
import { answersOf } from '../rules/ambiguities.ts';
import { days, hours, milliseconds } from '../time/index.ts';
import type { Trade } from './trade.ts';
import { expectRefused, fieldOf } from './trade-checks.ts';

/** All refunds of the order together give the payer no more than it paid: each is asked for anew. */
export async function expectGivenBack(trade: Trade, most: number): Promise<void> {
  const { stage } = trade;
  if (trade.refunds.length === 0) stage.stop('prerequisite', 'no refund was accepted');
  const evidence: number[] = [];
  let sum = 0;
  for (const { out_refund_no } of trade.refunds) {
    const { body, seq } = await trade.queryRefund(out_refund_no);
    evidence.push(seq);
    sum += Number(fieldOf(body, 'amount.payer_refund') ?? Number.NaN);
  }
  const what = 'fen given back to the payer in all';
  stage.expect({ what, matcher: 'at-most', expected: most, seen: sum }, evidence);
}

/** An hour more than the seven days for which a refund without money is kept up (D:4013071031). */
const GIVEN_UP = milliseconds(days(7) + hours(1));

/** A refund for which the account holds too little is refused at once, or accepted and CLOSED in the end. */
export async function expectOutOfMoney(trade: Trade): Promise<void> {
  const { stage, answer } = trade;
  const words = { en: 'the balance does not suffice', zh: '余额不足' };
  if (!isSuccess(answer?.status ?? 0)) return expectRefused(trade, { words, answers: answersOf('A-35') });
  await trade.advance(GIVEN_UP);
  const { body, seq } = await trade.queryRefund(trade.refunds.at(-1)?.out_refund_no ?? '');
  const what = 'the refund for which there was no money, after seven days';
  stage.expect({ what, matcher: 'equals', expected: 'CLOSED', seen: fieldOf(body, 'status') }, [seq]);
}
