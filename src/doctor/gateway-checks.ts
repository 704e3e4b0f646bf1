import type { Exchange } from '../trace/index.ts';
import { acceptanceCheck } from './acceptance.ts';
import { type Arrivals, nothingCame, strayed } from './arrivals.ts';
import { around, type Check, checksOf, type Fault, t } from './check.ts';
import { type Account, signingAdvice } from './signing-advice.ts';
import type { SigningFault } from './signing-fault.ts';

const { ok, wrong, skipped } = checksOf('gateway', 'backend');

export const ORDER_PATH = '/v3/pay/transactions/jsapi';
export const LOGIN_PATH = '/sns/jscode2session';

/** What became of the backend's part, as far as it tells whether the backend had a reason to call. */
export type Part =
  /** It was done. */
  | 'done'
  /** It failed in a way that a call of WeChat Pay that came to nothing fails in. */
  | 'failed'
  /** It was not reached, or was refused before any call. */
  | 'not played';

/** What was seen at the gateway while a customer logged in, ordered and tapped Pay. */
export interface SeenAtGateway extends Arrivals {
  readonly account: Account;
  /** Absent where the profile hands out no login code. */
  readonly login?: Part;
  readonly order: Part;
  /** Of `/v3/`, in their order. */
  readonly exchanges: readonly Exchange[];
  readonly signing: readonly { readonly request: string; readonly fault?: SigningFault }[];
  /** Whom the order names, where one arrived and the profile tells the backend who is buying. */
  readonly payer: 'customer' | 'somebody else' | 'unknown';
}

/** Whether the backend's calls arrive, are signed right, and are accepted. Pure. */
export function gatewayChecks(seen: SeenAtGateway): readonly Check[] {
  const login = loginCheck(seen);
  return [login, ...orderChecks(seen, login.outcome !== 'wrong' && strayed(seen))];
}

const LOGIN = t(`login call (GET ${LOGIN_PATH})`, `登录请求（GET ${LOGIN_PATH}）`);

function loginCheck(seen: SeenAtGateway): Check {
  const { login, requests, account } = seen;
  if (login === undefined)
    return skipped(LOGIN, t('the profile hands out no {login.code}', '配置文件没有使用{login.code}'));
  const calls = requests.filter(({ path }) => path === LOGIN_PATH);
  const [call] = calls;
  if (!call) return uncalled(seen, login);
  if (call.appid !== account.appid)
    return wrong(LOGIN, {
      found: t(`it asks for appid ${call.appid ?? '(none)'}`, `请求的appid为${call.appid ?? '空'}`),
      expected: t(`appid ${account.appid}, that of merchant.json`, `merchant.json中的appid ${account.appid}`),
      advice: t(`configure your backend with appid ${account.appid}`, `商户后台的appid应为${account.appid}`),
    });
  if (!calls.some(({ codeFits }) => codeFits))
    return wrong(LOGIN, {
      found: t('it brings another js_code than the customer got', 'js_code不是用户得到的那一个'),
      expected: t('the code that the profile sends as {login.code}', '配置文件以{login.code}发送的code'),
      advice: t(
        'see that the profile sends {login.code} where your backend reads the code, and that it is passed on unchanged',
        '检查配置文件是否在商户后台读取code的位置发送{login.code}，且原样传递',
      ),
    });
  return ok(LOGIN, t('it arrived and was answered', '已到达并已应答'));
}

function uncalled(seen: SeenAtGateway, login: Part): Check {
  if (seen.payer === 'customer')
    return ok(LOGIN, t('none arrived, and the order is for the right customer', '没有到达，但订单属于正确的用户'));
  if (seen.payer === 'somebody else') return wrong(LOGIN, UNASKED);
  if (!strayed(seen) && login === 'not played') return skipped(LOGIN, t('no login was asked for', '没有执行登录'));
  if (!strayed(seen) && login === 'done' && seen.order === 'not played')
    return skipped(LOGIN, t('none arrived yet, and no order came so far', '尚未到达，也还没有进行到下单'));
  return wrong(LOGIN, nothingCame(seen, t('the login', '登录')));
}

const UNASKED: Fault = {
  found: t('your backend logged the customer in without asking for the openid', '商户后台未查询openid就完成了登录'),
  expected: t(`a call of ${LOGIN_PATH} with the code`, `以code调用${LOGIN_PATH}`),
  advice: t(
    'send the call that goes to api.weixin.qq.com to the gateway too; a backend that takes openids itself gets "{openid}" in place of "{login.code}"',
    '发往api.weixin.qq.com的请求也要指向测试网关；若后台直接接收openid，用"{openid}"代替"{login.code}"',
  ),
};

const ORDER = t(`order call (POST ${ORDER_PATH})`, `下单请求（POST ${ORDER_PATH}）`);
const SIGNATURE = t('signature', '签名');
const ANSWER = t('answer', '应答');

function orderChecks(seen: SeenAtGateway, isAstray: boolean): readonly Check[] {
  const { exchanges, order, signing, account } = seen;
  const [call] = exchanges.filter(({ method, url }) => method === 'POST' && pathOf(url) === ORDER_PATH);
  const signed = signatureCheck(seen);
  if (!call) {
    const undone = order === 'not played' && !isAstray;
    const because = undone
      ? t('no order came so far', '还没有进行到下单')
      : t('no order call arrived', '没有下单请求到达');
    return [
      undone ? skipped(ORDER, because) : wrong(ORDER, nothingCame(seen, t('the order', '下单'))),
      signing.length > 0 ? signed : skipped(SIGNATURE, because),
      skipped(ANSWER, because),
    ];
  }
  const arrived = ok(ORDER, t('it arrived', '已到达'));
  if (signed.outcome === 'wrong')
    return [arrived, signed, skipped(ANSWER, t('the signature was refused', '签名未通过'))];
  return [arrived, signed, acceptanceCheck(call, account, seen.payer === 'somebody else')];
}

type Signing = Pick<SeenAtGateway, 'signing' | 'account'>;

function signatureCheck({ signing, account }: Signing): Check {
  const found = faultIn(signing, account);
  if (found) return wrong(SIGNATURE, found);
  return ok(SIGNATURE, t(`right, on all calls (${signing.length})`, `全部${signing.length}个请求签名正确`));
}

function faultIn(signing: Signing['signing'], account: Account): Fault | undefined {
  const bad = signing.find(({ fault }) => fault !== undefined);
  if (bad?.fault === undefined) return undefined;
  const { found, ...rest } = signingAdvice(bad.fault, account);
  return {
    found: around(
      found,
      (text) => `${bad.request}: ${text}`,
      (text) => `${bad.request}：${text}`,
    ),
    ...rest,
  };
}

/** The same of the calls that come after the payment: queries, closing, refunds. */
export function laterSignatureCheck({ signing, account }: Signing): Check {
  const after = checksOf('after', 'backend');
  const check = t('signature of its calls', '这些请求的签名');
  if (signing.length === 0) return after.skipped(check, t('there were none', '没有请求'));
  const found = faultIn(signing, account);
  if (found) return after.wrong(check, found);
  return after.ok(check, t(`right, on all calls (${signing.length})`, `全部${signing.length}个请求签名正确`));
}

export const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);
