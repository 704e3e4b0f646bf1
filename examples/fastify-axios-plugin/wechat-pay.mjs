/**
 * WeChat Pay by wechatpay-axios-plugin. The SDK signs every request and verifies every 2xx answer. What it leaves to its
 * users: how long to wait, what a failure means, and notifications.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';

const folder = process.env.CREDENTIALS ?? '.wechatpay';
const read = (name) => readFileSync(join(folder, name));
export const account = JSON.parse(read('merchant.json'));

const privateKey = Rsa.from(read('apiclient_key.pem'), Rsa.KEY_TYPE_PRIVATE);
/** WeChat Pay's public key, and the platform certificate of the time before: either may have signed. */
const certs = {
  [account.public_key_id]: Rsa.from(read('pub_key.pem'), Rsa.KEY_TYPE_PUBLIC),
  [account.platform_serial_no]: Rsa.from(read('platform_cert.pem'), Rsa.KEY_TYPE_PUBLIC),
};
const wxpay = new Wechatpay({
  mchid: account.mchid,
  serial: account.serial_no,
  privateKey,
  certs,
  headers: { 'Wechatpay-Serial': account.public_key_id },
  maxRedirects: 0,
  ...(process.env.WECHATPAY_URL ? { baseURL: `${process.env.WECHATPAY_URL}/` } : {}),
});

/** A normal answer takes three seconds at the most. Without a limit the SDK waits for ever. */
const limit = () => ({ signal: AbortSignal.timeout(5_000) });
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * What a call came to: { ok: true, body }, or { ok: false, code } where WeChat Pay said no. Where nobody can say whether it
 * took effect it is made once more with the same parameters, and then has no code.
 */
async function outcome(call) {
  const first = await attempt(call);
  if (first.ok || first.code !== undefined) return first;
  await pause(first.limited ? 1_000 : 200);
  return attempt(call);
}

async function attempt(call) {
  try {
    return { ok: true, body: (await call(limit())).data };
  } catch (failure) {
    // No response: it did not come in time, or not at all. A response with 2xx: the SDK found no right signature, and
    // hands over what it does not believe, status and all. So an answer is only what says no by its status.
    const { status, data } = failure.response ?? {};
    if (status >= 400 && status < 500 && status !== 429) return { ok: false, code: data?.code ?? `HTTP ${status}` };
    process.stderr.write(`WeChat Pay: ${failure.code ?? failure.message}\n`);
    return { ok: false, limited: status === 429 };
  }
}

const { transactions } = wxpay.v3.pay;
const { refunds } = wxpay.v3.refund.domestic;
const { mchid } = account;

export const wechatPay = {
  order: (request) => outcome((how) => transactions.jsapi.post(request, how)),
  query: (out_trade_no) =>
    outcome((how) => transactions.outTradeNo.$out_trade_no$.get({ ...how, params: { mchid }, out_trade_no })),
  close: (out_trade_no) =>
    outcome((how) => transactions.outTradeNo.$out_trade_no$.close.post({ mchid }, { ...how, out_trade_no })),
  refund: (request) => outcome((how) => refunds.post(request, how)),
  queryRefund: (out_refund_no) => outcome((how) => refunds.$out_refund_no$.get({ ...how, out_refund_no })),
  tradeBill: (bill_date) =>
    outcome((how) => wxpay.v3.bill.tradebill.get({ ...how, params: { bill_date, tar_type: 'GZIP' } })),
  /**
   * A file bears no signature: it is checked by its hash. The SDK knows that of some paths, by the path alone, and takes the
   * file for an answer without a signature when it is asked for by its whole address. So nothing looks at this answer.
   */
  download: (url) =>
    outcome((how) => wxpay.client.v3.get(url, { ...how, responseType: 'arraybuffer', transformResponse: [] })),
};

/** What wx.requestPayment takes, signed afresh, for a prepay_id that is still good. */
export function paymentParams(prepayId) {
  const params = {
    appId: account.appid,
    timeStamp: String(Formatter.timestamp()),
    nonceStr: randomBytes(16).toString('hex'),
    package: `prepay_id=${prepayId}`,
  };
  const message = Formatter.joinedByLineFeed(params.appId, params.timeStamp, params.nonceStr, params.package);
  return { ...params, signType: 'RSA', paySign: Rsa.sign(message, privateKey) };
}

/** Whether WeChat Pay signed this notification, within the last five minutes. The body is the bytes as they came. */
export function isGenuine(headers, body) {
  const [serial, timestamp, nonce, signature] = ['serial', 'timestamp', 'nonce', 'signature'].map(
    (name) => headers[`wechatpay-${name}`] ?? '',
  );
  // Of notifications the SDK checks nothing by itself, and Rsa.verify throws where there is no signature or no key.
  if (signature === '' || !Object.hasOwn(certs, serial)) return false;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Formatter.timestamp() - Number(timestamp)) > 300) return false;
  return Rsa.verify(Formatter.response(timestamp, nonce, body.toString('utf8')), signature, certs[serial]);
}

/** What is in a notification's resource. Throws where the tag does not fit. */
export const open = ({ ciphertext, nonce, associated_data }) =>
  JSON.parse(Aes.AesGcm.decrypt(ciphertext, account.apiv3_key, nonce, associated_data));

/** Logs a mini program's user in. */
export async function openidOf(code) {
  const query = new URLSearchParams({
    appid: account.appid,
    secret: process.env.APP_SECRET ?? 'secret',
    js_code: code,
    grant_type: 'authorization_code',
  });
  const address = `${process.env.WECHAT_URL ?? 'https://api.weixin.qq.com'}/sns/jscode2session?${query}`;
  const { openid, errmsg } = await (await fetch(address, limit())).json();
  if (!openid) throw new Error(`WeChat knows nobody by this code: ${errmsg}`);
  return openid;
}
