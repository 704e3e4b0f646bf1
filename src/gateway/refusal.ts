import type { ErrorCode } from '../protocol/errors.ts';
import { ANSWER_FAULTS } from './faults.ts';

/** Why the gateway does not do what was asked: HTTP status, error body, and the numeric code that ends the Request-ID. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly subCode?: number;
}

const refusal = (status: number, code: ErrorCode, message: string, subCode?: number): Refusal => ({
  status,
  code,
  message,
  ...(subCode === undefined ? {} : { subCode }),
});

/** HTTP status of a code where only the code is a matter of policy (D:4012791897, D:4012791901, D:4012791903). */
const STATUS_OF: Partial<Record<ErrorCode, number>> = {
  OUT_TRADE_NO_USED: 403,
  TRADE_ERROR: 403,
};
const byPolicy = (code: ErrorCode, message: string, subCode?: number): Refusal =>
  refusal(STATUS_OF[code] ?? 400, code, message, subCode);

/** Why there is no bill (D:4013071254); for a day of which none can be asked for, the words are ours. */
const NO_STATEMENT = {
  INVALID_REQUEST: '账单日期不在可下载的范围内，仅支持三个月内且不晚于昨日的账单',
  NO_STATEMENT_EXIST: '请求的账单文件不存在',
  STATEMENT_CREATING: '账单生成中',
} as const;

/**
 * The refusals of the payment and refund endpoints. Messages are those that the pages and observed answers carry, except
 * where marked `ours`: there no wording is published, and no client may branch on one anyway (D:4014959631).
 */
export const refusals = {
  appidNotBound: refusal(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配，请检查后再试', 268_445_527),
  mchidDiffers: refusal(400, 'PARAM_ERROR', 'http header中的mchid与post payload中的mchid不匹配', 268_435_461),
  foreignOrder: refusal(400, 'INVALID_REQUEST', '商户号和订单信息不匹配', 268_447_843),
  totalTooLarge: refusal(400, 'INVALID_REQUEST', '订单总金额超过限额', 268_435_464), // ours
  orderNotExist: refusal(404, 'ORDER_NOT_EXIST', '订单不存在', 268_512_771),
  reorderWithOtherParams: (code: 'OUT_TRADE_NO_USED' | 'INVALID_REQUEST') =>
    code === 'OUT_TRADE_NO_USED'
      ? byPolicy(code, '商户订单号重复')
      : byPolicy(code, '请求重入时，参数与首次请求时不一致', 268_498_688),
  orderPaid: (code: ErrorCode) => byPolicy(code, '该订单已支付', 268_449_538),
  orderClosed: (code: ErrorCode) => byPolicy(code, '订单已关闭', 268_447_914),
  nothingToRefund: refusal(404, 'RESOURCE_NOT_EXISTS', '订单号不存在'),
  refundNotExist: refusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在'), // ours
  refundParamsDiffer: refusal(400, 'INVALID_REQUEST', '您的请求参数与订单信息不一致'),
  refundOtherOrder: refusal(400, 'INVALID_REQUEST', '支付单号校验不一致，请核实后再试'),
  refundOtherAmounts: (code: ErrorCode) => byPolicy(code, '订单金额或退款金额与之前请求不一致，请核实后再试'),
  refundExceeds: refusal(400, 'INVALID_REQUEST', '申请退款金额超过订单可退金额'),
  refundSources: (code: ErrorCode) => byPolicy(code, '退款出资账户类型重复，或出资金额之和不等于退款金额'), // ours
  refundTooLate: (code: ErrorCode) => byPolicy(code, '订单已超过可退款的最大期限'), // ours
  refundTooMany: refusal(400, 'INVALID_REQUEST', '部分退款次数超过上限'), // ours
  refundTooSoon: refusal(429, 'FREQUENCY_LIMITED', '频率限制，请稍后再试', 268_447_840), // ours
  headerMissing: refusal(400, 'INVALID_REQUEST', 'Http头缺少Accept或User-Agent'),
  tooOften: refusal(429, 'FREQUENCY_LIMITED', '频率限制，请稍后再试', 268_447_840), // ours
  refundsOfOldOrdersTooOften: refusal(
    429,
    'FREQUENCY_LIMITED',
    '频率限制，1个月之前的订单请降低申请频率再重试',
    268_447_840,
  ),
  refundNotAbnormal: refusal(400, 'INVALID_REQUEST', '退款单状态不是退款异常，无法发起异常退款'), // ours
  wrongEncryptionSerial: refusal(400, 'PARAM_ERROR', '平台证书序列号Wechatpay-Serial错误'),
  notDecryptable: (code: ErrorCode) => byPolicy(code, '平台私钥解密失败'),
  noSuchDay: refusal(400, 'PARAM_ERROR', '账单日期不存在，请传入yyyy-MM-dd格式的日期', 268_435_461), // ours
  noStatement: (code: 'INVALID_REQUEST' | 'NO_STATEMENT_EXIST' | 'STATEMENT_CREATING') =>
    byPolicy(code, NO_STATEMENT[code]),
  billUrlUseless: refusal(400, 'INVALID_REQUEST', '账单下载链接无效或已过期，请重新申请账单'), // ours
  foreignBill: refusal(403, 'NO_AUTH', '无权下载该账单，请使用申请账单的商户号下载'), // ours
  // Its status is not documented.
  certificatesExpired: refusal(403, 'NOT_ENOUGH', '平台证书已过期失效，请联系微信支付技术支持。'),
  noCertificate: refusal(
    404,
    'RESOURCE_NOT_EXISTS',
    '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。可查看指引https://pay.weixin.qq.com/doc/v3/merchant/4012153196.md',
  ),
  noSuchFault: (name: string) =>
    refusal(400, 'PARAM_ERROR', `Wechatpay-Negative-Test没有“${name}”，可选：${ANSWER_FAULTS.join('、')}`), // ours
  notEnough: refusal(403, 'NOT_ENOUGH', '基本账户余额不足，请充值后重新发起'), // ours
} as const;
