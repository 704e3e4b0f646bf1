import { DURATION_PATTERN } from '../../time/index.ts';
import { REFUSALS } from '../checked.ts';
import { filled } from '../phrases.ts';

/** What a fault is; its own name stays beside it, which profiles and the sandbox know it by. */
const FAULTS: Readonly<Record<string, string>> = {
  'account-abnormal': '用户账户异常',
  'altered-body': '签名后被修改',
  concurrent: '并发到达',
  duplicate: '重复到达',
  'empty-signature': '签名值为空',
  'error-500': '系统错误',
  late: '延迟到达',
  lost: '丢失',
  'no-auth': '无权限',
  'out-of-order': '乱序到达',
  probe: '签名探测',
  'probe-not-base64': '非Base64的签名探测',
  'rate-limit': '频率超限',
  'reset-after': '受理后连接中断',
  'reset-before': '受理前连接中断',
  'rule-limit': '业务规则限制',
  'smaller-amount': '金额偏小',
  stale: '时间戳过期',
  'tampered-ciphertext': '密文被篡改',
  truncated: '报文不完整',
  unavailable: '服务不可用',
  'unknown-order': '订单不存在',
  'unknown-serial': '密钥序列号不存在',
  unsigned: '未签名',
  'without-nonce': '缺少Wechatpay-Nonce',
  'without-serial': '缺少Wechatpay-Serial',
  'without-signature': '缺少Wechatpay-Signature',
  'without-timestamp': '缺少Wechatpay-Timestamp',
  'wrong-amount': '金额不符',
  'wrong-appid': 'appid不符',
  'wrong-currency': '货币不符',
  'wrong-key': 'APIv3密钥不符',
  'wrong-mchid': 'mchid不符',
  'wrong-signature': '签名错误',
  'wrong-state': '状态不是支付成功',
};

const WORDS: Readonly<Record<string, string>> = {
  // Who does what.
  cancels: '取消支付',
  'fails to pay': '支付失败',
  pays: '支付',
  'the caller closes the order': '调用方关单',
  'the caller orders again with the same parameters': '调用方以原参数重新下单',
  'the customer gives the order up': '顾客放弃订单',
  'the notification comes once more': '通知再次到达',
  'the payer fails to pay': '用户支付失败',
  accepts: '接受',
  'applies for a fund-flow bill': '申请资金账单',
  'applies for a trade bill': '申请交易账单',
  'asks for a refund': '申请退款',
  'calls the self-test': '调用自检接口',
  'downloads the platform certificates': '下载平台证书',
  'queries a refund': '查询退款',
  'queries an order by transaction_id': '按微信支付订单号查单',
  'redirects an abnormal refund': '发起异常退款',
  // Requests that are signed wrong.
  'a body changed after signing': '签名后修改报文',
  'a path changed after signing': '签名后修改路径',
  'a signature over a backslash and an n for each line feed': '签名串中换行符写成反斜杠n',
  'a signature over a lower-case method': '签名串中方法为小写',
  'a signature over a path with two slashes': '签名串中路径带双斜杠',
  'a signature over another nonce': '签名串中随机串不同',
  'a signature over lines of which the last is not ended': '签名串末行缺少换行符',
  'a signature over no body': '签名串缺少报文',
  'a signature over the path with its host': '签名串中路径带域名',
  'a signature over the path without its query': '签名串中路径缺少查询串',
  'a timestamp in milliseconds': '时间戳为毫秒',
  'an unknown mchid': '商户号未知',
  'an unknown serial_no': '证书序列号未知',
  "another key than the merchant's": '使用其他私钥签名',
  'another authentication scheme': '认证类型不正确',
  'no Authorization header': '缺少Authorization头',
  'single quotes in the Authorization header': 'Authorization使用单引号',
  past: '早',
  future: '晚',
  // Keys, certificates and what is encrypted.
  'no key': '无',
  expired: '已过期',
  replaced: '已更换',
  revoked: '已作废',
  'a certificate of its own': '自签名证书',
  'a certificate of other hosts': '其他域名的证书',
  'a name that is not encrypted': '姓名未加密',
  'an account encrypted for somebody else': '卡号使用他人公钥加密',
  'an unknown Wechatpay-Serial': 'Wechatpay-Serial不存在',
  'a plain message': '明文信息',
  'an encrypted message': '加密信息',
  // Values of a field, as steps may have them in Chinese.
  'left out': '不传',
  empty: '空',
  'tea with an emoji': '茶加表情符号',
  'an address with a blank': '带空格的地址',
  'an address with a fragment': '带锚点的地址',
  'an address with a query': '带查询串的地址',
  'an hour from now': '一小时后',
  'an hour from now in UTC': '一小时后，UTC时间',
  'an hour from now in UTC with milliseconds': '一小时后，UTC时间，带毫秒',
  'an hour from now with milliseconds': '一小时后，带毫秒',
  'an hour from now without a zone': '一小时后，不带时区',
  queries: '查单',
  closes: '关单',
  // Bills and their days.
  'bill of payments': '支付账单',
  'bill of refunds': '退款账单',
  'fund-flow bill': '资金账单',
  'trade bill': '交易账单',
  stands: '列入',
  'does not stand': '不列入',
  'that day': '当日',
  'the day before that': '前一日',
  today: '今日',
  tomorrow: '明日',
};

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^(\d+) letters?$/, '$1个字母'],
  [/^(\d+) Chinese characters?$/, '$1个汉字'],
  [/^a new number of (\d+) characters$/, '$1个字符的新单号'],
  [/^an address of (\d+) characters$/, '$1个字符的地址'],
  [/^goods in (\d+) bytes of JSON$/, '$1字节JSON的商品'],
  [/^no (\w+) in the Authorization header$/, 'Authorization缺少$1'],
  [/^refuses with ([A-Z_]+)$/, '拒绝，应答$1'],
  [/^the caller refunds (.+) with (.+)$/, '调用方退款$1，$2'],
  [/^the caller refunds (.+)$/, '调用方退款$1'],
  [/^the refund ends in ([A-Z]+)$/, '退款结果为$1'],
  [/^the mini program reports (".+")$/, '小程序上报$1'],
  [/^(.+) pass$/, '经过$1'],
];

/** Names of the wire's that could be words of a sentence. */
const WIRE: ReadonlySet<string> = new Set([
  ...['amount', 'appid', 'attach', 'description', 'detail', 'mchid', 'package', 'payer', 'reason', 'type'],
  ...['null', 'true', 'Accept', 'User-Agent'],
]);
/** A code, a number, a path, JSON, or the name of a field that no sentence has: `out_trade_no`, `nonceStr`, `amount.total`. */
const ON_THE_WIRE = /^(?:[A-Z_]+|-?\d[\d.]*|".*"|\[\]|\/[\w/{}-]+|[a-z]+(?:[A-Z._][\w.]*))$/;

const UNITS: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/ ?yuan$/, '元'],
  [/ ?fen$/, '分'],
  [/ ?days? ?/, '天'],
  [/ ?hours? ?/, '小时'],
  [/ ?minutes? ?/, '分钟'],
  [/ ?seconds? ?/, '秒'],
];

/** Money or a duration, of which the unit alone is a word. */
export const unitsInChinese = (amount: string): string =>
  UNITS.reduce((text, [english, word]) => text.replace(english, word), amount);

const MEASURED = new RegExp(`^(?:\\d+(?:\\.\\d{1,2})? ?yuan|\\d+ ?fen|${DURATION_PATTERN.source})$`);

/** What examples put into a sentence, in Chinese; undefined of what is neither known nor of the wire's. */
export function valueInChinese(value: string): string | undefined {
  if (MEASURED.test(value)) return unitsInChinese(value);
  if (WIRE.has(value) || ON_THE_WIRE.test(value)) return value;
  if (Object.hasOwn(FAULTS, value)) return `${FAULTS[value]}（${value}）`;
  for (const known of [WORDS, REFUSALS]) if (Object.hasOwn(known, value)) return known[value];
  for (const [form, said] of FORMS) {
    const found = form.exec(value);
    if (found) return filled(said, found, inPlace);
  }
  return undefined;
}

const inPlace = (part: string): string => valueInChinese(part) ?? part;

/** The words that examples have, for whoever asks whether all of them are still used. */
export const VALUE_WORDS: readonly string[] = [...Object.keys(FAULTS), ...Object.keys(WORDS)];
