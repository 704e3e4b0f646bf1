import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CERTIFICATE_FAULTS } from '../../src/gateway/merchants.ts';
import { formatAuthorization, parseAuthorization } from '../../src/protocol/authorization.ts';
import { seededEntropy } from '../../src/protocol/entropy.ts';
import { paths } from '../../src/protocol/payments.ts';
import { signRequest } from '../../src/protocol/request-signing.ts';
import { minus, minutes, plus, seconds } from '../../src/time/index.ts';
import { type Answer, Bench, type BenchOptions, type Call, MCHID, refusalOf, who } from './bench.ts';
import { BEGIN } from './books.ts';

const ON_PAYMENT_PATHS = '签名信息错误，验签失败';
const MALFORMED = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》';
const WRONG_SCHEME = 'HTTP头Authorization认证类型不正确';
const TOO_OLD = 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟';
const NO_APIV3_KEY = '商户未设置APIv3密钥。';
const NO_CERTIFICATE = '商户未申请过证书。';
const WRONG_SERIAL = '商户证书序列号有误。请使用签名私钥匹配的证书序列号';
const REVOKED = '商户证书已作废。';
const EXPIRED = '商户证书已过期。';
const REPLACED = '已更换证书，请使用新证书';
const WRONG_SIGNATURE = '错误的签名，验签失败';

const target = paths.orderByNumber('order-1', MCHID);
const refund = paths.refundByNumber('refund-1');
const call = (how: Call = {}, options: BenchOptions = {}): Answer => new Bench(options).call('GET', target, how);
/** Signed right, then changed. */
function tampered(change: (authorization: string) => string, path = target): Answer {
  const body = Buffer.alloc(0);
  const call = { method: 'GET', target: path, body } as const;
  const right = signRequest(who.merchant, call, { now: () => BEGIN }, seededEntropy('t'));
  return new Bench().send('GET', path, { authorization: change(right) });
}

function assertUnauthorized(answer: Answer, message: string): void {
  assert.equal(refusalOf(answer), '401 SIGN_ERROR 268443699');
  assert.equal(answer.json['message'], message);
  assert.equal(answer.signature, 'absent', 'what fails before the caller is known goes out unsigned');
  assert.deepEqual(
    Object.keys(answer.headers).filter((name) => name.startsWith('wechatpay-')),
    [],
  );
}

const other = { ...who.merchant, serialNo: '0123456789ABCDEF0123456789ABCDEF01234567' };

describe('a request is refused with 401', () => {
  const cases: readonly [string, string, () => Answer][] = [
    ['without Authorization', ON_PAYMENT_PATHS, () => new Bench().send('GET', target, {})],
    ['with an empty one', ON_PAYMENT_PATHS, () => new Bench().send('GET', target, { authorization: '' })],
    ['with Bearer', ON_PAYMENT_PATHS, () => new Bench().send('GET', target, { authorization: 'Bearer abc' })],
    ['without Authorization, of a refund', MALFORMED, () => new Bench().send('GET', refund, {})],
    ['with Bearer, of a refund', WRONG_SCHEME, () => new Bench().send('GET', refund, { authorization: 'Bearer abc' })],
    ['in lower case, of a refund', WRONG_SCHEME, () => tampered((text) => text.toLowerCase(), refund)],
    ['with single quotes', MALFORMED, () => tampered((text) => text.replaceAll('"', "'"))],
    ['with two blanks', MALFORMED, () => tampered((text) => text.replace(' ', '  '))],
    ['with blanks after commas', MALFORMED, () => tampered((text) => text.replaceAll(',', ', '))],
    ['without its timestamp', MALFORMED, () => tampered((text) => text.replace(/,timestamp="\d+"/, ''))],
    ['with a timestamp of no digits', MALFORMED, () => tampered((text) => text.replace(/(timestamp=")\d+/, '$1now'))],
    ['of an unknown merchant', NO_CERTIFICATE, () => call({ identity: { ...who.merchant, mchid: '1' } })],
    ['of an unknown serial number', WRONG_SERIAL, () => call({ identity: other })],
    ['of a revoked certificate', REVOKED, () => call({}, { certificate: { revoked: true } })],
    ['of an expired certificate', EXPIRED, () => call({}, { certificate: { notAfter: minus(BEGIN, seconds(1)) } })],
    ['of a replaced certificate', REPLACED, () => call({}, { certificate: { replaced: true } })],
    ['without an APIv3 key', NO_APIV3_KEY, () => call({}, { apiv3Key: null })],
    ['signed by a stranger', WRONG_SIGNATURE, () => call({ identity: who.stranger })],
    [
      'with a signature that is no Base64',
      WRONG_SIGNATURE,
      () => tampered((t) => t.replace(/(signature=")..../, '$1%%%%')),
    ],
    [
      'with another nonce than was signed',
      WRONG_SIGNATURE,
      () => tampered((text) => text.replace(/(nonce_str="..)./, '$1x')),
    ],
    ['of milliseconds for seconds', TOO_OLD, () => tampered((text) => text.replace(/(timestamp="\d+)/, '$1000'))],
  ];
  for (const [what, message, play] of cases) it(what, () => assertUnauthorized(play(), message));

  it('of a merchant without certificates', () => {
    const bench = new Bench();
    bench.gateway.register({ ...bench.merchant, appids: [], certificates: [], timeline: bench.timeline });
    assertUnauthorized(bench.call('GET', target), NO_CERTIFICATE);
  });
});

describe('the timestamp', () => {
  for (const by of [299, 300]) {
    it(`may be ${by} s off, either way`, () => {
      assert.equal(call({ at: minus(BEGIN, seconds(by)) }).status, 404);
      assert.equal(call({ at: plus(BEGIN, seconds(by)) }).status, 404);
    });
  }

  it('may not be 301 s off, either way', () => {
    assertUnauthorized(call({ at: minus(BEGIN, seconds(301)) }), TOO_OLD);
    assertUnauthorized(call({ at: plus(BEGIN, seconds(301)) }), TOO_OLD);
  });

  it('may be as far off as the policy says', () => {
    const options = { policy: { timestampTolerance: seconds(10) } };
    assert.equal(call({ at: minus(BEGIN, seconds(10)) }, options).status, 404);
    assertUnauthorized(call({ at: minus(BEGIN, seconds(11)) }, options), TOO_OLD);
  });

  it('is judged before serial number and signature', () => {
    for (const identity of [who.stranger, other]) {
      assertUnauthorized(call({ identity, at: minus(BEGIN, minutes(6)) }), TOO_OLD);
    }
  });
});

describe('a request is accepted', () => {
  it('with its serial number in lower case', () => {
    const identity = { ...who.merchant, serialNo: who.merchant.serialNo.toLowerCase() };
    assert.equal(call({ identity }).json['code'], 'ORDER_NOT_EXIST');
  });

  it('with its items in another order', () => {
    const answer = tampered((text) => {
      const [scheme, items = ''] = text.split(' ');
      return `${scheme} ${items.split(',').reverse().join(',')}`;
    });
    assert.equal(answer.status, 404);
  });

  it('of a certificate that is still good, to the second', () => {
    assert.equal(call({}, { certificate: { notAfter: BEGIN, revoked: false } }).status, 404);
  });
});

describe('what is wrong is told', () => {
  const detailOf = ({ json }: Answer) => json['detail'];
  const cases: readonly [string, string, Answer][] = [
    ['authorization', 'authorization is missing', new Bench().send('GET', refund, {})],
    ['authorization', 'authorization is missing', new Bench().send('GET', target, {})],
    ['authorization', 'authorization scheme is unknown', new Bench().send('GET', refund, { authorization: 'Bearer' })],
    ['authorization', 'authorization is malformed', tampered((text) => text.replaceAll('"', "'"))],
    ['timestamp', 'timestamp is out of range', call({ at: minus(BEGIN, minutes(6)) })],
    ['mchid', 'merchant has no certificate', call({ identity: { ...who.merchant, mchid: '1' } })],
    ['mchid', 'merchant has no APIv3 key', call({}, { apiv3Key: null })],
    ['serial_no', 'serial_no is unknown', call({ identity: other })],
    ['serial_no', 'certificate is revoked', call({}, { certificate: { revoked: true } })],
    ['serial_no', 'certificate is expired', call({}, { certificate: { notAfter: minus(BEGIN, seconds(1)) } })],
    ['serial_no', 'certificate is replaced by another', call({}, { certificate: { replaced: true } })],
  ];
  for (const [field, issue, answer] of cases) {
    it(`in the detail: ${issue}`, () => {
      assert.deepEqual(detailOf(answer), { detail: { issue }, field, location: 'authorization' });
    });
  }

  it('without a detail where the documented form is asked for, which has one for parameters alone', () => {
    const answer = call({ identity: who.stranger }, { policy: { errorDetail: 'documented' } });
    assert.equal(answer.json['message'], WRONG_SIGNATURE);
    assert.ok(!('detail' in answer.json));
  });
});

describe('a fault of the certificates', () => {
  it('that is set holds for each of them until it is taken back', () => {
    const bench = new Bench();
    const messages = { expired: EXPIRED, revoked: REVOKED, replaced: REPLACED };
    assert.deepEqual(CERTIFICATE_FAULTS, Object.keys(messages));
    for (const fault of CERTIFICATE_FAULTS) {
      bench.merchant.certificateFault = fault;
      assertUnauthorized(bench.call('GET', target), messages[fault]);
    }
    bench.merchant.certificateFault = undefined;
    assert.equal(bench.call('GET', target).status, 404);
  });
});

describe('the APIv3 key', () => {
  it('may be missing where the policy says so', () => {
    assert.equal(call({}, { apiv3Key: null, policy: { withoutApiv3Key: 'served' } }).status, 404);
  });
});

describe('Accept and User-Agent', () => {
  const MISSING = 'Http头缺少Accept或User-Agent';
  const headers = [{ accept: '' }, { 'user-agent': '' }, { accept: '', 'user-agent': '' }];
  const of = (answer: Answer): unknown[] => [answer.status, answer.json['code'], answer.json['message']];

  for (const [verb, path] of [
    ['GET', refund],
    ['GET', paths.certificates],
    ['POST', paths.refund],
  ] as const) {
    it(`are asked for before the signature: ${verb} ${path}`, () => {
      for (const more of headers) {
        const signed = new Bench().call(verb, path, { headers: more });
        const unsigned = new Bench().send(verb, path, more);
        for (const answer of [signed, unsigned]) {
          assert.deepEqual(of(answer), [400, 'INVALID_REQUEST', MISSING]);
          assert.equal(answer.signature, 'absent');
        }
      }
    });
  }

  it('are not asked for on the paths of payments', () => {
    for (const more of headers) assert.equal(call({ headers: more }).json['code'], 'ORDER_NOT_EXIST');
  });

  it('are asked for everywhere where the policy says so', () => {
    for (const more of headers)
      assert.deepEqual(of(call({ headers: more }, { policy: { headersRequired: 'everywhere' } })).slice(2), [MISSING]);
  });

  it('are not asked for where path or method are unknown', () => {
    assert.equal(new Bench().send('GET', '/v3/refund', { accept: '' }).status, 404);
    assert.equal(new Bench().send('PUT', paths.refund, { accept: '' }).status, 405);
  });
});

describe('a wrong signature', () => {
  const detailOf = (body: string): unknown => {
    const bench = new Bench();
    const { json } = bench.call('POST', paths.order, { body, identity: who.stranger });
    return json['detail'];
  };

  it('comes with the string that the gateway made of the request, cut after eight bytes of the body', () => {
    const body = '{"amount":{"total":1}}';
    const bench = new Bench();
    const authorization = signRequest(
      who.stranger,
      { method: 'POST', target: paths.order, body: Buffer.from(body) },
      bench.timeline,
      bench.entropy,
    );
    const read = parseAuthorization(authorization);
    assert.ok(typeof read === 'object');
    assert.equal(formatAuthorization(read), authorization);
    const { json } = bench.send('POST', paths.order, { authorization }, Buffer.from(body));
    const head = `POST\n${paths.order}\n${read.timestamp}\n${read.nonce_str}\n`;
    assert.deepEqual(json['detail'], {
      detail: { issue: 'sign not match' },
      field: 'signature',
      location: 'authorization',
      sign_information: {
        method: 'POST',
        sign_message_length: Buffer.byteLength(`${head}${body}\n`),
        truncated_sign_message: `${head}{"amount\n`,
        url: paths.order,
      },
    });
  });

  it('never gives away more than eight bytes of the body', () => {
    assert.ok(!JSON.stringify(detailOf('{"secret":"abcdefgh"}')).includes('abc'));
  });
});

describe('the body and the target', () => {
  it('are verified byte for byte', () => {
    const bench = new Bench();
    const body = `{ "mchid" : "${MCHID}", "note":"http:\\/\\/x \\u4e2d" }`;
    const authorization = (text: string, path: string): string =>
      signRequest(
        who.merchant,
        { method: 'POST', target: path, body: Buffer.from(text) },
        bench.timeline,
        bench.entropy,
      );
    const close = paths.close('order-1');
    const send = (signed: string, sent: string, path = close): number =>
      bench.send('POST', close, { authorization: authorization(signed, path) }, Buffer.from(sent)).status;
    assert.equal(send(body, body), 400, 'authenticated: only the unknown field is refused');
    assert.equal(send(body, JSON.stringify(JSON.parse(body))), 401);
    assert.equal(send(body, `${body} `), 401);
    assert.equal(send(body, body, `${close}?a=b`), 401);
    assert.equal(send(body, body, `/${close}`), 401);
  });
});
