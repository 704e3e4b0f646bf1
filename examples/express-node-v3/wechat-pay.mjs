/**
 * WeChat Pay by wechatpay-node-v3. The SDK signs; it verifies no answer, and its decipher_gcm does not look at the tag. So it
 * gets an HTTP client that believes no 2xx without a valid signature, and notifications are decrypted by node:crypto.
 */
import { createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import WxPay from 'wechatpay-node-v3';

const folder = process.env.CREDENTIALS ?? '.wechatpay';
const read = (name) => readFileSync(join(folder, name));
export const account = JSON.parse(read('merchant.json'));

/** The SDK fetches platform certificates, and has no option for WeChat Pay's public key: its keys are kept in a static field. */
class Pay extends WxPay {
  static trust(serial, pem) {
    WxPay.certificates[serial] = pem;
  }

  static trusts(serial) {
    return Object.hasOwn(WxPay.certificates, serial);
  }
}
Pay.trust(account.public_key_id, read('pub_key.pem').toString());
Pay.trust(account.platform_serial_no, read('platform_cert.pem').toString());

const pay = new Pay({
  appid: account.appid,
  mchid: account.mchid,
  serial_no: account.serial_no,
  publicKey: read('apiclient_cert.pem'),
  privateKey: read('apiclient_key.pem'),
  key: account.apiv3_key,
});
pay.createHttp({
  get: (url, headers) => (isFile(url) ? fetchFile(url, headers) : send(url, { method: 'GET', headers })),
  post: (url, params, headers) => send(url, { method: 'POST', headers, body: JSON.stringify(params) }),
});

async function send(url, { headers, ...request }) {
  const answer = await fetch(url, {
    ...request,
    headers: { ...headers, 'Wechatpay-Serial': account.public_key_id },
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  });
  const body = await answer.text();
  if (answer.ok && !(await isGenuine(Object.fromEntries(answer.headers), body)))
    throw new Error(`the answer of ${url} is not signed by WeChat Pay`);
  return { status: answer.status, data: body === '' ? {} : JSON.parse(body) };
}

/** Bills are downloaded from other paths than they are applied for at, and bear no signature: whoever takes one compares its hash. */
const isFile = (url) => /^\/v3\/(?:billdownload\/file|bill\/downloadurl)$/.test(new URL(url).pathname);

async function fetchFile(url, headers) {
  const answer = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(10_000) });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, data: answer.ok ? bytes : {} };
}

/** Whether WeChat Pay signed this, within the last five minutes. The body is the text as it came. */
export async function isGenuine(headers, body) {
  const [serial, timestamp, nonce, signature] = ['serial', 'timestamp', 'nonce', 'signature'].map(
    (name) => headers[`wechatpay-${name}`] ?? '',
  );
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  // Node's decoder takes what is no Base64. And for a key that it does not know the SDK would call WeChat Pay: whoever
  // likes could have it do so.
  if (signature === '' || Buffer.from(signature, 'base64').toString('base64') !== signature) return false;
  return Pay.trusts(serial) && (await pay.verifySign({ serial, timestamp, nonce, signature, body }));
}

/** What is in a notification's resource. Throws where the tag does not fit. */
export function decrypt({ ciphertext, nonce, associated_data = '' }) {
  const sealed = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', account.apiv3_key, nonce, { authTagLength: 16 });
  decipher.setAAD(Buffer.from(associated_data)).setAuthTag(sealed.subarray(-16));
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]));
}

/**
 * What a call came to: { ok: true, body }, or { ok: false, code }. Where nobody can say whether it took effect it is made
 * once more with the same parameters, and then has no code.
 */
async function outcome(call) {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    try {
      const { status, data } = await call();
      if (status >= 200 && status < 300) return { ok: true, body: data };
      if (status < 500 && status !== 429) return { ok: false, code: data.code };
    } catch (failure) {
      process.stderr.write(`WeChat Pay: ${failure.message}\n`);
    }
  }
  return { ok: false };
}

export const wechatPay = {
  order: (request) => outcome(() => pay.transactions_jsapi(request)),
  query: (out_trade_no) => outcome(() => pay.query({ out_trade_no })),
  close: (out_trade_no) => outcome(() => pay.close(out_trade_no)),
  refund: (request) => outcome(() => pay.refunds(request)),
  queryRefund: (out_refund_no) => outcome(() => pay.find_refunds(out_refund_no)),
  tradeBill: (bill_date) => outcome(() => pay.tradebill({ bill_date })),
  download: (url) => outcome(() => pay.downloadBill(url)),
};

/** What wx.requestPayment takes, signed afresh, for a prepay_id that is still good. */
export function paymentParams(prepayId) {
  const params = {
    appId: account.appid,
    timeStamp: String(Math.floor(Date.now() / 1000)),
    nonceStr: randomBytes(16).toString('hex'),
    package: `prepay_id=${prepayId}`,
    signType: 'RSA',
  };
  const message = `${params.appId}\n${params.timeStamp}\n${params.nonceStr}\n${params.package}\n`;
  return { ...params, paySign: pay.sha256WithRsa(message) };
}

/** Logs a mini program's user in. */
export async function openidOf(code) {
  const query = new URLSearchParams({
    appid: account.appid,
    secret: process.env.APP_SECRET ?? 'secret',
    js_code: code,
  });
  const answer = await fetch(`https://api.weixin.qq.com/sns/jscode2session?${query}&grant_type=authorization_code`);
  const { openid, errmsg } = await answer.json();
  if (!openid) throw new Error(`WeChat knows nobody by this code: ${errmsg}`);
  return openid;
}
