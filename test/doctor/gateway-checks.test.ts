import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Check } from '../../src/doctor/check.ts';
import { gatewayChecks, ORDER_PATH, type SeenAtGateway } from '../../src/doctor/gateway-checks.ts';
import { renderCheck } from '../../src/doctor/index.ts';
import { notificationChecks } from '../../src/doctor/notification-checks.ts';
import type { Exchange } from '../../src/trace/index.ts';

const url = 'http://127.0.0.1:8787';

const seen = (changes: Partial<SeenAtGateway>): SeenAtGateway => ({
  listening: { url },
  connections: { plain: 0, tls: 0, proxy: 0 },
  requests: [],
  launch: 'none',
  folder: '.wechatpay',
  account: { mchid: '1900000109', appid: 'wx1', serialNo: 'A', folder: '.wechatpay' },
  order: 'done',
  exchanges: [],
  signing: [],
  payer: 'unknown',
  ...changes,
});

const call = (status: number, body?: unknown, order: unknown = {}): Exchange => ({
  kind: 'exchange',
  from: 'merchant',
  to: 'gateway',
  method: 'POST',
  url: `${url}${ORDER_PATH}`,
  request: { headers: {}, body: order },
  requestSignature: 'valid',
  answer: { status, headers: {}, body },
  took: 1,
});

const told = (checks: readonly Check[], language: 'en' | 'zh-CN' = 'en'): readonly string[] =>
  checks.map((check) => renderCheck(check, { language, colour: false }).trim());

const lineOf = (changes: Partial<SeenAtGateway>, name: string): string =>
  told(gatewayChecks(seen(changes))).find((line) => line.slice(2).startsWith(name)) ?? '';

const signed = [{ request: `POST ${ORDER_PATH}` }];

describe('what was seen at the gateway', () => {
  it('of TLS that came to nothing says which certificate to trust', () => {
    const line = lineOf({ connections: { plain: 0, tls: 3, proxy: 3 }, order: 'failed' }, 'order call');
    assert.match(
      line,
      /TLS connections came, and no request over them.*trust \.wechatpay\/ca\.pem \(Node: NODE_EXTRA_CA_CERTS\)/,
    );
  });

  it('names every face that the backend can be pointed at', () => {
    const listening = { url, tlsUrl: 'https://127.0.0.1:8443', proxy: 'http://127.0.0.1:8444' };
    assert.match(
      lineOf({ listening, order: 'failed' }, 'order call'),
      /base URL http.*, TLS https.*, HTTPS_PROXY=http:\/\/127\.0\.0\.1:8444/,
    );
  });

  it('of a call of another product says so', () => {
    const requests = [{ method: 'POST', path: '/v3/pay/transactions/native', codeFits: false }];
    assert.match(
      lineOf({ requests, connections: { plain: 1, tls: 0, proxy: 0 } }, 'order call'),
      /✗ .*POST \/v3\/pay\/transactions\/native arrived instead/,
    );
  });

  it('of a look whether it is up concludes nothing', () => {
    const requests = [{ method: 'GET', path: '/', codeFits: false }];
    const line = lineOf({ requests, connections: { plain: 1, tls: 0, proxy: 0 }, order: 'not played' }, 'order call');
    assert.match(line, /^– .*not checked: no order came so far$/);
  });

  it('tells a login without a call from one that was not needed', () => {
    const order = { exchanges: [call(200)], signing: signed };
    assert.match(
      lineOf({ ...order, login: 'done', payer: 'somebody else' }, 'login call'),
      /^✗ .*logged the customer in without asking/,
    );
    assert.match(lineOf({ ...order, login: 'done', payer: 'customer' }, 'login call'), /^✓/);
    assert.match(lineOf({ ...order, payer: 'customer' }, 'login call'), /^– .*hands out no \{login\.code\}/);
  });

  it('tells another code than the one that was handed out', () => {
    const requests = [{ method: 'GET', path: '/sns/jscode2session', appid: 'wx1', codeFits: false }];
    assert.match(lineOf({ requests, login: 'done' }, 'login call'), /^✗ .*another js_code than the customer got/);
  });

  it('shows why an order was refused, and which appid is the right one', () => {
    const refused = call(
      400,
      { code: 'PARAM_ERROR', message: '参数错误', detail: { field: '/body/appid' } },
      { appid: 'wx2' },
    );
    assert.match(
      lineOf({ exchanges: [refused], signing: signed }, 'answer'),
      /^✗ answer: 400 PARAM_ERROR 参数错误 \(\/body\/appid\) .*order with appid wx1.*orders with wx2/,
    );
    const other = call(400, { code: 'PARAM_ERROR', message: 'x', detail: { field: '/body/notify_url' } });
    assert.match(lineOf({ exchanges: [other], signing: signed }, 'answer'), /the field \/body\/notify_url/);
  });

  it('is told in Chinese too', () => {
    const lines = told(gatewayChecks(seen({ order: 'failed', login: 'failed' })), 'zh-CN');
    assert.match(lines[0] ?? '', /^✗ 登录请求.*应为.*处理: 让商户后台以此代替微信支付/);
    assert.ok(lines.every((line) => /\p{Script=Han}/u.test(line)));
  });
});

describe('what became of a notification', () => {
  const to = { baseUrl: 'http://127.0.0.1:3000', origins: {} };
  const where = 'http://127.0.0.1:3000/pay/notify';
  const letter = (answer: Exchange['answer'], failure?: string): Exchange => {
    const { answer: _, ...rest } = call(200);
    return {
      ...rest,
      from: 'gateway',
      to: 'merchant',
      took: 12,
      ...(answer ? { answer } : {}),
      ...(failure ? { failure } : {}),
    };
  };
  const cases: readonly (readonly [what: string, sent: Exchange, line: RegExp])[] = [
    ['taken', letter({ status: 204, headers: {} }), /^✓ notification: taken with 204 after 12 ms$/],
    [
      'a web page',
      letter({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<!doctype html>…' }),
      /^✗ .*200 with a web page.*a login page or a front end/,
    ],
    [
      'a word that PHP labels as markup',
      letter({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: 'success' }),
      /^✓ .*taken with 200/,
    ],
    ['refused', letter({ status: 401, headers: {} }), /^✗ .*401 after 12 ms.*login and CSRF checks.*APIv3 key/],
    ['wrong method', letter({ status: 405, headers: {} }), /take notifications by POST at \/pay\/notify/],
    ['broken', letter({ status: 500, headers: {} }), /^✗ .*500 after 12 ms.*backend's own output/],
    [
      'late',
      letter(undefined, 'no answer in time'),
      /^✗ .*no answer in time — expected: 200 or 204 within 5 s — to do: answer first/,
    ],
    ['nobody', letter(undefined, 'the connection was refused'), /^✗ .*map its origin with notify\.origins/],
  ];
  for (const [what, sent, line] of cases) {
    it(what, () => assert.match(told(notificationChecks(where, to, sent)).at(-1) ?? '', line));
  }

  it('that has no address', () => {
    assert.match(
      told(notificationChecks('/notify', to, undefined))[0] ?? '',
      /^✗ notify_url: .*a whole URL as notify_url/,
    );
  });
});
