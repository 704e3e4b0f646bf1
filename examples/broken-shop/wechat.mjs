/** A small WeChat Pay client. */
import { createDecipheriv, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.CREDENTIALS ?? '.wechatpay';
const read = (name) => readFileSync(join(folder, name), 'utf8');
export const account = JSON.parse(read('merchant.json'));
const privateKey = createPrivateKey(read('apiclient_key.pem'));
const baseUrl = process.env.WECHATPAY_URL ?? account.base_url;

const signed = (...lines) => sign('sha256', Buffer.from(`${lines.join('\n')}\n`), privateKey).toString('base64');
const seconds = () => String(Math.floor(Date.now() / 1000));
const nonceStr = () => randomBytes(16).toString('hex');

export async function call(method, path, content) {
  const body = content === undefined ? '' : JSON.stringify(content);
  const [timestamp, nonce] = [seconds(), nonceStr()];
  const { mchid, serial_no } = account;
  const parts = {
    mchid,
    nonce_str: nonce,
    timestamp,
    serial_no,
    signature: signed(method, path, timestamp, nonce, body),
  };
  const list = Object.entries(parts).map(([name, value]) => `${name}="${value}"`);
  const answer = await fetch(`${baseUrl}${path}`, {
    method,
    headers: {
      Accept: 'application/json',
      'User-Agent': 'broken-shop/1.0',
      Authorization: `WECHATPAY2-SHA256-RSA2048 ${list.join(',')}`,
      ...(method === 'POST' ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(method === 'POST' ? { body } : {}),
  });
  const text = await answer.text();
  const data = text === '' ? {} : JSON.parse(text);
  if (!answer.ok) throw new Error(data.message ?? `HTTP ${answer.status}`);
  return data;
}

export function paymentParams(prepayId) {
  const [timestamp, nonce, packageValue] = [seconds(), nonceStr(), `prepay_id=${prepayId}`];
  const paySign = signed(account.appid, timestamp, nonce, packageValue);
  return { appId: account.appid, timestamp, nonceStr: nonce, packageValue, signType: 'RSA', paySign };
}

export function decrypt({ ciphertext, nonce, associated_data }) {
  const sealed = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', account.apiv3_key, nonce);
  decipher.setAAD(Buffer.from(associated_data)).setAuthTag(sealed.subarray(-16));
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]));
}

export async function openidOf(code) {
  const query = new URLSearchParams({ appid: account.appid, secret: 'secret', js_code: code });
  const answer = await fetch(`${baseUrl}/sns/jscode2session?${query}&grant_type=authorization_code`);
  return (await answer.json()).openid;
}
