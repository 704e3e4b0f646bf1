import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KeyLearning } from '../../src/merchant/key-learning.ts';
import { seal } from '../../src/protocol/aead.ts';
import { signatureHeaders } from '../../src/protocol/answer-signing.ts';
import { seededEntropy } from '../../src/protocol/entropy.ts';
import type { PlatformKey } from '../../src/protocol/identity.ts';
import { InProcessNetwork } from '../../src/targets/mock/in-process-network.ts';
import { seconds, Timeline } from '../../src/time/index.ts';
import { BEGIN, who } from './scripted.ts';

const next = who.platformKeys.next(BEGIN);
const listed = (apiv3Key: string): unknown => ({
  data: [
    {
      serial_no: next.id,
      effective_time: '2026-01-01T00:00:00+08:00',
      expire_time: '2031-01-01T00:00:00+08:00',
      encrypt_certificate: seal(apiv3Key, 'abcdefghijkl', 'certificate', next.pem),
    },
  ],
});

/** A merchant that holds the old certificate, before a gateway that lists the new one. */
function learner(signer: PlatformKey, apiv3Key: string = who.apiv3Key) {
  const timeline = Timeline.frozen(BEGIN);
  const asked: string[] = [];
  const network = new InProcessNetwork(
    () => timeline.now(),
    () => {},
  );
  network.host('https://gateway.example', {
    party: 'gateway',
    answer: ({ target }) => {
      asked.push(target);
      const body = Buffer.from(JSON.stringify(listed(apiv3Key)));
      return { status: 200, headers: signatureHeaders(signer, body, timeline, 'n'), body };
    },
  });
  const keys = new Map(who.platformKeyRing);
  const learning = new KeyLearning({
    baseUrl: 'https://gateway.example',
    identity: who.merchant,
    keys,
    platformSerial: who.platformKeys.certificate.id,
    wire: timeline,
    entropy: seededEntropy('learning'),
    dispatcher: network.dispatcherOf('merchant'),
    apiv3Key: who.apiv3Key,
  });
  return { learning, keys, asked, timeline };
}

describe('learning of a platform certificate', () => {
  for (const [by, signer] of [
    ['the old one', who.platformKeys.certificate],
    ['the one that it brings', next],
  ] as const)
    it(`believes a list that is signed with ${by}`, async () => {
      const { learning, keys } = learner(signer);
      assert.equal(await learning.learn(next.id), true);
      assert.ok(keys.has(next.id), 'the new key is not held');
    });

  it('believes no list that another APIv3 key sealed, or nobody signed', async () => {
    const sealed = learner(who.platformKeys.certificate, 'AnotherKeyThatProtectsNothing000');
    assert.equal(await sealed.learning.learn(next.id), false);
    const stranger = learner({ ...next, sign: who.stranger.sign });
    assert.equal(await stranger.learning.learn(next.id), false);
    assert.equal(stranger.keys.has(next.id), false);
  });

  it('asks for no public key, and for no certificate twice within a minute', async () => {
    const { learning, asked, timeline } = learner(who.platformKeys.certificate);
    assert.equal(await learning.learn('PUB_KEY_ID_7'), false);
    assert.equal(await learning.learn(undefined), false);
    assert.deepEqual(asked, []);
    await learning.learn('00');
    await learning.learn('01');
    assert.equal(asked.length, 1);
    timeline.spend(seconds(61));
    await learning.learn('02');
    assert.equal(asked.length, 2);
  });
});
