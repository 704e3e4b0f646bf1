import type { Difference, DifferenceKind, Findings, Stage } from '../actors/index.ts';
import type { Exchange, TraceEvent } from '../trace/index.ts';
import type { Purchase } from './purchase.ts';
import type { Reconciliation } from './reconciliation.ts';
import { fieldOf } from './trade-checks.ts';

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;

/** What the merchant found. That it does not reconcile at all is a finding, unless its own clock may be the reason. */
function mustBeDone(reconciliation: Reconciliation, purchase: Purchase): Findings {
  const { stage, findings, declined, since } = reconciliation;
  reconciliation.mustHaveBeenGiven(purchase);
  if (findings) return findings;
  if (reconciliation.applications(purchase).length === 0) stage.need('backend-clock');
  const seen = `not done: ${declined}`;
  stage.expect({ what: 'the reconciliation', matcher: 'equals', expected: 'done', seen }, [since, stage.trace.last()]);
  return stage.stop('kit', declined);
}

/** By what the merchant may call an order: its own name, its number, WeChat Pay's number as far as it was told. */
function namesOf(purchase: Purchase): readonly string[] {
  const number = purchase.outTradeNo();
  const told = purchase.stage.trace.events
    .filter((event): event is TraceEvent & Exchange => event.kind === 'exchange')
    .flatMap(({ opened, answer }) => [opened, answer?.body])
    .filter((body) => fieldOf(body, 'out_trade_no') === number)
    .map((body) => fieldOf(body, 'transaction_id'));
  return [purchase.ref, number, ...told].filter((name): name is string => typeof name === 'string' && name !== '');
}

const isNameless = ({ count, differences }: Findings): boolean =>
  count > 0 && !differences.some(({ order }) => order !== undefined);

const ofOrder = ({ differences }: Findings, names: readonly string[]): readonly Difference[] =>
  differences.filter(({ order }) => order !== undefined && names.includes(order));

/** The merchant reports the purchase's own order as different in this way. */
export const expectReported = (r: Reconciliation, purchase: Purchase, kind: DifferenceKind): Promise<void> =>
  expectDifference(r, purchase, namesOf(purchase), kind);

/** The merchant reports the payment that the bill tells beyond what happened. */
export function expectStrangerReported(r: Reconciliation, purchase: Purchase): Promise<void> {
  const { outTradeNo, transactionId } = r.stranger ?? r.stage.stop('kit', 'the bill tells of no such order');
  return expectDifference(r, purchase, [outTradeNo, transactionId], 'unknown');
}

async function expectDifference(
  reconciliation: Reconciliation,
  purchase: Purchase,
  names: readonly string[],
  kind: DifferenceKind,
): Promise<void> {
  const { stage } = reconciliation;
  const found = mustBeDone(reconciliation, purchase);
  if (isNameless(found)) return expectMore(reconciliation, purchase, found);
  const own = ofOrder(found, names);
  stage.expect({ what: `differences reported (${kind})`, matcher: 'at-least', expected: 1, seen: own.length });
  const kinds = own.flatMap((difference) => difference.kind ?? []);
  const [word] = own.flatMap((difference) => difference.word ?? []);
  if (kinds.length === 0) {
    // A merchant that does not say in what they differ is judged by what it says.
    if (word === undefined) return;
    stage.stop(
      'prerequisite',
      `the backend calls the difference "${word}", which differences in the profile does not name`,
    );
  }
  const seen = kinds.includes(kind) ? kind : kinds[0];
  stage.expect({ what: 'the kind of difference', matcher: 'equals', expected: kind, seen });
}

/**
 * Of a merchant that tells only how many there are: there must be more than in a bill that tells what happened, since
 * other orders may differ for reasons of their own.
 */
async function expectMore(reconciliation: Reconciliation, purchase: Purchase, { count }: Findings): Promise<void> {
  const stage: Stage = reconciliation.stage;
  const { changed } = reconciliation;
  const before = await reconciliation.countWithoutChanges(purchase);
  if (before === undefined || before >= count)
    stage.stop(
      'capability',
      `the merchant tells no more than how many differences there are: ${count}, whatever the bill tells`,
    );
  stage.expect({ what: 'differences reported', matcher: 'at-least', expected: before + changed, seen: count });
}

/** The merchant reports no difference of the purchase's own order. */
export function expectNotReported(reconciliation: Reconciliation, purchase: Purchase): void {
  const { stage } = reconciliation;
  const found = mustBeDone(reconciliation, purchase);
  if (isNameless(found))
    stage.stop(
      'capability',
      'the merchant does not tell in which orders there are differences, and other orders may have some',
    );
  const [ordered] = purchase.calls('POST', ORDER);
  const total = fieldOf(ordered?.request.body, 'amount.total');
  // What it ordered for less or more than the price does differ.
  if (total !== purchase.price)
    stage.stop('prerequisite', `the merchant ordered ${total} fen for goods of ${purchase.price} fen`);
  const seen = ofOrder(found, namesOf(purchase)).length;
  stage.expect({ what: 'differences reported of an order that agrees', matcher: 'equals', expected: 0, seen });
}

/** The merchant got the bill, and says that the day is reconciled. */
export function expectDone(reconciliation: Reconciliation, purchase: Purchase): void {
  const { stage } = reconciliation;
  mustBeDone(reconciliation, purchase);
  const downloads = reconciliation.downloads(purchase);
  const seqs = downloads.map(({ seq }) => seq);
  stage.expect({ what: 'downloads of the bill', matcher: 'at-least', expected: 1, seen: seqs.length }, seqs);
}

/** The merchant says that the day is not reconciled. */
export function expectNotDone(reconciliation: Reconciliation): void {
  const { stage, findings, since } = reconciliation;
  const seen = findings ? `done, with ${findings.count} differences` : 'not done';
  stage.expect({ what: 'the reconciliation', matcher: 'equals', expected: 'not done', seen }, [
    since,
    stage.trace.last(),
  ]);
}

/** The merchant had the file that does not fit its hash, and does not say that the day is reconciled. */
export function expectFileRefused(reconciliation: Reconciliation, purchase: Purchase): void {
  if (reconciliation.downloads(purchase).length === 0) {
    if (!reconciliation.findings && reconciliation.applications(purchase).length === 0)
      reconciliation.stage.need('backend-clock');
    reconciliation.stage.stop('prerequisite', 'the merchant downloaded no bill');
  }
  expectNotDone(reconciliation);
}
