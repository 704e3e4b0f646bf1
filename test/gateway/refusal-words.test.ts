import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Refusal, refusals } from '../../src/gateway/refusal.ts';

type Told = readonly [status: number, code: string, message: string, subCode?: number];
/** A refusal, or one for each code that a policy may choose. */
type Known = Told | Readonly<Record<string, Told>>;

const LIMITED = '频率限制，请稍后再试';
const MONTH_OLD = '频率限制，1个月之前的订单请降低申请频率再重试';
const NO_CERTIFICATE =
  '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。可查看指引https://pay.weixin.qq.com/doc/v3/merchant/4012153196.md';
const NO_SUCH_BILL = '账单日期不在可下载的范围内，仅支持三个月内且不晚于昨日的账单';
const PAID = '该订单已支付';
const AMOUNTS = '订单金额或退款金额与之前请求不一致，请核实后再试';
const SOURCES = '退款出资账户类型重复，或出资金额之和不等于退款金额';
const TOO_LATE = '订单已超过可退款的最大期限';
const SEALED = '平台私钥解密失败';
const FAULTS =
  'error-500、rate-limit、unavailable、no-auth、rule-limit、unknown-openid、openid-mismatch、account-abnormal、slow、reset-before、reset-after、truncated、unsigned、wrong-signature、probe、probe-not-base64、stale、unknown-serial、tampered-success、other-message';

/** Status and code (F§2.3), words (F§2.4, F§1.10; ours where none are published) and the number that ends the Request-ID (F§2.4). */
const known: Readonly<Record<keyof typeof refusals, Known>> = {
  appidNotBound: [400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配，请检查后再试', 268445527],
  mchidDiffers: [400, 'PARAM_ERROR', 'http header中的mchid与post payload中的mchid不匹配', 268435461],
  foreignOrder: [400, 'INVALID_REQUEST', '商户号和订单信息不匹配', 268447843],
  totalTooLarge: [400, 'INVALID_REQUEST', '订单总金额超过限额', 268435464],
  orderNotExist: [404, 'ORDER_NOT_EXIST', '订单不存在', 268512771],
  reorderWithOtherParams: {
    OUT_TRADE_NO_USED: [403, 'OUT_TRADE_NO_USED', '商户订单号重复'],
    INVALID_REQUEST: [400, 'INVALID_REQUEST', '请求重入时，参数与首次请求时不一致', 268498688],
  },
  orderPaid: {
    ORDERPAID: [400, 'ORDERPAID', PAID, 268449538],
    OUT_TRADE_NO_USED: [403, 'OUT_TRADE_NO_USED', PAID, 268449538],
    TRADE_ERROR: [403, 'TRADE_ERROR', PAID, 268449538],
    INVALID_REQUEST: [400, 'INVALID_REQUEST', PAID, 268449538],
  },
  orderClosed: {
    ORDER_CLOSED: [400, 'ORDER_CLOSED', '订单已关闭', 268447914],
    OUT_TRADE_NO_USED: [403, 'OUT_TRADE_NO_USED', '订单已关闭', 268447914],
  },
  nothingToRefund: [404, 'RESOURCE_NOT_EXISTS', '订单号不存在'],
  refundNotExist: [404, 'RESOURCE_NOT_EXISTS', '退款单不存在'],
  refundParamsDiffer: [400, 'INVALID_REQUEST', '您的请求参数与订单信息不一致'],
  refundOtherOrder: [400, 'INVALID_REQUEST', '支付单号校验不一致，请核实后再试'],
  refundOtherAmounts: {
    REFUND_FEE_MISMATCH: [400, 'REFUND_FEE_MISMATCH', AMOUNTS],
    INVALID_REQUEST: [400, 'INVALID_REQUEST', AMOUNTS],
  },
  refundExceeds: [400, 'INVALID_REQUEST', '申请退款金额超过订单可退金额'],
  refundSources: { INVALID_REQUEST: [400, 'INVALID_REQUEST', SOURCES], PARAM_ERROR: [400, 'PARAM_ERROR', SOURCES] },
  refundTooLate: {
    INVALID_REQUEST: [400, 'INVALID_REQUEST', TOO_LATE],
    TRADE_OVERDUE: [400, 'TRADE_OVERDUE', TOO_LATE],
  },
  refundTooMany: [400, 'INVALID_REQUEST', '部分退款次数超过上限'],
  refundTooSoon: [429, 'FREQUENCY_LIMITED', LIMITED, 268447840],
  headerMissing: [400, 'INVALID_REQUEST', 'Http头缺少Accept或User-Agent'],
  tooOften: [429, 'FREQUENCY_LIMITED', LIMITED, 268447840],
  refundsOfOldOrdersTooOften: [429, 'FREQUENCY_LIMITED', MONTH_OLD, 268447840],
  refundNotAbnormal: [400, 'INVALID_REQUEST', '退款单状态不是退款异常，无法发起异常退款'],
  wrongEncryptionSerial: [400, 'PARAM_ERROR', '平台证书序列号Wechatpay-Serial错误'],
  notDecryptable: { PARAM_ERROR: [400, 'PARAM_ERROR', SEALED], INVALID_REQUEST: [400, 'INVALID_REQUEST', SEALED] },
  noSuchDay: [400, 'PARAM_ERROR', '账单日期不存在，请传入yyyy-MM-dd格式的日期', 268435461],
  noStatement: {
    INVALID_REQUEST: [400, 'INVALID_REQUEST', NO_SUCH_BILL],
    NO_STATEMENT_EXIST: [400, 'NO_STATEMENT_EXIST', '请求的账单文件不存在'],
    STATEMENT_CREATING: [400, 'STATEMENT_CREATING', '账单生成中'],
  },
  billUrlUseless: [400, 'INVALID_REQUEST', '账单下载链接无效或已过期，请重新申请账单'],
  foreignBill: [403, 'NO_AUTH', '无权下载该账单，请使用申请账单的商户号下载'],
  certificatesExpired: [403, 'NOT_ENOUGH', '平台证书已过期失效，请联系微信支付技术支持。'],
  noCertificate: [404, 'RESOURCE_NOT_EXISTS', NO_CERTIFICATE],
  noSuchFault: { nothing: [400, 'PARAM_ERROR', `Wechatpay-Negative-Test没有“nothing”，可选：${FAULTS}`] },
  notEnough: [403, 'NOT_ENOUGH', '基本账户余额不足，请充值后重新发起'],
};

const wordsOf = ([status, code, message, subCode]: Told): object => ({
  status,
  code,
  message,
  ...(subCode === undefined ? {} : { subCode }),
});

const isTold = (one: Known): one is Told => Array.isArray(one);

describe('a refusal says what the documents say', () => {
  it('of every kind that there is', () => assert.deepEqual(Object.keys(refusals), Object.keys(known)));

  for (const [name, one] of Object.entries(known)) {
    it(name, () => {
      const refusal = refusals[name as keyof typeof refusals] as Refusal | ((code: string) => Refusal);
      if (typeof refusal !== 'function') assert.deepEqual(refusal, isTold(one) && wordsOf(one));
      else for (const [code, told] of Object.entries(one)) assert.deepEqual(refusal(code), wordsOf(told as Told));
    });
  }
});
