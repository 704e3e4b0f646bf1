import { WECHAT_HOSTS } from './wechat-hosts.ts';

const PROXIES = ['https_proxy', 'http_proxy', 'all_proxy'];

/**
 * Has clients that heed `HTTPS_PROXY` and its like connect to WeChat Pay's names themselves: through a proxy they would get
 * past the sandbox, to the real WeChat Pay.
 */
export function bypassProxies(env: NodeJS.ProcessEnv): void {
  if (!PROXIES.some((name) => env[name] || env[name.toUpperCase()])) return;
  const bypassed = [env['no_proxy'] || env['NO_PROXY'] || [], WECHAT_HOSTS].flat().join(',');
  env['no_proxy'] = bypassed;
  env['NO_PROXY'] = bypassed;
}
