import { type OrderRequest, paths } from '../protocol/payments.ts';
import { isRecord } from '../protocol/wire.ts';
import { days, hours, plus, toRfc3339 } from '../time/index.ts';
import type { BillKind } from './bills.ts';
import { type Context, valueInWords } from './parameter-values.ts';
import type { Trade } from './trade.ts';

const goods = { merchant_goods_id: 'goods-1', wechatpay_goods_id: '1001', goods_name: 'tea' };

/** A right order with every field that there is. */
const everyField = (request: OrderRequest, timeExpire: string) => ({
  ...request,
  time_expire: timeExpire,
  attach: 'a',
  goods_tag: 'WXG',
  support_fapiao: false,
  detail: {
    cost_price: request.amount.total,
    invoice_id: 'receipt-1',
    goods_detail: [{ ...goods, quantity: 1, unit_price: request.amount.total }],
  },
  scene_info: {
    payer_client_ip: '14.23.150.211',
    device_id: 'device-1',
    store_info: { id: 'store-1', name: 'shop', area_code: '440305', address: 'street' },
  },
  settle_info: { profit_sharing: false },
});

/** Orders with every field, one of which is as the words say. */
export async function orderWith(trade: Trade, path: string, words: string): Promise<void> {
  const request = everyField(trade.request, toRfc3339(plus(contextOf(trade).now, hours(1))));
  const body = changed(request, path, valueInWords(words, contextOf(trade)));
  const number = isRecord(body) ? body['out_trade_no'] : undefined;
  if (typeof number === 'string') trade.request = { ...trade.request, out_trade_no: number };
  await trade.order(body);
}

/** Applies for a refund of the whole order, with one field as the words say. */
export async function refundWith(trade: Trade, path: string, words: string): Promise<void> {
  const { out_trade_no, notify_url, amount } = trade.request;
  const { total } = amount;
  const request = {
    out_trade_no,
    out_refund_no: trade.stage.cast.caller.newRefundNumber(),
    reason: 'r',
    notify_url,
    amount: { refund: total, total, currency: 'CNY', ...(path.startsWith('amount.from.') ? { from: [FROM] } : {}) },
    ...(path.startsWith('goods_detail.') ? { goods_detail: [{ ...goods, ...REFUNDED, unit_price: total }] } : {}),
  };
  const body = changed(request, path, valueInWords(words, contextOf(trade)));
  await trade.call({ method: 'POST', target: paths.refund, body });
}

const FROM = { account: 'AVAILABLE', amount: 1 };
const REFUNDED = { refund_amount: 1, refund_quantity: 1 };

/** Sends the first refund to the payer's bank card, with one field as the words say */
export async function redirectWith(trade: Trade, path: string, words: string): Promise<void> {
  const value = valueInWords(words, contextOf(trade));
  await trade.redirectRefund('USER_BANK_CARD', { [path]: value });
}

/** Applies for a bill of yesterday, with one parameter as the words say. */
export async function applyWith(trade: Trade, kind: BillKind, name: string, words: string): Promise<void> {
  const context = contextOf(trade);
  const value = valueInWords(words, context);
  const right = { bill_date: toRfc3339(plus(context.now, days(-1))).slice(0, 10) };
  const query = Object.entries({ ...right, [name]: value }).flatMap(([key, each]) =>
    each === undefined ? [] : [`${key}=${encodeURIComponent(String(each))}`],
  );
  const path = kind === 'fund-flow' ? '/v3/bill/fundflowbill' : '/v3/bill/tradebill';
  const target = [path, ...(query.length > 0 ? [query.join('&')] : [])].join('?');
  await trade.call({ method: 'GET', target });
}

/** Asks for an order by WeChat Pay's number, or for a refund by the merchant's, that is as the words say. */
export async function callNaming(trade: Trade, what: 'transaction_id' | 'out_refund_no', words: string): Promise<void> {
  const number = String(valueInWords(words, contextOf(trade)));
  const { mchid } = trade.request;
  const target = what === 'transaction_id' ? paths.orderById(number, mchid) : paths.refundByNumber(number);
  await trade.call({ method: 'GET', target });
}

/** Asks for an order, or closes one, whose number is as the words say. */
export async function callUnder(trade: Trade, what: 'query' | 'close', words: string): Promise<void> {
  const number = String(valueInWords(words, contextOf(trade)));
  trade.request = { ...trade.request, out_trade_no: number };
  await trade[what]();
}

function contextOf({ stage, request }: Trade): Context {
  const { caller, gateway } = stage.cast;
  const fresh = (length: number): string => {
    const drawn = Array.from({ length: Math.ceil(length / 10) }, () => caller.newRefundNumber().slice(-10));
    const characters = drawn.join('');
    // All signs that a number may have stand in one that is long enough.
    return length > 10 ? `${characters.slice(3 - length)}_-*` : characters.slice(-length);
  };
  return { now: gateway.now(), address: request.notify_url, fresh };
}

/** A copy with one value, named by its path with dots, replaced or left out. */
function changed(whole: unknown, path: string, value: unknown): unknown {
  const [name = '', ...rest] = path.split('.');
  const inner = (old: unknown): unknown => (rest.length === 0 ? value : changed(old, rest.join('.'), value));
  if (Array.isArray(whole)) return whole.map((old, index) => (index === Number(name) ? inner(old) : old));
  return isRecord(whole) ? { ...whole, [name]: inner(whole[name]) } : whole;
}
