import { happened, refused } from '../gateway/decision.ts';
import type { Refusal } from '../gateway/refusal.ts';
import { refusals } from '../gateway/refusal.ts';
import type { Order } from '../gateway/state.ts';
import { isRecord, parseJson } from '../protocol/wire.ts';
import { parseRfc3339 } from '../time/index.ts';
import { decideMutant, type Mutant, stageMutant } from './mutant.ts';
import { soundStages } from './sound-stages.ts';

const { authenticate } = soundStages;

const wasTried = (order: Order | undefined): boolean =>
  order?.history.some(({ event }) => event === 'payment failed') ?? false;

const wrong: Refusal = { status: 400, code: 'PARAM_ERROR', message: '' };
const otherParams = () => refused(refusals.reorderWithOtherParams('OUT_TRADE_NO_USED'));

/** Gateways to which an order is another one once somebody tried to pay it, once it was asked for again, or as it is written. */
export const orderLifeMutants: readonly Mutant[] = [
  decideMutant(
    'orders-that-were-tried-to-be-paid-are-not-closed',
    { 'CLOSE-ORDER': 'the answer: expected 204, seen 400 PARAM_ERROR' },
    'close-order',
    (command, state, right) => (wasTried(state.orders.get(command.outTradeNo)) ? refused(wrong) : right(command)),
  ),
  decideMutant(
    'orders-without-a-living-prepay-id-are-not-closed',
    {
      'PARAMS-ACCEPTED': 'the parameters of POST /v3/pay/transactions/out-trade-no/ … expected taken, seen refused',
      'CLOSE-THEN-FAILED': 'what the merchant takes the order for: … seen unpaid',
      'CLOSE-ORDER': 'the answer: expected 204, seen 400 PARAM_ERROR',
    },
    'close-order',
    (command, state, right) => {
      const order = state.orders.get(command.outTradeNo);
      const isOver = order?.status.tradeState === 'NOTPAY' && order.prepayIds.every((id) => id.expiresAt < command.at);
      return isOver && order.request.time_expire === undefined ? refused(wrong) : right(command);
    },
  ),
  decideMutant(
    'orders-that-were-asked-for-again-stay-open',
    {
      'CLOSE-ORDER': 'trade_state of the order: expected CLOSED, seen NOTPAY',
      'FINAL-CLOSED': 'the cashier: expected refused, seen paid',
    },
    'close-order',
    (command, state, right) =>
      (state.orders.get(command.outTradeNo)?.prepayIds.length ?? 0) > 1 ? happened([]) : right(command),
  ),
  decideMutant(
    'orders-that-were-tried-to-be-paid-are-not-ordered-again',
    { 'REORDER-SAME': 'the answer: expected 200, seen 403 OUT_TRADE_NO_USED' },
    'place-order',
    (command, state, right) =>
      wasTried(state.orders.get(command.request.out_trade_no)) ? otherParams() : right(command),
  ),
  decideMutant(
    'orders-that-were-tried-to-be-paid-never-close',
    { 'UNPAID-7D': 'trade_state of the order: expected CLOSED, seen NOTPAY' },
    'moment-came',
    (command, state, right) => {
      const { due } = command;
      return due.kind === 'auto-close' && wasTried(state.orders.get(due.outTradeNo)) ? happened([]) : right(command);
    },
  ),
  decideMutant(
    'orders-are-compared-byte-by-byte',
    { 'REORDER-SAME': 'the answer: expected 200, seen 403 OUT_TRADE_NO_USED' },
    'place-order',
    (command, state, right) => {
      const known = state.orders.get(command.request.out_trade_no);
      const isOther = JSON.stringify(known?.request) !== JSON.stringify(command.request);
      return known?.status.tradeState === 'NOTPAY' && isOther ? otherParams() : right(command);
    },
  ),
  stageMutant(
    'signatures-are-checked-over-a-body-of-its-own',
    { 'SIGN-CHECKED': 'the answer: expected 200, seen 401 SIGN_ERROR' },
    {
      authenticate: (request, merchantOf, wire) => {
        const json = parseJson(request.body);
        const body = isRecord(json) ? Buffer.from(JSON.stringify(json)) : request.body;
        return authenticate(body.equals(request.body) ? request : { ...request, body }, merchantOf, wire);
      },
    },
  ),
  decideMutant(
    'time-expire-is-read-without-its-zone',
    {
      'TIME-EXPIRE-BOUNDS':
        'the cashier: expected requestPayment:ok, seen requestPayment:fail (订单已超过商户设置的最晚支付成功时间，请重新发起支付)',
    },
    'place-order',
    (command, _state, right) => {
      const { time_expire } = command.request;
      if (time_expire?.endsWith('Z') !== true) return right(command);
      const misread = time_expire.replace(/(\.\d+)?Z$/, '+08:00');
      return right({ ...command, request: { ...command.request, time_expire: misread } });
    },
  ),
  decideMutant(
    'time-expire-in-the-past-is-refused',
    { 'TIME-EXPIRE-BOUNDS': 'the answer: expected 200, seen 400 PARAM_ERROR' },
    'place-order',
    (command, _state, right) => {
      const expires = parseRfc3339(command.request.time_expire ?? '');
      return expires !== undefined && expires < command.at ? refused(wrong) : right(command);
    },
  ),
];
