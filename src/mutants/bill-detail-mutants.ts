import { type Mutant, stageMutant } from './mutant.ts';
import { soundStages } from './sound-stages.ts';

const { answer } = soundStages;
type Asked = Parameters<typeof answer>[0];

/** The lines of bills that are not packed are others. */
const linesMutant = (
  name: string,
  killedBy: Mutant['killedBy'],
  change: (lines: readonly string[]) => readonly string[],
): Mutant =>
  stageMutant(name, killedBy, {
    answer: (asked) => {
      const outcome = answer(asked);
      if (outcome.kind !== 'file' || outcome.contentType === 'application/gzip') return outcome;
      const lines = Buffer.concat([...outcome.chunks])
        .toString()
        .split('\r\n');
      return { ...outcome, chunks: [Buffer.from(change(lines).join('\r\n'))] };
    },
  });

/** Some applications for a bill are refused. */
const refusing = (name: string, killedBy: Mutant['killedBy'], when: (asked: Asked) => boolean): Mutant =>
  stageMutant(name, killedBy, {
    answer: (asked) => {
      const refusal = { status: 400, code: 'PARAM_ERROR', message: '' } as const;
      return when(asked) ? { kind: 'refused', refusal } : answer(asked);
    },
  });

const ofOrder = (line: string): string => line.split(',')[6] ?? '';

/** Gateways that are wrong about a detail of a bill which most bills do not have. */
export const billDetailMutants: readonly Mutant[] = [
  linesMutant(
    'bills-do-not-tell-coupons',
    { 'BILL-COUPONS': '代金券金额 of the payment: expected 1.00, seen 0.00' },
    (lines) =>
      lines.map((line) => (line.includes(',`10.00,') ? line.replace(/(`CNY,`[\d.]+,`)1\.00/, '$10.00') : line)),
  ),
  linesMutant(
    'commas-in-descriptions-are-left-as-they-are',
    { 'BILL-ESCAPES': '商品名称 of the payment: expected tea\\ … seen tea,' },
    (lines) => lines.map((line) => line.replace('tea\\ ', 'tea,')),
  ),
  linesMutant('an-order-has-one-row-of-refunds', { 'BILL-TRADE': 'rows of the bill: expected 3, seen 2' }, (lines) => {
    const isRefund = (line: string): boolean => line.includes(',`REFUND,');
    return lines.filter(
      (line, index) =>
        !isRefund(line) || !lines.slice(0, index).some((other) => isRefund(other) && ofOrder(other) === ofOrder(line)),
    );
  }),
  refusing(
    'all-must-not-be-asked-for-by-name',
    { 'BILL-PARAMS': 'the answer: expected 200, seen 400 PARAM_ERROR' },
    ({ uri }) => uri['bill_type'] === 'ALL',
  ),
  refusing(
    'no-account-has-a-bill-by-its-name',
    { 'BILL-PARAMS': 'the answer: expected 200, seen 400 PARAM_ERROR' },
    ({ uri }) => uri['account_type'] !== undefined,
  ),
  stageMutant(
    'fund-flow-bills-are-kept-for-ever',
    { 'BILL-WINDOW-3M': 'the refusal (the day is too long ago) … seen 200' },
    {
      answer: (asked) => {
        const outcome = answer(asked);
        const isTooOld = outcome.kind === 'refused' && outcome.refusal.code === 'INVALID_REQUEST';
        return isTooOld && asked.endpoint === 'fund-flow-bill'
          ? { kind: 'answered', status: 200, body: { hash_type: 'SHA1', hash_value: '', download_url: '' } }
          : outcome;
      },
    },
  ),
];
