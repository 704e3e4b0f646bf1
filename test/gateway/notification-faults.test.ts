import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NOTIFICATION_FAULTS, type NotificationFault } from '../../src/gateway/faults.ts';
import type { Letter } from '../../src/gateway/letter.ts';
import { type OpenedLetter, openLetter } from '../../src/merchant/notification-inbox.ts';
import { paths } from '../../src/protocol/payments.ts';
import { isRecord } from '../../src/protocol/wire.ts';
import { hours, minutes, plus, seconds } from '../../src/time/index.ts';
import { Bench, who } from './bench.ts';
import { BEGIN } from './books.ts';

const opened = (letter: Letter, at = BEGIN): OpenedLetter =>
  openLetter({ method: 'POST', target: '/notify', ...letter }, who.platformKeyRing, who.apiv3Key, { now: () => at });

/** The letters of a payment whose first sending was struck, up to before the next rung of the ladder. */
async function struck(
  fault: NotificationFault,
): Promise<{ readonly bench: Bench; readonly letters: readonly Letter[] }> {
  const bench = new Bench({ receive: () => ({ status: 500 }) });
  bench.strike('notification', fault, 1);
  await bench.paid();
  return { bench, letters: bench.letters.map(({ letter }) => letter) };
}

const truth = async (): Promise<OpenedLetter> => {
  const [sent] = (await new Bench().paid()).letters;
  assert.ok(sent);
  return opened(sent.letter);
};

async function only(fault: NotificationFault): Promise<OpenedLetter & { readonly letter: Letter }> {
  const { letters } = await struck(fault);
  const [letter, ...more] = letters;
  assert.ok(letter);
  assert.deepEqual(more, []);
  return { ...opened(letter), letter };
}

describe('the notification fault', () => {
  for (const fault of NOTIFICATION_FAULTS) {
    it(`${fault} strikes once, and the next sending is right`, async () => {
      const { bench, letters } = await struck(fault);
      await bench.timeline.advanceTo(plus(BEGIN, ['late', 'out-of-order'].includes(fault) ? hours(1) : seconds(15)));
      assert.equal(bench.letters.length, letters.length + 1);
      const last = bench.letters.at(-1)?.letter;
      assert.ok(last);
      assert.equal(opened(last, bench.timeline.now()).signature, 'valid');
      assert.deepEqual(opened(last).resource, (await truth()).resource);
    });
  }

  it('lost sends nothing, and says so', async () => {
    const { bench, letters } = await struck('lost');
    assert.deepEqual(letters, []);
    const [notification] = [...bench.state.notifications.values()];
    assert.deepEqual(notification?.attempts, [{ at: BEGIN, error: 'lost on the way' }]);
  });

  it('late comes an hour later, as the first attempt', async () => {
    const { bench, letters } = await struck('late');
    await bench.timeline.advanceTo(plus(BEGIN, minutes(59)));
    assert.deepEqual([letters, bench.letters], [[], []]);
    await bench.timeline.advanceTo(plus(BEGIN, hours(1)));
    const [notification] = [...bench.state.notifications.values()];
    assert.deepEqual(notification?.attempts, [{ at: plus(BEGIN, hours(1)), status: 500 }]);
  });

  it('late is not hastened by another that goes out meanwhile', async () => {
    const bench = new Bench({ receive: () => ({ status: 204 }) });
    bench.strike('notification', 'late', 1);
    await bench.paid();
    const body = { echo_message: 'm', notify_url: 'https://shop.example/echo' };
    const headers = { 'wechatpay-serial': who.platformKeys.publicKey.id };
    assert.equal(bench.call('POST', paths.securityEcho, { body, headers }).status, 200);
    await bench.timeline.advanceTo(plus(BEGIN, minutes(59)));
    assert.equal(bench.letters.length, 1);
    await bench.timeline.advanceTo(plus(BEGIN, hours(1)));
    assert.equal(bench.letters.length, 2);
  });

  it('out-of-order lets the next notification go first', async () => {
    const bench = new Bench({ receive: () => ({ status: 204 }) });
    bench.strike('notification', 'out-of-order', 1);
    await bench.paid();
    assert.deepEqual(bench.letters, []);
    const amount = { total: 100, refund: 40, currency: 'CNY' };
    const refund = { out_trade_no: 'order-1', out_refund_no: 'R1', notify_url: 'https://shop.example/r', amount };
    assert.equal(bench.call('POST', paths.refund, { body: refund }).status, 200);
    await bench.timeline.advanceTo(plus(BEGIN, minutes(5)));
    const types = bench.letters.map(({ letter }) => opened(letter).envelope?.['event_type']);
    assert.deepEqual(types, ['REFUND.SUCCESS', 'TRANSACTION.SUCCESS']);
  });

  for (const [fault, count] of [
    ['duplicate', 2],
    ['concurrent', 2],
    ['ten-at-once', 10],
  ] as const) {
    it(`${fault} sends ${count} right letters of one event, and one attempt is written down`, async () => {
      const { bench, letters } = await struck(fault);
      assert.equal(letters.length, count);
      for (const letter of letters) assert.equal(opened(letter).signature, 'valid');
      assert.equal(new Set(letters.map((letter) => opened(letter).envelope?.['id'])).size, 1);
      assert.equal(new Set(letters.map(({ headers }) => headers['wechatpay-nonce'])).size, count);
      assert.equal([...bench.state.notifications.values()][0]?.attempts.length, 1);
    });
  }

  for (const [fault, finding] of [
    ['unsigned', 'absent'],
    ['wrong-signature', 'wrong'],
    ['probe', 'wrong'],
    ['probe-not-base64', 'wrong'],
    ['stale', 'stale'],
    ['unknown-serial', 'unknown-serial'],
    ['from-localhost', 'wrong'],
  ] as const) {
    it(`${fault} spoils the signature alone`, async () => {
      const { signature, resource } = await only(fault);
      assert.equal(signature, finding);
      assert.deepEqual(resource, (await truth()).resource);
    });
  }

  for (const name of ['signature', 'timestamp', 'nonce', 'serial'] as const) {
    it(`without-${name} leaves that header out and the others in`, async () => {
      const there = Object.keys((await only(`without-${name}`)).letter.headers);
      const all = Object.keys((await only('wrong-signature')).letter.headers);
      assert.deepEqual(
        there,
        all.filter((header) => header !== `wechatpay-${name}`),
      );
    });
  }

  it('empty-signature has nothing in its place', async () => {
    assert.equal((await only('empty-signature')).letter.headers['wechatpay-signature'], '');
  });

  it('from-localhost says that it is for localhost, and no other does', async () => {
    const { letter } = await only('from-localhost');
    assert.equal(letter.headers['host'], 'localhost');
    assert.equal((await only('wrong-signature')).letter.headers['host'], undefined);
  });

  it('probe begins as documented', async () => {
    for (const fault of ['probe', 'probe-not-base64'] as const) {
      const { letter } = await only(fault);
      assert.ok(letter.headers['wechatpay-signature']?.startsWith('WECHATPAY/SIGNTEST/'));
    }
  });

  for (const fault of ['wrong-key', 'tampered-ciphertext'] as const) {
    it(`${fault} is signed right and does not open`, async () => {
      const { signature, envelope, resource } = await only(fault);
      assert.equal(signature, 'valid');
      assert.equal(envelope?.['event_type'], 'TRANSACTION.SUCCESS');
      assert.equal(resource, undefined);
    });
  }

  for (const [fault, field] of [
    ['wrong-mchid', 'mchid'],
    ['wrong-appid', 'appid'],
    ['unknown-order', 'out_trade_no'],
  ] as const) {
    it(`${fault} is signed right, opens, and differs in ${field} alone`, async () => {
      const { signature, resource } = await only(fault);
      const { resource: right } = await truth();
      assert.equal(signature, 'valid');
      assert.notEqual(resource?.[field], right?.[field]);
      assert.deepEqual({ ...resource, [field]: right?.[field] }, right);
      assert.ok(String(resource?.[field]).length <= 32);
    });
  }

  it('wrong-amount is signed right, opens, and is off by one fen', async () => {
    const { signature, resource } = await only('wrong-amount');
    assert.equal(signature, 'valid');
    const amount = resource?.['amount'];
    assert.ok(isRecord(amount));
    assert.deepEqual([amount['total'], amount['payer_total'], amount['currency']], [101, 101, 'CNY']);
  });
});
