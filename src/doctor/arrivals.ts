import { around, type Fault, type Text, t } from './check.ts';
import type { Face, SeenRequest } from './gateway-watch.ts';

/** What came to the gateway's ports at all. */
export interface Arrivals {
  readonly listening: { readonly url: string; readonly tlsUrl?: string; readonly proxy?: string };
  readonly connections: Readonly<Record<Face, number>>;
  readonly requests: readonly SeenRequest[];
  /** Whether the kit launches the backend, and whether it tells it where the gateway is. */
  readonly launch: 'none' | 'tells the gateway' | 'tells nothing';
  /** The folder of the credentials, absolute. */
  readonly folder: string;
}

/** What the kit answers of WeChat Pay, and logins. */
const KNOWN = /^\/(?:v3\/(?:pay|refund|certificates)|sns\/|cgi-bin\/)/;

/** Meant for WeChat Pay, and not one of its paths: others, such as a look whether somebody is there, say nothing. */
const MEANT = /\/(?:v3|sns|pay|secapi|transactions|refund)\//;
const strangeIn = ({ requests }: Arrivals): SeenRequest | undefined =>
  requests.find(({ path }) => MEANT.test(path) && !KNOWN.test(path));
const otherKindIn = ({ requests }: Arrivals): SeenRequest | undefined =>
  requests.find(({ path }) => /^\/v3\/pay\/transactions\/(?!jsapi$|id\/|out-trade-no\/)/.test(path));

/** Something came that shows that the backend did call somebody, and not in the right way. */
export const strayed = (seen: Arrivals): boolean =>
  strangeIn(seen) !== undefined ||
  otherKindIn(seen) !== undefined ||
  (seen.requests.length === 0 && Object.values(seen.connections).some((count) => count > 0));

/** Why a call that was due did not arrive, as far as connections and other requests tell. */
export function nothingCame(seen: Arrivals, what: Text): Fault {
  const { url } = seen.listening;
  const expected = around(
    what,
    (text) => `a call of the gateway at ${url} for ${text}`,
    (text) => `${text}时请求测试网关${url}`,
  );
  const strange = strangeIn(seen);
  if (strange) return misdirected(strange, url, expected);
  const other = otherKindIn(seen);
  if (other)
    return {
      found: t(`a call of ${other.method} ${other.path} arrived instead`, `到达的却是${other.method} ${other.path}`),
      expected: 'POST /v3/pay/transactions/jsapi',
      advice: t(
        'order with JSAPI/Mini Program payment: that is what this kit judges',
        '使用JSAPI/小程序下单接口：本工具只检测小程序支付',
      ),
    };
  return { found: unseen(seen), expected, advice: adviceOn(seen) };
}

const misdirected = ({ method, path }: SeenRequest, url: string, expected: Text): Fault => ({
  found: t(
    `a call of ${method} ${path} arrived, a path that this gateway has not`,
    `到达的是${method} ${path}，测试网关没有这个路径`,
  ),
  expected,
  advice: t(
    `correct the base URL in your backend: it is ${url}, without a path, and the SDK adds /v3/…`,
    `改正商户后台的base URL：应为${url}，不带路径，由SDK补上/v3/…`,
  ),
});

function unseen({ connections, requests }: Arrivals): Text {
  if (requests.length > 0) {
    const list = [...new Set(requests.map(({ method, path }) => `${method} ${path}`))].join(', ');
    return t(`no such call arrived, only ${list}`, `没有该请求到达，只有${list}`);
  }
  if (connections.tls > 0) return t('TLS connections came, and no request over them', '有TLS连接到达，但没有请求');
  if (connections.plain > 0) return t('connections came, and no HTTP request over them', '有连接到达，但没有HTTP请求');
  if (connections.proxy > 0) return t('only the proxy was connected to', '只有代理端口被连接');
  return t('no call arrived, and no connection either', '没有请求到达，也没有任何连接');
}

function adviceOn({ listening, connections, requests, launch, folder }: Arrivals): Text {
  const { url, tlsUrl, proxy } = listening;
  if (requests.length === 0 && connections.tls > 0)
    return t(
      `have your backend trust ${folder}/ca.pem (Node: NODE_EXTRA_CA_CERTS)`,
      `让商户后台信任${folder}/ca.pem（Node：NODE_EXTRA_CA_CERTS）`,
    );
  if (requests.length === 0 && connections.plain > 0)
    return t(
      `use http:// for ${url}; where your SDK insists on https, say gateway.tls: 127.0.0.1:8443 in the profile and use that`,
      `${url}请用http://；若SDK只支持https，在配置文件中设置gateway.tls: 127.0.0.1:8443并使用它`,
    );
  const point = [
    `base URL ${url}`,
    ...(tlsUrl === undefined ? [] : [`TLS ${tlsUrl}`]),
    ...(proxy === undefined ? [] : [`HTTPS_PROXY=${proxy}`]),
  ].join(', ');
  const told = {
    none: t('', ''),
    'tells the gateway': t(
      '; see whether it reads the variables of launch.env, and whether HTTP_PROXY leads its client past them (then set NO_PROXY)',
      '；检查它是否读取了launch.env中的变量，以及HTTP_PROXY是否使其客户端绕过测试网关（此时设置NO_PROXY）',
    ),
    'tells nothing': t(
      '; launch.env names no {gateway.url}: give it to the variable that your backend reads',
      '；launch.env中没有{gateway.url}：请写入商户后台读取的变量',
    ),
  }[launch];
  return t(
    `point your backend there in place of WeChat Pay (${point})${told.en}. An SDK with fixed hosts needs the preload or the proxy: docs/sandbox.md, "Point your SDK at it"`,
    `让商户后台以此代替微信支付（${point}）${told.zh}。主机名写死的SDK需用preload或代理：见docs/sandbox.md的“Point your SDK at it”`,
  );
}
