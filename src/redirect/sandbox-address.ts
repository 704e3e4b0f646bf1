import { isRealName } from './wechat-hosts.ts';

/** The variable that says where the sandbox is. */
export const VARIABLE = 'WECHATPAY_SANDBOX_TLS';

const HTTPS_PORT = 443;

export interface Address {
  /** A name or an IP address, an IPv6 one without brackets. */
  readonly host: string;
  readonly port: number;
}

const GIVE = `set it to the tlsUrl that the sandbox prints when it is ready, like ${VARIABLE}=https://127.0.0.1:8443`;

/** Reads the variable's value. Where it is no address of a sandbox, one sentence that says so and what to do. */
export function sandboxAddress(value: string | undefined): Address | string {
  if (value === undefined || value === '') return `${VARIABLE} is not set: ${GIVE}`;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url) return `${VARIABLE} is not a URL: ${GIVE}`;
  // The value is not shown where it may hold a password.
  if (url.username || url.password) return `${VARIABLE} has a user name or a password in it: ${GIVE}`;
  const shown = JSON.stringify(value);
  if (url.protocol !== 'https:') return `${VARIABLE} is ${shown}, which is not https: ${GIVE}`;
  if (url.pathname !== '/' || url.search || url.hash) return `${VARIABLE} is ${shown}, more than an address: ${GIVE}`;
  if (isRealName(url.hostname)) return `${VARIABLE} is ${shown}, which is WeChat Pay itself: ${GIVE}`;
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: url.port ? Number(url.port) : HTTPS_PORT };
}
