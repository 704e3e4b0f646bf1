import type { WireAnswer, WireRequest } from '../../protocol/index.ts';
import { alphanumeric, type Entropy } from '../../protocol/index.ts';
import type { MerchantDesk } from '../merchants/merchant-desk.ts';

/** A `js_code` that begins so logs in the openid that follows; any other logs in the merchant's own payer. */
export const LOGIN_AS = 'openid:';

/** Who knows the merchants that log customers in. */
type Logins = Pick<MerchantDesk, 'tenants'>;

/** Good for two hours, as access tokens are. */
const TOKEN_LIFETIME_SECONDS = 7_200;

/** Whether a request is one of api.weixin.qq.com: their queries and bodies carry secrets and tokens, and none is written down. */
export const isOfOpenPlatform = ({ target }: WireRequest): boolean => /^\/(?:sns|cgi-bin|wxa|wxaapi)\//.test(target);

const answer = (body: object): WireAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: Buffer.from(JSON.stringify(body)),
});
const failed = (errcode: number, errmsg: string): WireAnswer => answer({ errcode, errmsg });

/**
 * What api.weixin.qq.com answers a mini program's backend that logs a user in: enough for an openid to order with. Secrets
 * are not compared: the sandbox has none. Undefined where the request is for something else.
 */
export function answerLogin({ target }: WireRequest, desk: Logins, entropy: Entropy): WireAnswer | undefined {
  if (target.startsWith('/v3/')) return undefined;
  const [path, search = ''] = target.split('?', 2);
  const query = new URLSearchParams(search);
  switch (path) {
    case '/sns/jscode2session': {
      const code = query.get('js_code') ?? '';
      const payer = openidOf(desk, query.get('appid') ?? '');
      if (payer === undefined) return failed(40013, 'invalid appid');
      if (code === '') return failed(41008, 'missing code');
      const openid = code.startsWith(LOGIN_AS) ? code.slice(LOGIN_AS.length) : payer;
      if (openid === '') return failed(40029, 'invalid code');
      return answer({ session_key: entropy(16).toString('base64'), openid });
    }
    case '/cgi-bin/token':
      if (openidOf(desk, query.get('appid') ?? '') === undefined) return failed(40013, 'invalid appid');
      return answer({ access_token: alphanumeric(entropy, 136), expires_in: TOKEN_LIFETIME_SECONDS });
    default:
      return undefined;
  }
}

function openidOf(desk: Logins, appid: string): string | undefined {
  for (const { merchant, openid } of desk.tenants()) if (merchant.appids.has(appid)) return openid;
  return undefined;
}
