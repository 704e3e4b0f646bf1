import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent } from 'undici';
import {
  between,
  ModelMerchant,
  milliseconds,
  privateKeyFromPem,
  publicKeyFromPem,
  rsaSigner,
  systemEntropy,
  Timeline,
  wallClock,
} from './kit.mjs';

const folder = process.env.CREDENTIALS ?? '.wechatpay';
const read = (name) => readFileSync(join(folder, name), 'utf8');
const account = JSON.parse(read('merchant.json'));
const gateway = process.env.WECHATPAY_URL ?? account.base_url;
const sign = rsaSigner(privateKeyFromPem(read('apiclient_key.pem')));
const keys = new Map([
  [account.public_key_id, publicKeyFromPem(read('pub_key.pem'))],
  [account.platform_serial_no, publicKeyFromPem(read('platform_cert.pem'))],
]);
const dispatcher = new Agent();

/** How far the business clock is ahead of the wall for whoever comes now. Only a test turns it. */
let ahead = 0;

/** The openid of whoever the mini program got this code for. */
export async function openidOf(code) {
  const query = new URLSearchParams({
    appid: account.appid,
    secret: process.env.APP_SECRET ?? 'secret',
    js_code: code,
  });
  const answer = await fetch(`${gateway}/sns/jscode2session?${query}&grant_type=authorization_code`);
  const { openid, errmsg } = await answer.json();
  if (!openid) throw new Error(`WeChat knows nobody by this code: ${errmsg}`);
  return openid;
}

/**
 * One customer's shop: a model merchant has one customer and one clock. Each customer's notifications come to a
 * notify_url of their own.
 */
export class Customer {
  #clock = Timeline.flowing(wallClock, milliseconds(ahead));

  constructor(openid, notifyBase) {
    this.merchant = new ModelMerchant({
      baseUrl: gateway,
      identity: { mchid: account.mchid, serialNo: account.serial_no, sign },
      keys,
      platformSerial: account.public_key_id,
      wire: wallClock,
      entropy: systemEntropy,
      dispatcher,
      clock: this.#clock,
      appid: account.appid,
      openid,
      apiv3Key: account.apiv3_key,
      notifyBase,
      paySigner: sign,
    });
  }

  /** Goes on to that time, doing what falls due on the way. A clock that is there already stays. */
  async advanceTo(time) {
    await this.#clock.advanceBy(Math.max(0, between(this.#clock.now(), time)));
  }

  leave() {
    this.#clock.stop();
  }
}

/** From now on it is that time for whoever comes. */
export function turnClock(time) {
  ahead = Math.max(0, time - wallClock.now());
}

export const hangUp = () => dispatcher.destroy();
