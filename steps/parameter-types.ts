import { defineParameterType } from '@cucumber/cucumber';
import { ORDER_BELIEFS, type OrderBelief, type Sabotage } from '../src/actors/index.ts';
import { ANSWER_FAULTS, NOTIFICATION_FAULTS } from '../src/gateway/faults.ts';
import { type Fen, fen, fenFromYuan } from '../src/money/fen.ts';
import type { CashierAction } from '../src/protocol/cashier.ts';
import { ERROR_CODES } from '../src/protocol/errors.ts';
import type { AbnormalRefundRequest, RefundStatus, TradeState } from '../src/protocol/payments.ts';
import { EVENT_TYPES } from '../src/protocol/payments.ts';
import { DURATION_PATTERN, type Duration, parseDuration } from '../src/time/index.ts';
import { type RefusalReason, refusalByCode, refusalReasons } from '../src/workflow/refusals.ts';
import type { EchoKind } from '../src/workflow/self-test.ts';

/** A parameter type whose values are words, the English and the Chinese ones alike. */
export function words<T>(name: string, table: Readonly<Record<string, T>>): void {
  // The longest word first: one may be the beginning of another.
  const longestFirst = Object.keys(table).sort((a, b) => b.length - a.length);
  const regexp = new RegExp(longestFirst.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'));
  defineParameterType({
    name,
    regexp,
    useForSnippets: false,
    transformer: (word: string): T => {
      const value = table[word];
      if (value === undefined) throw new RangeError(`"${word}" is none of: ${Object.keys(table).join(', ')}`);
      return value;
    },
  });
}

defineParameterType({
  name: 'money',
  regexp: /\d+(?:\.\d{1,2})? ?(?:yuan|元)|\d+ ?(?:fen|分)/,
  transformer: (text: string): Fen => {
    const [, amount = '', unit] = /^([\d.]+) ?(.+)$/.exec(text) ?? [];
    return unit === 'yuan' || unit === '元' ? fenFromYuan(amount) : fen(Number(amount));
  },
});

defineParameterType({
  name: 'duration',
  regexp: DURATION_PATTERN,
  transformer: (text: string): Duration => parseDuration(text),
});

words<TradeState>('tradeState', {
  NOTPAY: 'NOTPAY',
  SUCCESS: 'SUCCESS',
  CLOSED: 'CLOSED',
  REFUND: 'REFUND',
  未支付: 'NOTPAY',
  支付成功: 'SUCCESS',
  已关闭: 'CLOSED',
  转入退款: 'REFUND',
});

words<AbnormalRefundRequest['type']>('refundReceiver', {
  "the user's bank card": 'USER_BANK_CARD',
  "the merchant's own account": 'MERCHANT_BANK_CARD',
  用户银行卡: 'USER_BANK_CARD',
  商户结算账户: 'MERCHANT_BANK_CARD',
});

words<EchoKind>('echoKind', {
  'a plain message': 'plain',
  'an encrypted message': 'encrypted',
  'an encrypted message alone': 'encrypted-alone',
  'a message encrypted for somebody else': 'for-somebody-else',
  明文信息: 'plain',
  加密信息: 'encrypted',
  仅加密信息: 'encrypted-alone',
  使用他人公钥加密的信息: 'for-somebody-else',
});

/** The ways in which personal fields can be sent wrong. */
export type SealingFault = 'plain' | 'other-key' | 'unknown-serial';

words<SealingFault>('sealingFault', {
  'a name that is not encrypted': 'plain',
  'an account encrypted for somebody else': 'other-key',
  'an unknown Wechatpay-Serial': 'unknown-serial',
  姓名未加密: 'plain',
  卡号使用他人公钥加密: 'other-key',
  'Wechatpay-Serial不存在': 'unknown-serial',
});

words<RefundStatus>('refundStatus', {
  PROCESSING: 'PROCESSING',
  SUCCESS: 'SUCCESS',
  CLOSED: 'CLOSED',
  ABNORMAL: 'ABNORMAL',
  退款处理中: 'PROCESSING',
  退款成功: 'SUCCESS',
  退款关闭: 'CLOSED',
  退款异常: 'ABNORMAL',
});

words<OrderBelief>('belief', {
  ...Object.fromEntries(ORDER_BELIEFS.map((belief) => [belief, belief])),
  待付款: 'unpaid',
  已付款: 'paid',
  已取消: 'closed',
  退款中: 'refunding',
  已退款: 'refunded',
  已失败: 'failed',
} as Readonly<Record<string, OrderBelief>>);

words<CashierAction>('cashierAction', {
  pays: 'pay',
  cancels: 'cancel',
  'fails to pay': 'fail',
  支付失败: 'fail',
  取消支付: 'cancel',
  支付: 'pay',
});

words<string>('errorCode', {
  ...Object.fromEntries(ERROR_CODES.map((code) => [code, code])),
  参数错误: 'PARAM_ERROR',
  签名错误: 'SIGN_ERROR',
  订单不存在: 'ORDER_NOT_EXIST',
  资源不存在: 'RESOURCE_NOT_EXISTS',
  无效请求: 'INVALID_REQUEST',
});

words<RefusalReason>('refusal', {
  ...Object.fromEntries(
    refusalReasons.flatMap((reason) => [reason.words.en, reason.words.zh].map((word) => [word, reason])),
  ),
});

words<Sabotage>('sabotage', {
  'no Authorization header': { kind: 'no-authorization' },
  'another authentication scheme': { kind: 'wrong-scheme' },
  'single quotes in the Authorization header': { kind: 'malformed-authorization' },
  "another key than the merchant's": { kind: 'other-key' },
  'an unknown serial_no': { kind: 'unknown-serial' },
  'a serial_no in lower case': { kind: 'lower-case-serial' },
  证书序列号为小写: { kind: 'lower-case-serial' },
  'the items of its header in another order': { kind: 'items-reversed' },
  Authorization各项顺序不同: { kind: 'items-reversed' },
  'an unknown mchid': { kind: 'unknown-mchid' },
  ...Object.fromEntries(
    (['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no'] as const).flatMap((item): [string, Sabotage][] => [
      [`no ${item} in the Authorization header`, { kind: 'item-missing', item }],
      [`Authorization缺少${item}`, { kind: 'item-missing', item }],
    ]),
  ),
  'a signature over a lower-case method': { kind: 'other-message', how: 'lower-case-method' },
  'a signature over the path without its query': { kind: 'other-message', how: 'without-query' },
  'a signature over the path with its host': { kind: 'other-message', how: 'with-host' },
  'a signature over a path with two slashes': { kind: 'other-message', how: 'two-slashes' },
  'a signature over lines of which the last is not ended': { kind: 'other-message', how: 'without-last-line-feed' },
  'a signature over a backslash and an n for each line feed': { kind: 'other-message', how: 'literal-line-feeds' },
  'a signature over no body': { kind: 'other-message', how: 'without-body' },
  'a signature over another nonce': { kind: 'other-message', how: 'other-nonce' },
  'a timestamp in milliseconds': { kind: 'other-message', how: 'milliseconds' },
  商户号未知: { kind: 'unknown-mchid' },
  签名串中方法为小写: { kind: 'other-message', how: 'lower-case-method' },
  签名串中路径缺少查询串: { kind: 'other-message', how: 'without-query' },
  签名串中路径带域名: { kind: 'other-message', how: 'with-host' },
  签名串中路径带双斜杠: { kind: 'other-message', how: 'two-slashes' },
  签名串末行缺少换行符: { kind: 'other-message', how: 'without-last-line-feed' },
  签名串中换行符写成反斜杠n: { kind: 'other-message', how: 'literal-line-feeds' },
  签名串缺少报文: { kind: 'other-message', how: 'without-body' },
  签名串中随机串不同: { kind: 'other-message', how: 'other-nonce' },
  时间戳为毫秒: { kind: 'other-message', how: 'milliseconds' },
  'a body changed after signing': { kind: 'changed-body' },
  'a path changed after signing': { kind: 'changed-path' },
  缺少Authorization头: { kind: 'no-authorization' },
  认证类型不正确: { kind: 'wrong-scheme' },
  Authorization使用单引号: { kind: 'malformed-authorization' },
  使用其他私钥签名: { kind: 'other-key' },
  证书序列号未知: { kind: 'unknown-serial' },
  签名后修改报文: { kind: 'changed-body' },
  签名后修改路径: { kind: 'changed-path' },
});

words<string>('notificationFault', Object.fromEntries(NOTIFICATION_FAULTS.map((fault) => [fault, fault])));
words<string>('answerFault', Object.fromEntries(ANSWER_FAULTS.map((fault) => [fault, fault])));
words<string>('eventType', Object.fromEntries(EVENT_TYPES.map((type) => [type, type])));

/** An error code that has one documented HTTP status. */
export const byCode = refusalByCode;
/** `299 seconds` as a clock that is off by so much. */
export const clockOff = (by: Duration): Sabotage => ({ kind: 'clock-off', by });
