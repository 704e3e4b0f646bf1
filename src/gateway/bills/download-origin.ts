import type { WireHeaders } from '../../protocol/wire.ts';

/** Where WeChat Pay is (D:4012791907). */
const WECHATPAY = 'https://api.mch.weixin.qq.com';

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
const WECHATPAY_HOST = /(?:^|\.)(?:mch\.weixin\.qq\.com|wechatpay\.cn)$/i;

/** The gateway's address as whoever asks has it, so that a client finds the bill where it found the gateway. */
export function originOf(headers: WireHeaders, secure?: boolean): string {
  const host = headers['host'];
  if (host === undefined || !HOST.test(host)) return WECHATPAY;
  return `${(secure ?? WECHATPAY_HOST.test(host)) ? 'https' : 'http'}://${host}`;
}
