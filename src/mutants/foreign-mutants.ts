import { happened } from '../gateway/decision.ts';
import type { State } from '../gateway/state.ts';
import { decideMutant, type Mutant, stageMutant, withOrder } from './mutant.ts';
import { soundStages } from './sound-stages.ts';
import { overlooking } from './validation-mutants.ts';

const { answer, authenticate, validate } = soundStages;

const withoutRefund = (state: State, outTradeNo: string, outRefundNo: string): State => ({
  ...withOrder(state, outTradeNo, (order) => ({
    ...order,
    refunds: order.refunds.filter((number) => number !== outRefundNo),
  })),
  refunds: new Map([...state.refunds].filter(([number]) => number !== outRefundNo)),
});

/** Gateways that take what is not the caller's, is not there, or is not what it is taken for. */
export const foreignMutants: readonly Mutant[] = [
  stageMutant(
    'a-query-may-name-any-mchid',
    { 'FOREIGN-ORDER': "the refusal (the order is another merchant's) … seen 200" },
    {
      answer: (asked) =>
        asked.endpoint === 'order-by-number' && asked.uri.mchid !== asked.merchant.mchid
          ? answer({ ...asked, uri: { ...asked.uri, mchid: asked.merchant.mchid } })
          : answer(asked),
    },
  ),
  stageMutant(
    'a-close-may-name-any-mchid',
    { 'FOREIGN-ORDER': "the refusal (the order is another merchant's) … seen 204" },
    {
      answer: (asked) =>
        asked.endpoint === 'close' && asked.body.mchid !== asked.merchant.mchid
          ? answer({ ...asked, body: { ...asked.body, mchid: asked.merchant.mchid } })
          : answer(asked),
    },
  ),
  stageMutant(
    'closing-what-is-not-there-breaks',
    { 'FOREIGN-ORDER': 'the answer to closing an order that nobody made … seen 500 SYSTEM_ERROR' },
    {
      answer: (asked) =>
        asked.endpoint === 'close' && !asked.merchant.books.order(asked.uri['out_trade_no'] ?? '')
          ? { kind: 'refused', refusal: { status: 500, code: 'SYSTEM_ERROR', message: '' } }
          : answer(asked),
    },
  ),
  stageMutant(
    'an-unknown-transaction-id-is-a-wrong-parameter',
    { 'QUERY-ORDER': 'the refusal (ORDER_NOT_EXIST) … seen 400 PARAM_ERROR' },
    {
      answer: (asked) => {
        const outcome = answer(asked);
        return asked.endpoint === 'order-by-id' && outcome.kind === 'refused'
          ? { kind: 'refused', refusal: { status: 400, code: 'PARAM_ERROR', message: '' } }
          : outcome;
      },
    },
  ),
  decideMutant(
    'a-refund-number-is-good-for-any-order',
    { 'REFUND-ONCE': 'the refusal (INVALID_REQUEST) … seen 200' },
    'request-refund',
    (command, state, right) => {
      const outRefundNo = command.request.out_refund_no;
      const known = state.refunds.get(outRefundNo);
      return known && known.outTradeNo !== command.request.out_trade_no
        ? happened([], { kind: 'refund', outRefundNo })
        : right(command);
    },
  ),
  decideMutant(
    'the-number-of-a-closed-refund-makes-a-new-one',
    { 'REFUND-ONCE': 'status: expected CLOSED, seen PROCESSING' },
    'request-refund',
    (command, state, right) => {
      const number = command.request.out_refund_no;
      const known = state.refunds.get(number);
      return known?.status === 'CLOSED'
        ? right(command, withoutRefund(state, known.outTradeNo, number))
        : right(command);
    },
  ),
  stageMutant(
    'refunding-what-is-not-there-is-a-wrong-request',
    { 'REFUND-PAID-ONLY': 'the refusal (there is nothing to refund) … seen 400 INVALID_REQUEST' },
    {
      answer: (asked) =>
        asked.endpoint === 'refund' && asked.body.out_trade_no && !asked.merchant.books.order(asked.body.out_trade_no)
          ? { kind: 'refused', refusal: { status: 400, code: 'INVALID_REQUEST', message: '' } }
          : answer(asked),
    },
  ),
  decideMutant(
    'a-refund-by-transaction-id-names-any-total',
    { 'REFUND-LIMIT': 'the refusal (INVALID_REQUEST) … seen 200' },
    'request-refund',
    (command, state, right) => {
      const { request } = command;
      const order = state.orders.get(state.orderOfTransaction.get(request.transaction_id ?? '') ?? '');
      const amount = { ...request.amount, total: order?.total ?? request.amount.total };
      return right({ ...command, request: { ...request, amount } });
    },
  ),
  stageMutant(
    'a-transaction-id-is-refunded-for-nobody',
    {
      'REFUND-STATE': 'the answer: expected 200, seen 404 RESOURCE_NOT_EXISTS',
      'REFUND-1Y': 'the refusal (the refund comes too late) … seen 404 RESOURCE_NOT_EXISTS',
      'REFUND-LIMIT': 'the refusal (INVALID_REQUEST) … seen 404 RESOURCE_NOT_EXISTS',
    },
    {
      answer: (asked) =>
        asked.endpoint === 'refund' && asked.body.transaction_id !== undefined
          ? { kind: 'refused', refusal: { status: 404, code: 'RESOURCE_NOT_EXISTS', message: '' } }
          : answer(asked),
    },
  ),
  decideMutant(
    'an-abnormal-refund-need-not-fit-its-number',
    { 'ABNORMAL-PARAMS': 'the refusal (the two numbers name no one refund) … seen 200' },
    'apply-abnormal-refund',
    (command, state, right) => {
      const meant = [...state.refunds].find(([, { refundId }]) => refundId === command.refundId);
      return right(meant ? { ...command, outRefundNo: meant[0] } : command);
    },
  ),
  overlooking(
    'any-bank-is-a-bank',
    { 'ABNORMAL-PARAMS': 'the refusal (a parameter is wrong) … seen 200' },
    '“/body/bank_type”',
    '正则表达式',
  ),
  overlooking('any-packing-will-do', { 'BILL-PARAMS': 'the refusal (a parameter is wrong) … seen 200' }, '压缩类型'),
  stageMutant(
    'of-a-day-that-is-no-date-there-is-just-no-bill',
    { 'BILL-PARAMS': 'the refusal (a parameter is wrong) … seen 400 NO_STATEMENT_EXIST' },
    {
      validate: (endpoint, parameters, form) => {
        const refusal = validate(endpoint, parameters, form);
        return refusal?.message.includes('账单日期')
          ? { status: 400, code: 'NO_STATEMENT_EXIST', message: '' }
          : refusal;
      },
    },
  ),
  overlooking(
    'a-self-test-may-be-silent',
    { 'SECURITY-ECHO': 'the refusal (PARAM_ERROR) … seen 200' },
    '“/body/echo_message”',
  ),
  overlooking(
    'a-refund-number-in-a-path-may-have-any-length',
    { 'REFUND-PARAMS': 'the refusal (PARAM_ERROR) … seen 404 RESOURCE_NOT_EXISTS' },
    '/uri_template/out_refund_no',
  ),
  overlooking(
    'a-transaction-id-may-have-any-length',
    { 'NUMBER-LIMITS': 'the refusal (PARAM_ERROR) … seen 404 ORDER_NOT_EXIST' },
    '/uri_template/transaction_id',
  ),
  stageMutant(
    'a-serial-number-is-in-capitals',
    { 'SERIAL-ANY-CASE': 'the answer: expected 200, seen 401 SIGN_ERROR' },
    {
      authenticate: (request, merchantOf, wire) => {
        const authorization = request.headers['authorization'] ?? '';
        const serial = /serial_no="([^"]*)"/.exec(authorization)?.[1] ?? '';
        if (serial === serial.toUpperCase()) return authenticate(request, merchantOf, wire);
        const unknown = authorization.replace(serial, 'F'.repeat(40));
        return authenticate({ ...request, headers: { ...request.headers, authorization: unknown } }, merchantOf, wire);
      },
    },
  ),
];
