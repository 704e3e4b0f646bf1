import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answeringKey, isPublicKeyId, type KeyMode, type PlatformKeys } from '../../src/protocol/index.ts';
import { platform } from './people.ts';

const PUBLIC_KEY_ID = 'PUB_KEY_ID_0115635139512024101100397200000006';
const CERTIFICATE_SERIAL = '4DF076AC5A7D968D4A8B0B9C599A74CB4CF8EE8A';
const MERCHANT_SERIAL = '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB';
const keys: PlatformKeys = {
  publicKey: { id: PUBLIC_KEY_ID, sign: platform.sign, open: () => undefined },
  certificate: { id: CERTIFICATE_SERIAL, sign: platform.sign, open: () => undefined },
};

describe('the key that signs an answer', () => {
  // The request may name none, an empty one, either of the platform's, or the merchant's own by mistake.
  const table: readonly (readonly [KeyMode, string | undefined, string])[] = [
    ['public-key', undefined, PUBLIC_KEY_ID],
    ['public-key', '', PUBLIC_KEY_ID],
    ['public-key', PUBLIC_KEY_ID, PUBLIC_KEY_ID],
    ['public-key', CERTIFICATE_SERIAL, PUBLIC_KEY_ID],
    ['public-key', MERCHANT_SERIAL, PUBLIC_KEY_ID],
    ['platform-certificate', undefined, CERTIFICATE_SERIAL],
    ['platform-certificate', '', CERTIFICATE_SERIAL],
    ['platform-certificate', PUBLIC_KEY_ID, CERTIFICATE_SERIAL],
    ['platform-certificate', CERTIFICATE_SERIAL, CERTIFICATE_SERIAL],
    ['platform-certificate', MERCHANT_SERIAL, CERTIFICATE_SERIAL],
    ['both', undefined, CERTIFICATE_SERIAL],
    ['both', '', CERTIFICATE_SERIAL],
    ['both', PUBLIC_KEY_ID, PUBLIC_KEY_ID],
    ['both', CERTIFICATE_SERIAL, CERTIFICATE_SERIAL],
    ['both', MERCHANT_SERIAL, CERTIFICATE_SERIAL],
  ];
  for (const [mode, requested, id] of table) {
    it(`in mode ${mode} after ${requested === undefined ? 'no serial' : `"${requested}"`} is ${id.slice(0, 10)}…`, () => {
      assert.equal(answeringKey(keys, mode, requested).id, id);
    });
  }

  it('is a public key where its name begins so', () => {
    assert.equal(isPublicKeyId(PUBLIC_KEY_ID), true);
    for (const name of [CERTIFICATE_SERIAL, '', 'pub_key_id_1', ` ${PUBLIC_KEY_ID}`]) {
      assert.equal(isPublicKeyId(name), false, name);
    }
  });
});
