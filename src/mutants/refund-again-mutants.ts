import { refused } from '../gateway/decision.ts';
import { refusals } from '../gateway/refusal.ts';
import { isRecord } from '../protocol/wire.ts';
import { between, days } from '../time/index.ts';
import { decideMutant, type Mutant, stageMutant } from './mutant.ts';
import { soundStages } from './sound-stages.ts';
import { answerMutant, without } from './told-otherwise.ts';

const { validate } = soundStages;

/** Gateways that are wrong about a refund which is asked for once more, sent elsewhere, or asked for with no more than it needs. */
export const refundAgainMutants: readonly Mutant[] = [
  decideMutant(
    'a-whole-refund-again-exceeds-what-is-left',
    { 'REFUND-ONCE': 'the answer: expected 200, seen 400 INVALID_REQUEST' },
    'request-refund',
    (command, state, right) => {
      const known = state.refunds.get(command.request.out_refund_no);
      const isWhole = known?.amount === known?.total && known?.status === 'PROCESSING';
      return known && isWhole ? refused(refusals.refundExceeds) : right(command);
    },
  ),
  decideMutant(
    'a-refund-again-may-come-too-late',
    { 'REFUND-ONCE': 'the answer: expected 200, seen 400 INVALID_REQUEST' },
    'request-refund',
    (command, state, right) => {
      const known = state.refunds.get(command.request.out_refund_no);
      const isLate = known !== undefined && between(known.createdAt, command.at) > days(365);
      return isLate ? refused(refusals.refundTooLate('INVALID_REQUEST')) : right(command);
    },
  ),
  decideMutant(
    'a-refund-again-needs-the-money-again',
    { 'REFUND-BALANCE': 'the answer: expected 200, seen 403 NOT_ENOUGH' },
    'request-refund',
    (command, state, right) => {
      const known = state.refunds.get(command.request.out_refund_no);
      const lacks = known !== undefined && (state.account.balance ?? known.amount) < known.amount;
      return lacks ? refused(refusals.notEnough) : right(command);
    },
  ),
  decideMutant(
    'a-refund-again-may-have-another-total',
    { 'REFUND-ONCE': 'the refusal (the amounts of the refund changed) … seen 200' },
    'request-refund',
    (command, state, right) => {
      const { request } = command;
      const total = state.refunds.get(request.out_refund_no)?.request.amount.total ?? request.amount.total;
      return right({ ...command, request: { ...request, amount: { ...request.amount, total } } });
    },
  ),
  stageMutant(
    'a-refund-must-have-a-notify-url',
    { 'REFUND-PARAMS': 'the answer: expected 200, seen 400 PARAM_ERROR' },
    {
      validate: (endpoint, parameters, form) => {
        const { body } = parameters;
        const isTold = endpoint !== 'refund' || (isRecord(body) && body['notify_url'] !== undefined);
        const refusal = validate(endpoint, parameters, form);
        return refusal ?? (isTold ? undefined : { status: 400, code: 'PARAM_ERROR', message: '' });
      },
    },
  ),
  stageMutant(
    'refunds-go-to-credit-cards-too',
    { 'ABNORMAL-PARAMS': 'the refusal (a parameter is wrong) … seen 200' },
    {
      validate: (endpoint, parameters, form) => {
        const { body } = parameters;
        const bank = isRecord(body) ? body['bank_type'] : undefined;
        if (!isRecord(body) || bank !== 'CMB_CREDIT') return validate(endpoint, parameters, form);
        return validate(endpoint, { ...parameters, body: { ...body, bank_type: 'CMB_DEBIT' } }, form);
      },
    },
  ),
  answerMutant(
    'a-refund-that-is-sent-elsewhere-is-told-without-its-amounts',
    { 'REFUND-ABNORMAL': 'amount.settlement_total: expected 100, seen nothing' },
    /^abnormal-refund$/,
    (body) => without(body, 'amount'),
  ),
];
