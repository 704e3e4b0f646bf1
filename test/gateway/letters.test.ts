import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Letter } from '../../src/gateway/letter.ts';
import { type OpenedLetter, openLetter } from '../../src/merchant/notification-inbox.ts';
import { paths } from '../../src/protocol/payments.ts';
import { isRecord } from '../../src/protocol/wire.ts';
import { minutes, plus, seconds, toUnixSeconds } from '../../src/time/index.ts';
import { Bench, MCHID, PAYER, who } from './bench.ts';
import { BEGIN } from './books.ts';

const opened = (letter: Letter, now = BEGIN): OpenedLetter =>
  openLetter({ method: 'POST', target: '/notify', ...letter }, who.platformKeyRing, who.apiv3Key, { now: () => now });

async function letterOf(bench: Bench): Promise<Letter> {
  await bench.timeline.idle();
  const [sent] = bench.letters;
  assert.ok(sent, 'no letter was sent');
  return sent.letter;
}

const resourceOf = (letter: Letter): Readonly<Record<string, unknown>> => {
  const resource = opened(letter).envelope?.['resource'];
  assert.ok(isRecord(resource));
  return resource;
};

describe('the letter of a payment', () => {
  it('is signed, opens, and tells what a query tells', async () => {
    const bench = await new Bench().paid();
    const { signature, resource } = opened(await letterOf(bench));
    assert.equal(signature, 'valid');
    assert.deepEqual(resource, bench.call('GET', paths.orderByNumber('order-1', MCHID)).json);
    assert.equal(resource['trade_state'], 'SUCCESS');
    assert.deepEqual(resource['payer'], { openid: PAYER });
  });

  it('goes to the notify_url of the order', async () => {
    assert.equal((await new Bench().paid()).letters[0]?.url, 'https://shop.example/notify');
  });

  it('leaves the receiver five seconds, or what the policy says', async () => {
    assert.equal((await new Bench().paid()).letters[0]?.answerTime, seconds(5));
    const patient = new Bench({ policy: { notificationAnswerTime: seconds(9) } });
    assert.equal((await patient.paid()).letters[0]?.answerTime, seconds(9));
  });

  it('is wrapped as documented', async () => {
    const letter = await letterOf(await new Bench().paid());
    const { envelope } = opened(letter);
    assert.deepEqual(Object.keys(envelope ?? {}), [
      'id',
      'create_time',
      'resource_type',
      'event_type',
      'summary',
      'resource',
    ]);
    assert.match(String(envelope?.['id']), /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(envelope?.['create_time'], '2026-01-15T10:00:00+08:00');
    assert.equal(envelope?.['resource_type'], 'encrypt-resource');
    assert.equal(envelope?.['event_type'], 'TRANSACTION.SUCCESS');
    assert.equal(envelope?.['summary'], '支付成功');
    const { original_type, algorithm, ciphertext, associated_data, nonce } = resourceOf(letter);
    assert.deepEqual([original_type, algorithm, associated_data], ['transaction', 'AEAD_AES_256_GCM', 'transaction']);
    assert.match(String(nonce), /^[\x21-\x7e]{12}$/);
    assert.match(String(ciphertext), /^[A-Za-z0-9+/]+={0,2}$/);
  });

  it('has the headers of real ones', async () => {
    const { headers } = await letterOf(await new Bench().paid());
    const { accept, 'cache-control': cached, pragma, 'content-type': type, 'user-agent': agent } = headers;
    const told = ['*/*', 'no-cache', 'no-cache', 'application/json', 'Mozilla/4.0'];
    assert.deepEqual([accept, cached, pragma, type, agent], told);
    assert.equal(headers['wechatpay-signature-type'], 'WECHATPAY2-SHA256-RSA2048');
    assert.equal(headers['wechatpay-timestamp'], String(toUnixSeconds(BEGIN)));
    assert.match(headers['wechatpay-nonce'] ?? '', /^[0-9A-Za-z]{32}$/);
  });

  it('is not sent where the merchant has no APIv3 key, and the attempt says why', async () => {
    const bench = await new Bench({ apiv3Key: null, policy: { withoutApiv3Key: 'served' } }).paid();
    await bench.timeline.advanceTo(plus(BEGIN, minutes(10)));
    assert.deepEqual(bench.letters, []);
    const [notification] = [...bench.state.notifications.values()];
    assert.equal(notification?.attempts[0]?.error, 'the merchant has no APIv3 key');
  });
});

describe('each sending', () => {
  it('is signed and encrypted anew, of the same event', async () => {
    const bench = await new Bench({ receive: () => ({ status: 500 }) }).paid();
    await bench.timeline.advanceTo(plus(BEGIN, minutes(4)));
    const letters = bench.letters.map(({ letter }) => letter);
    assert.equal(letters.length, 5);
    const distinct = (of: (letter: Letter) => unknown): number => new Set(letters.map(of)).size;
    for (const name of ['wechatpay-nonce', 'wechatpay-signature', 'wechatpay-timestamp'])
      assert.equal(
        distinct(({ headers }) => headers[name]),
        5,
        name,
      );
    for (const name of ['nonce', 'ciphertext'])
      assert.equal(
        distinct((letter) => resourceOf(letter)[name]),
        5,
        name,
      );
    for (const name of ['id', 'create_time'])
      assert.equal(
        distinct((letter) => opened(letter).envelope?.[name]),
        1,
        name,
      );
    assert.equal(
      distinct((letter) => JSON.stringify(opened(letter).resource)),
      1,
    );
  });

  it('has the timestamp of its moment', async () => {
    const bench = await new Bench({ receive: () => ({ status: 500 }) }).paid();
    await bench.timeline.advanceTo(plus(BEGIN, minutes(10)));
    const last = bench.letters[4]?.letter;
    assert.ok(last);
    assert.equal(opened(last, plus(BEGIN, minutes(4))).signature, 'valid');
    assert.equal(opened(last, BEGIN).signature, 'valid');
    assert.equal(opened(last, plus(BEGIN, seconds(10 * 60))).signature, 'stale');
  });

  it('still tells of the payment where the order was refunded meanwhile', async () => {
    const bench = await new Bench({ receive: () => ({ status: 500 }) }).paid();
    const amount = { refund: 100, total: 100, currency: 'CNY' };
    bench.call('POST', paths.refund, { body: { out_trade_no: 'order-1', out_refund_no: 'r', amount } });
    await bench.timeline.advanceTo(plus(BEGIN, seconds(15)));
    assert.equal(bench.letters.length, 2);
    for (const { letter } of bench.letters) assert.equal(opened(letter).resource?.['trade_state'], 'SUCCESS');
  });
});

describe('the letter of a refund', () => {
  for (const [status, summary] of [
    ['SUCCESS', '退款成功'],
    ['CLOSED', '退款关闭'],
    ['ABNORMAL', '退款异常'],
  ] as const) {
    it(`that is ${status} goes to the notify_url of the refund and has no currency and no appid`, async () => {
      const bench = await new Bench().paid();
      const amount = { refund: 30, total: 100, currency: 'CNY' };
      const body = { out_trade_no: 'order-1', out_refund_no: 'r', amount, notify_url: 'https://shop.example/refunded' };
      assert.equal(bench.call('POST', paths.refund, { body }).status, 200);
      bench.merchant.ledger.execute((fresh) => ({ type: 'settle-refund', outRefundNo: 'r', status, ...fresh }));
      await bench.timeline.idle();
      const sent = bench.letters[1];
      assert.ok(sent);
      assert.equal(sent.url, 'https://shop.example/refunded');
      const { signature, envelope, resource } = opened(sent.letter);
      assert.equal(signature, 'valid');
      assert.deepEqual([envelope?.['event_type'], envelope?.['summary']], [`REFUND.${status}`, summary]);
      assert.equal(resourceOf(sent.letter)['associated_data'], 'refund');
      assert.equal(resourceOf(sent.letter)['original_type'], 'refund');
      assert.equal(resource?.['refund_status'], status);
      assert.deepEqual(resource?.['amount'], { total: 100, refund: 30, payer_total: 100, payer_refund: 30 });
      for (const name of ['status', 'appid', 'currency']) assert.ok(!(name in resource), name);
      assert.equal('success_time' in resource, status === 'SUCCESS');
    });
  }
});
