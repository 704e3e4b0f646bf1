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

/** Whether a host name is one of WeChat Pay's, in any letter case, with or without the dot at its end. */
export const isWechatHost = (host: string): boolean => known.has(host.toLowerCase().replace(/\.$/, ''));
