import { domainToASCII } from 'node:url';

/**
 * The names that WeChat Pay's API is reached by: the documented two (D:4012791897), two more that SDKs turn to, and the
 * open platform's, where shops log their customers in.
 */
export const WECHAT_HOSTS = [
  'api.mch.weixin.qq.com',
  'api2.mch.weixin.qq.com',
  'api.wechatpay.cn',
  'api2.wechatpay.cn',
  'api.weixin.qq.com',
] as const;

const known: ReadonlySet<string> = new Set(WECHAT_HOSTS);

/** A name as it is looked up, in lower case and without the dot at its end: full-width letters and other dots are written plainly. */
const plain = (host: string): string => domainToASCII(host).replace(/\.$/, '');

/** Whether a host name is one of the API's, however it is written. */
export const isWechatHost = (host: string): boolean => known.has(plain(host));

/** WeChat Pay's own: nothing at these domains or below them is ever tested. */
const REAL_DOMAINS = [
  'weixin.qq.com',
  'wechatpay.cn',
  'wechatpay.com',
  'tenpay.com',
  'weixin.com',
  'wechat.com',
] as const;

/** Whether a host name is WeChat Pay's own, however it is written. */
export function isRealName(host: string): boolean {
  const name = plain(host);
  return REAL_DOMAINS.some((domain) => name === domain || name.endsWith(`.${domain}`));
}
