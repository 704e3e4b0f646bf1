import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refusal, WHOLE } from './write.ts';

/** What is changed in a right profile, and what is then said. */
const CASES: readonly (readonly [string, string, RegExp])[] = [
  // Shape.
  [
    'post: /orders,',
    'pots: /orders,',
    /^merchant\.yaml:14: verbs\.placeOrder\[0\]\.pots: there is no such key; did you mean post\? \(known here: as, get, post, put, patch, delete,/,
  ],
  [
    'post: /orders,',
    '',
    /^merchant\.yaml:14: verbs\.placeOrder\[0\]: exactly one of get, post, put, patch, delete or command is expected$/,
  ],
  ['post: /orders,', 'post: /orders, get: /orders,', /exactly one of get, post/],
  [
    'post: /orders,',
    'post: 7,',
    /verbs\.placeOrder\[0\]\.post: a number stands here; a text \(in quotes\) is expected/,
  ],
  [
    'get: "/orders/{order}", take:',
    'get: "/orders/{order}", tamper: { price: 1 }, take:',
    /readOrder\[0\]\.tamper: a price is put in by steps of placeOrder and paymentParams alone$/,
  ],
  [
    'body: { sku: "{sku}", price: "{price.yuan}" }',
    'body: "{sku}", tamper: { price: 1 }',
    /placeOrder\[0\]\.tamper: the body is no mapping: nothing can be put into it$/,
  ],
  [
    'body: { sku: "{sku}", price: "{price.yuan}" }',
    'body: { sku: "{sku}" }, tamper: { price: "{lower}" }',
    /placeOrder\[0\]\.tamper\.price: \{lower\} is not known here/,
  ],
  ['name: my-shop\n', '', /^merchant\.yaml:1: name is missing$/],
  ['patience: 5s', 'patiense: 5s', /^merchant\.yaml:7: patiense: there is no such key; did you mean patience\?/],
  [
    'patience: 5s',
    'patience: 5',
    /^merchant\.yaml:7: patience: a number stands here; a text \(in quotes\) is expected/,
  ],
  ['patience: 5s', 'patience:', /^merchant\.yaml:7: patience: nothing stands here/],
  ['clock: none', 'clock: sometimes', /^merchant\.yaml:6: clock: "sometimes" is not known here; none is expected/],
  ['clock: none', 'clock: {}', /clock: exactly one of set, command, faketime is expected/],
  ['clock: none', 'clock: { faketime: { step: 30s }, command: x }', /exactly one of set, command, faketime/],
  ['clock: none', 'clock: { faketime: { step: soon } }', /clock\.faketime\.step: "soon" is no duration/],
  ['clock: none', 'clock: { faketime: { step: 500ms } }', /clock\.faketime\.step: "500ms" is less than a second/],
  ['parse: json', 'parse: xml', /take\.params\.parse: "xml" is not known here; json is expected/],
  [
    '{ package: packageValue }',
    '{ pakage: packageValue }',
    /keys\.pakage: there is no such key; did you mean package\?/,
  ],
  ['ready: GET /healthz', 'ready: /healthz', /launch\.ready: "\/healthz" is not right here \(GET and a path/],
  ['take: { order: $.data.id }', 'take: { order: $.data.id, "1a": $ }', /take\["1a"\]|take\.1a: a name has letters/],
  [
    '{ absent: "orders cannot be cancelled by customers" }',
    '{ absnt: "x" }',
    /^merchant\.yaml:18: verbs\.cancelOrder\.absnt: there is no such key; did you mean absent\?/,
  ],
  [
    '{ absent: "orders cannot be cancelled by customers" }',
    'no',
    /verbs\.cancelOrder: a text stands here; a list or a mapping is expected/,
  ],
  // The environment.
  [
    `\${ADMIN_TOKEN}`,
    `x \${NO_SUCH_THING}`,
    /^merchant\.yaml:11: actors\.admin\.headers\.X-Admin-Token: the environment has no variable NO_SUCH_THING: set it before the run$/,
  ],
  // Addresses.
  ['baseUrl: http://127.0.0.1:3000', 'baseUrl: 127.0.0.1', /^merchant\.yaml:2: baseUrl: this is no URL/],
  ['baseUrl: http://127.0.0.1:3000', 'baseUrl: ftp://127.0.0.1', /neither http nor https/],
  [
    'baseUrl: http://127.0.0.1:3000',
    'baseUrl: http://me:pw@127.0.0.1',
    /^merchant\.yaml:2: baseUrl: the URL has a user name or password in it: use the headers of an actor$/,
  ],
  ['baseUrl: http://127.0.0.1:3000', 'baseUrl: http://127.0.0.1/?a=1', /has no query/],
  [
    'baseUrl: http://127.0.0.1:3000',
    'baseUrl: https://API.mch.weixin.qq.com./v3',
    /api\.mch\.weixin\.qq\.com\.? is WeChat Pay's own/,
  ],
  ['post: /orders,', 'post: orders,', /a path begins with \/ and a whole URL with http/],
  ['post: /orders,', 'post: "http://{mchid}.example/",', /the host cannot come from a placeholder/],
  ['post: /orders,', 'post: https://api.wechatpay.cn/v3,', /WeChat Pay's own/],
  [
    '"https://shop.example":',
    '"shop.example":',
    /^merchant\.yaml:5: notify\.origins\["shop\.example"\]: this is no origin/,
  ],
  ['"http://127.0.0.1:3000" } }', '"https://api.mch.weixin.qq.com" } }', /notify\.origins.*WeChat Pay's own/],
  ['body: { result: "{errMsg}" }', 'body: {}, form: { a: b }', /form: the step has a body already/],
  ['get: "/orders/{order}"', 'command: cat, body: {}', /verbs\.readOrder\[0\]\.body: a command has no body/],
  // Verbs.
  [
    '  readOrder:',
    '  readRefund:',
    /verbs: readOrder is missing: nothing can be judged without placeOrder, paymentParams and readOrder/,
  ],
  [
    'get: "/orders/{order}", take: { state: $.data.status, fulfilled',
    'get: "/orders/{order}", take: { fulfilled',
    /verbs\.readOrder: no step takes state: add something like take: \{ state: \$\.data\.status \}/,
  ],
  ['take: { order: $.data.id }', 'take: { number: $.data.id }', /verbs\.placeOrder: no step takes order/],
  [
    'as: admin',
    'as: amdin',
    /verbs\.refund\[0\]\.as: there is no actor "amdin"; did you mean admin\? \(known here: buyer, admin\)/,
  ],
  [
    'take: { token: $.data.token }',
    'take: { openid: $.data.token }',
    /login\[0\]\.take\.openid: \{openid\} is the kit's own: choose another name/,
  ],
  [
    'take: { refund: $.data.id }',
    'take: { refund: { from: $.data.id, keys: { package: p } } }',
    /only take\.params has them/,
  ],
  // Words.
  ['patience: 5s', 'patience: 5 fortnights', /patience: "5 fortnights" is no duration/],
  ['pace: 0/s', 'pace: 2 per second', /pace: "2 per second" is no pace: write it like 2\/s/],
  [
    'success: $.code == 0',
    'success: $.code = 0',
    /^merchant\.yaml:12: success: "\$\.code = 0" cannot be read \(.*\): write it like \$\.code == 0/,
  ],
  ['success: $.code == 0', 'success: code', /success: "code" looks at nothing of the answer/],
  [
    'take: { order: $.data.id }',
    'take: { order: data.id }',
    /placeOrder\[0\]\.take\.order: "data\.id" cannot be read \(.*\): write it like \$\.data\.id/,
  ],
  ['parse: json', 'inside: $.x', /inside looks into what was parsed/],
  ['SHIPPED', 'NEW', /states\.paid\[1\]: "NEW" stands for unpaid already: a word has one meaning/],
  ['"9.90": sku-1', '"9,90": sku-1', /^merchant\.yaml:21: prices\.skus\["9,90"\]: "9,90" is no amount in yuan/],
  ['0.01: sku-2', '9.9: sku-2', /prices\.skus\["9\.9"\]: "9\.9" is the same price as "9\.90"/],
  // Placeholders.
  [
    '"{errMsg}"',
    '"{errmsg}"',
    /^merchant\.yaml:17: verbs\.returnFromCashier\[0\]\.body\.result: \{errmsg\} is not known here; did you mean errMsg\?/,
  ],
  [
    '"{price.yuan}"',
    '"{order}"',
    /placeOrder\[0\]\.body\.price: \{order\} is not known here; it belongs to other verbs, such as paymentParams; /,
  ],
  ['get: "/orders/{order}"', 'get: "/orders/{refund.fen}"', /readOrder\[0\]\.get: \{refund\.fen\} is not known here/],
  [
    '"Bearer {token}"',
    '"Bearer {tokn}"',
    /^merchant\.yaml:10: actors\.buyer\.headers\.Authorization: \{tokn\} is not known here; did you mean token\?/,
  ],
  [
    'state: $.data.status, fulfilled',
    `state: '$.list[?@.no == "{ordr}"].s', fulfilled`,
    /^merchant\.yaml:16: verbs\.readOrder\[0\]\.take\.state: \{ordr\} is not known here; did you mean order\?/,
  ],
  [
    'state: $.data.status, fulfilled',
    `state: '$.list[?@.no = "{order}"].s', fulfilled`,
    /^merchant\.yaml:16: verbs\.readOrder\[0\]\.take\.state: "\$.* cannot be read/,
  ],
  [
    'clock: none',
    'clock: none\nabsent: { partialRefunds: "no" }',
    /absent\.partialRefunds: there is no such key; did you mean partialRefund\?/,
  ],
  ['"{mchid}"', '"{mchd}"', /^merchant\.yaml:3: launch\.env\.MCHID: \{mchd\} is not known here; did you mean mchid\?/],
  [
    '"{mchid}"',
    '"{apiclient_kye.pem}"',
    /^merchant\.yaml:3: launch\.env\.MCHID: \{apiclient_kye\.pem\} is not known here; did you mean apiclient_key\.pem\? .*ca\.pem\)$/,
  ],
  [
    '"{mchid}"',
    '"{apiclient_key.pem:lines}"',
    /^merchant\.yaml:3: launch\.env\.MCHID: \{apiclient_key\.pem:lines\}: there is no form lines; did you mean line\? \(known here: text, number, line, base64, bare\)$/,
  ],
  [
    'command: node server.js',
    'command: "node server.js {gateway.ulr}"',
    /^merchant\.yaml:3: launch\.command: \{gateway\.ulr\} is not known here; did you mean gateway\.url\?/,
  ],
  ['within: 30s', 'cwd: "{order}"', /^merchant\.yaml:3: launch\.cwd: \{order\} is not known here; it belongs to other/],
  [
    'take: { token: $.data.token }',
    'take: { pub_key.pem: $.data.token }',
    /take\["pub_key\.pem"\]: \{pub_key\.pem\} is the kit's own: choose another name/,
  ],
  [
    'as: admin, post: "/admin/orders/{order}/refund"',
    'as: admin, post: "/admin/{token}/{order}"',
    /\{token\} is not known here/,
  ],
  [
    'body: { result: "{errMsg}" }',
    'body: { result: {errMsg} }',
    /body\.result: this is a mapping, as YAML reads it: put the placeholder in quotes, "\{errMsg\}"/,
  ],
  [
    'prices: { skus: { "9.90": sku-1, 0.01: sku-2 } }',
    '',
    /placeOrder\[0\]\.body\.sku: \{sku\} is not known here; prices\.skus has to say what costs what/,
  ],
];

describe('a mistake in a profile', () => {
  it('is none in the right one', async (context) => assert.deepEqual(await refusal(context, WHOLE), []));

  for (const [right, wrong, message] of CASES) {
    it(`${right.trim()} → ${wrong}`, async (context) => {
      assert.ok(WHOLE.includes(right), 'the case changes something');
      const said = await refusal(
        context,
        WHOLE.replace(right, () => wrong),
      );
      assert.ok(
        said.some((line) => message.test(line)),
        said.join('\n') || 'nothing was said',
      );
      assert.ok(
        said.every((line) => /^merchant\.yaml:\d+: /.test(line) && !line.includes('\n')),
        said.join('\n'),
      );
      assert.ok(
        said.every((line) => !line.includes('the-admin-token') && !line.includes('pw@')),
        'no secret is shown',
      );
    });
  }

  it('is shown without what the environment put there', async (context) => {
    for (const [right, wrong] of [
      ['patience: 5s', `patience: "\${ADMIN_TOKEN}"`],
      ['as: admin', `as: "\${ADMIN_TOKEN}"`],
      ['success: $.code == 0', `success: "\${ADMIN_TOKEN}"`],
      ['clock: none', `clock: "\${ADMIN_TOKEN}"`],
      ['baseUrl: http://127.0.0.1:3000', `baseUrl: "http://x:\${ADMIN_TOKEN}@y"`],
    ] as const) {
      const said = await refusal(
        context,
        WHOLE.replace(right, () => wrong),
      );
      assert.ok(said.length > 0, wrong);
      assert.ok(
        said.every((line) => !line.includes('the-admin-token')),
        said.join('\n'),
      );
    }
  });
});
