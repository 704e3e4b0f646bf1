import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { echoNotice, echoOf } from '../../src/gateway/security-echo.ts';
import { openLetter } from '../../src/merchant/notification-inbox.ts';
import { decryptField, encryptField, paths, systemEntropy } from '../../src/protocol/index.ts';
import { between, days } from '../../src/time/index.ts';
import { fieldOf } from '../../src/workflow/trade-checks.ts';
import { Bench, who } from './bench.ts';

const SECRET = '只有微信支付能读';
const { publicKey, certificate } = who.platformKeys;
const encryptedFor = (id: string, text = SECRET): string =>
  encryptField(who.platformKeyRing.get(id) ?? assert.fail(`there is no key ${id}`), text, systemEntropy);
const named = (id: string) => ({ 'wechatpay-serial': id });

function echo(bench: Bench, body: object, headers: Readonly<Record<string, string>> = named(publicKey.id)) {
  const { status, json, signature } = bench.call('POST', paths.securityEcho, { body, headers });
  return { status, json, signature };
}

describe('the self-test of keys', () => {
  it('says what it was told, signed, and nothing else', () => {
    const { status, json, signature } = echo(new Bench(), { echo_message: 'hello' });
    assert.deepEqual([status, json, signature], [200, { echo_message: 'hello' }, 'valid']);
  });

  for (const key of [publicKey, certificate]) {
    it(`reads what was encrypted for ${key.id}, and encrypts it for the merchant`, () => {
      const body = { echo_message: 'hello', encrypted_echo_message: encryptedFor(key.id) };
      const { status, json } = echo(new Bench(), body, named(key.id));
      assert.equal(status, 200);
      assert.equal(decryptField(who.merchantPrivateKey, String(json['encrypted_echo_message'])), SECRET);
      assert.notEqual(json['encrypted_echo_message'], body.encrypted_echo_message);
    });
  }

  for (const [what, body, headers, expected] of [
    ['without a message', {}, named(publicKey.id), '400 PARAM_ERROR'],
    ['without Wechatpay-Serial', { echo_message: 'hello' }, {}, '400 PARAM_ERROR'],
    ['with a Wechatpay-Serial of nobody', { echo_message: 'hello' }, named('X'), '400 PARAM_ERROR'],
    [
      'with what was encrypted for the other key',
      { echo_message: 'hello', encrypted_echo_message: encryptedFor(certificate.id) },
      named(publicKey.id),
      '400 PARAM_ERROR',
    ],
    [
      'with what is not encrypted',
      { echo_message: 'hello', encrypted_echo_message: 'plain' },
      named(publicKey.id),
      '400 PARAM_ERROR',
    ],
  ] as const) {
    it(`is refused ${what}`, () => {
      const { status, json } = echo(new Bench(), body, headers);
      assert.equal(`${status} ${String(json['code'])}`, expected);
    });
  }
});

describe('the notification of a self-test', () => {
  const URL = 'https://shop.example/echo';

  it('tells the message, and encrypted what was encrypted', async () => {
    const bench = new Bench();
    echo(bench, { echo_message: 'hello', encrypted_echo_message: encryptedFor(publicKey.id), notify_url: URL });
    await bench.timeline.advanceTo(bench.timeline.now());
    const [{ url, letter } = assert.fail('nothing was sent')] = bench.letters;
    assert.equal(url, URL);
    const request = { method: 'POST', target: '/echo', ...letter };
    const { signature, envelope, resource } = openLetter(request, who.platformKeyRing, who.apiv3Key, bench.timeline);
    const { event_type, summary } = envelope ?? {};
    assert.deepEqual([signature, event_type, summary], ['valid', 'SECURITY_ECHO.SUCCESS', '回显测试']);
    assert.equal([...bench.state.notifications.values()][0]?.outTradeNo, '', 'it is about no order');
    assert.equal(fieldOf(envelope, 'resource.original_type'), 'security');
    const { encrypt_echo_message, ...rest } = resource ?? assert.fail('it does not open');
    assert.deepEqual(rest, { echo_message: 'hello' });
    assert.equal(decryptField(who.merchantPrivateKey, String(encrypt_echo_message)), SECRET);
  });

  it('is not sent where no notify_url is given', async () => {
    const bench = new Bench();
    echo(bench, { echo_message: 'hello' });
    await bench.timeline.advanceTo(bench.timeline.now());
    assert.equal(bench.letters.length, 0);
  });

  it('is sent ten times at the most, by its own plan', async () => {
    const times: number[] = [];
    const bench: Bench = new Bench({
      receive: () => {
        times.push(bench.timeline.now());
        return { status: 500 };
      },
    });
    const begin = bench.timeline.now();
    echo(bench, { echo_message: 'hello', notify_url: URL });
    await bench.timeline.advanceTo((begin + days(3)) as typeof begin);
    const gaps = times.slice(1).map((at, index) => (at - (times[index] ?? at)) / 1_000);
    assert.deepEqual(gaps, [15, 15, 30, 180, 1_800, 1_800, 1_800, 1_800, 3_600]);
    assert.equal(between(begin, times[0] as typeof begin), 0);
  });
});

describe('what was heard', () => {
  it('is the message, and nothing of what was not encrypted', () => {
    const { merchant, entropy } = new Bench();
    const heard = { kind: 'heard', message: 'm' } as const;
    assert.deepEqual(echoOf({ echo_message: 'm' }, named(publicKey.id), merchant, entropy), heard);
    assert.deepEqual(echoNotice(heard), { echo_message: 'm' });
  });

  it('is encrypted for the certificate that signed the request', () => {
    const bench = new Bench();
    let authorization = '';
    const send = bench.send.bind(bench);
    bench.send = (method, target, headers, body) => {
      authorization = headers['authorization'] ?? '';
      return send(method, target, headers, body);
    };
    echo(bench, { echo_message: 'm' });
    const request = { echo_message: 'm', encrypted_echo_message: encryptedFor(publicKey.id) };
    const { sealed, ...rest } = echoOf(
      request,
      { ...named(publicKey.id), authorization },
      bench.merchant,
      bench.entropy,
    ) as {
      readonly sealed: string;
    };
    assert.deepEqual(rest, { kind: 'heard', message: 'm' });
    assert.equal(decryptField(who.merchantPrivateKey, sealed), SECRET);
  });
});

describe('an echo without the certificate that it is to be encrypted for', () => {
  it('cannot be read back', () => {
    const { merchant, entropy } = new Bench();
    const request = { echo_message: 'm', encrypted_echo_message: encryptedFor(publicKey.id) };
    const refusal = { status: 400, code: 'PARAM_ERROR', message: '平台私钥解密失败' };
    assert.deepEqual(echoOf(request, named(publicKey.id), merchant, entropy), { kind: 'refused', refusal });
  });
});
