import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { paths } from '../../src/protocol/payments.ts';
import { minus, plus, seconds } from '../../src/time/index.ts';
import { Bench, MCHID, who } from './bench.ts';

const ENDPOINTS = [
  ['POST', paths.order],
  ['GET', paths.orderByNumber('order-1', MCHID)],
  ['GET', paths.orderById('4200', MCHID)],
  ['POST', paths.close('order-2')],
  ['POST', paths.refund],
  ['GET', paths.refundByNumber('refund-1')],
] as const;

const nasty = fc.oneof(
  fc.constantFrom(
    '',
    '\0',
    '\n',
    '%',
    '%2',
    '%zz',
    '%00',
    '%2F',
    '..',
    '//',
    '?',
    '#',
    '&=&',
    '\u{1F600}',
    '\ud800',
    "'",
    '"',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);

const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, 1, 100, 1e9, 1e9 + 1, 2 ** 53, 1e300, -1, 0.1, 99.99999999999999),
);

const field = fc.oneof(
  number,
  nasty,
  fc.constantFrom(null, true, [], {}, [[]], 'order-1', MCHID, who.appid),
  fc.jsonValue(),
);

/** Right fields, of which some are missing, some are wrong, and some are more. */
const almostRight = (fields: Readonly<Record<string, unknown>>): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.record(
        Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [
            name,
            fc.oneof({ weight: 6, arbitrary: fc.constant(value) }, field),
          ]),
        ),
        { requiredKeys: Object.keys(fields).slice(0, 4) },
      ),
      fc.dictionary(
        fc.oneof(nasty, fc.constantFrom('__proto__', 'constructor', 'toString', 'attach', 'time_expire')),
        field,
        {
          maxKeys: 2,
        },
      ),
      fc.nat(3),
    )
    .map(([right, more, roll]) => JSON.stringify(roll === 0 ? { ...right, ...more } : right));

const ORDER = {
  appid: who.appid,
  mchid: MCHID,
  description: 'd',
  out_trade_no: 'order-2',
  notify_url: 'https://a.b/c',
  amount: { total: 1, currency: 'CNY' },
  payer: { openid: 'o' },
};
const REFUND = { out_refund_no: 'r', out_trade_no: 'order-1', amount: { refund: 1, total: 100, currency: 'CNY' } };

const body = fc.oneof(
  almostRight(ORDER),
  almostRight(REFUND),
  almostRight({ mchid: MCHID }),
  fc.json(),
  fc.constantFrom('', '{', 'null', '[]', '{"__proto__":{}}', '{"a":1,"a":2}', '1e999', '{"amount":{"total":1e400}}'),
  fc.constantFrom(1_000, 20_000).map((depth) => `{"payer":${'['.repeat(depth)}${']'.repeat(depth)}}`),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);

const target = fc.oneof(
  fc.constantFrom(...ENDPOINTS.map(([, path]) => path)),
  fc.tuple(fc.constantFrom(...ENDPOINTS.map(([, path]) => path)), nasty).map(([path, more]) => `${path}${more}`),
  nasty.map((text) => `/v3/pay/transactions/out-trade-no/${text}?mchid=${MCHID}`),
  nasty.map((text) => `/v3/refund/domestic/refunds/${text}`),
  nasty,
);

const method = fc.constantFrom('GET', 'POST', 'POST', 'PUT', 'get', '');
const headers = fc.dictionary(
  fc.constantFrom('wechatpay-serial', 'content-type', 'accept', 'user-agent', 'x', '__proto__'),
  nasty,
  { maxKeys: 3 },
);

describe('whatever comes in', () => {
  const bench = new Bench();
  before(() => bench.paid());

  it('signed right, an answer goes out, never 500, and only a success changes anything', () => {
    const statuses = new Set<number>();
    const anyEndpoint = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...ENDPOINTS) },
      { weight: 1, arbitrary: fc.tuple(method, target) },
    );
    fc.assert(
      fc.property(anyEndpoint, body, headers, ([verb, path], text, extra) => {
        const previous = bench.snapshot();
        const answer = bench.call(verb, path, { body: text, headers: extra });
        statuses.add(answer.status);
        assert.ok(answer.status >= 200 && answer.status < 500, `${answer.status}`);
        if (answer.status >= 300) assert.deepEqual(bench.snapshot(), previous);
        const named = answer.json['message'] !== 'Http头缺少Accept或User-Agent'; // told to nobody in particular
        if (named && (![404, 405].includes(answer.status) || answer.body.length > 0))
          assert.equal(answer.signature, 'valid');
      }),
      { numRuns: 1_500, seed: 1 },
    );
    for (const status of [200, 204, 400, 404]) assert.ok(statuses.has(status), `no answer was ${status}`);
  });

  it('signed wrong or not at all, an answer goes out, never a success, and nothing changes', () => {
    const previous = bench.snapshot();
    const authorization = fc.oneof(
      nasty,
      nasty.map((text) => `WECHATPAY2-SHA256-RSA2048 ${text}`),
      fc
        .tuple(nasty, nasty, nasty, fc.oneof(nasty, fc.nat().map(String)), nasty)
        .map(
          ([mchid, nonce, signature, timestamp, serial]) =>
            `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${serial}"`,
        ),
      fc
        .tuple(
          fc.constantFrom('a', 'AAAA', 'A'.repeat(344), '%'),
          fc.constantFrom(bench.timeline.now() / 1_000, 0, 10 ** 300),
        )
        .map(
          ([signature, timestamp]) =>
            `WECHATPAY2-SHA256-RSA2048 mchid="${MCHID}",nonce_str="n",signature="${signature}",timestamp="${BigInt(timestamp)}",serial_no="${who.merchant.serialNo}"`,
        ),
    );
    fc.assert(
      fc.property(method, target, authorization, body, (verb, path, header, text) => {
        const answer = bench.send(verb, path, { authorization: header }, Buffer.from(text));
        assert.ok([401, 404, 405].includes(answer.status), `${answer.status}`);
        assert.equal(answer.signature, 'absent');
      }),
      { numRuns: 3_000, seed: 1 },
    );
    assert.deepEqual(bench.snapshot(), previous);
  });

  it('of a stranger or of another time is 401', () => {
    const now = bench.timeline.now();
    for (const [verb, path] of ENDPOINTS) {
      for (const at of [minus(now, seconds(400)), plus(now, seconds(400))])
        assert.equal(bench.call(verb, path, { at }).status, 401);
      assert.equal(bench.call(verb, path, { identity: who.stranger, body: '{}' }).status, 401);
    }
  });
});
