import { paths, paymentParams, systemEntropy } from '../../src/protocol/index.ts';
import { wallClock } from '../../src/time/index.ts';
import type { Draft } from './draft.ts';
import type { Lane } from './lane.ts';
import type { Random } from './random.ts';
import { orderOf, type Request } from './wire-drafts.ts';

const control = (method: string, path: string, value?: object): Draft => ({
  method,
  target: `/sandbox${path}`,
  headers: [],
  body: Buffer.from(value === undefined ? '' : JSON.stringify(value)),
  signing: 'not',
});

const wire = ([method, target, value, named]: Request): Draft => ({
  method,
  target,
  headers: [
    ['User-Agent', 'fuzz'],
    ['Accept', '*/*'],
    ...(named === undefined ? [] : [['Wechatpay-Serial', named] as const]),
  ],
  body: Buffer.from(value === undefined ? '' : JSON.stringify(value)),
  signing: 'right',
});

/** The way to a bill, and to a refund that is sent elsewhere. */
const STEPS: readonly ((random: Random, lane: Lane) => Draft)[] = [
  (random, lane) => {
    const { appid, mchid, description, notify_url, amount, payer } = orderOf(random, lane);
    const out_trade_no = lane.wayNumber();
    return wire(['POST', paths.order, { appid, mchid, description, out_trade_no, notify_url, amount, payer }]);
  },
  (_, { sign, merchant, latestPrepayId }) => {
    const params = paymentParams(sign, merchant.appid, latestPrepayId(), wallClock, systemEntropy);
    return control('POST', '/cashier', { ...params, action: 'pay' });
  },
  (random, lane) => {
    const out_trade_no = lane.wayNumber();
    const amount = { refund: random.pick([1, 330]), total: 990, currency: 'CNY' };
    const out_refund_no = `${out_trade_no}-r0`;
    return wire(['POST', paths.refund, { out_trade_no, out_refund_no, amount }]);
  },
  (_, lane) => control('POST', `/refunds/${lane.latestRefund().number}/settle`, { status: 'ABNORMAL' }),
  (_, lane) => {
    const { id, number } = lane.latestRefund();
    const card = { bank_account: lane.encrypt('6225880137340403'), real_name: lane.encrypt('张三') };
    const body = { out_refund_no: number, type: 'USER_BANK_CARD', bank_type: 'CMB_DEBIT', ...card };
    return wire(['POST', paths.abnormalRefund(id), body, lane.merchant.public_key_id]);
  },
  () => control('POST', '/clock/advance', { seconds: 86_400 }),
  () => control('DELETE', '/faults'),
  (random, lane) => wire(['GET', paths.tradeBill(lane.day(random))]),
  (random, lane) => wire(['GET', paths.fundFlowBill(lane.day(random))]),
  (random, lane) => wire(['GET', lane.download(random) ?? paths.tradeBill(lane.day(random))]),
];

/** The next request on that way, in which nothing is wrong. */
export const rightDraft = (random: Random, lane: Lane): Draft => lane.step(STEPS)(random, lane);
