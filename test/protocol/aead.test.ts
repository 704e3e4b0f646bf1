import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seal, unseal } from '../../src/protocol/index.ts';

const KEY = '0123456789abcdefghijklmnopqrstuv';
const sealed = seal(KEY, 'abcdefghijkl', 'transaction', '{"trade_state":"SUCCESS"}');

describe('AES-256-GCM', () => {
  it('opens what it sealed, whatever its length', () => {
    const lengths = fc.integer({ min: 0, max: 100 }).chain((n) => fc.uint8Array({ minLength: n, maxLength: n }));
    fc.assert(
      fc.property(lengths, fc.string(), (bytes, associatedData) => {
        const closed = seal(KEY, 'abcdefghijkl', associatedData, Buffer.from(bytes));
        assert.equal(Buffer.from(closed.ciphertext, 'base64').length, bytes.length + 16);
        assert.deepEqual(unseal(KEY, closed), Buffer.from(bytes));
      }),
    );
  });

  for (const length of [0, 1, 2, 3, 4, 5]) {
    it(`pads the Base64 of ${length} bytes with a tag as their count modulo 3 asks`, () => {
      const closed = seal(KEY, 'abcdefghijkl', '', Buffer.alloc(length, 7));
      const padding = (3 - ((length + 16) % 3)) % 3;
      assert.match(closed.ciphertext, new RegExp(`^[A-Za-z0-9+/]+={${padding}}$`));
      assert.deepEqual(unseal(KEY, closed), Buffer.alloc(length, 7));
    });
  }

  it('takes text as UTF-8', () => {
    assert.equal(unseal(KEY, seal(KEY, 'abcdefghijkl', '', '支付成功'))?.toString('utf8'), '支付成功');
  });

  it('finds every altered byte of ciphertext and tag', () => {
    const bytes = Buffer.from(sealed.ciphertext, 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      assert.equal(unseal(KEY, { ...sealed, ciphertext: altered.toString('base64') }), undefined, `byte ${at}`);
    }
  });

  it('does not take a cut tag for a whole one', () => {
    const empty = seal(KEY, 'abcdefghijkl', '', '');
    assert.deepEqual(unseal(KEY, empty), Buffer.alloc(0));
    for (const length of [4, 8, 12, 15]) {
      const ciphertext = Buffer.from(empty.ciphertext, 'base64').subarray(0, length).toString('base64');
      assert.equal(unseal(KEY, { ...empty, ciphertext }), undefined, `${length} bytes`);
    }
  });

  const altered: Readonly<Record<string, Partial<typeof sealed>>> = {
    'a cut ciphertext': { ciphertext: Buffer.from(sealed.ciphertext, 'base64').subarray(0, -1).toString('base64') },
    'a ciphertext shorter than a tag': { ciphertext: Buffer.alloc(15).toString('base64') },
    'no ciphertext': { ciphertext: '' },
    'a ciphertext that is no Base64': { ciphertext: '支付' },
    'other associated data': { associated_data: 'refund' },
    'no associated data': { associated_data: '' },
    'another nonce': { nonce: 'abcdefghijkm' },
    'a nonce of another length': { nonce: 'abcdefghijk' },
    'no nonce': { nonce: '' },
    'a nonce longer than any cipher takes': { nonce: 'x'.repeat(1_000) },
  };
  for (const [what, change] of Object.entries(altered)) {
    it(`does not open with ${what}`, () => assert.equal(unseal(KEY, { ...sealed, ...change }), undefined));
  }

  it('does not open with another key', () => {
    assert.equal(unseal('0123456789abcdefghijklmnopqrstuw', sealed), undefined);
    assert.equal(unseal(KEY, sealed)?.toString(), '{"trade_state":"SUCCESS"}');
  });

  it('refuses a key that has not 32 bytes, and tells how many it has but not which', () => {
    for (const [key, bytes] of [
      [KEY.slice(1), 31],
      [`${KEY}x`, 33],
      ['钥'.repeat(32), 96],
      ['', 0],
    ] as const) {
      const refusal = { name: 'RangeError', message: `An APIv3 key has exactly 32 bytes; the one given has ${bytes}` };
      assert.throws(() => unseal(key, sealed), refusal);
      assert.throws(() => seal(key, 'abcdefghijkl', '', 'x'), refusal);
    }
  });

  it('counts the bytes of a key, not its characters', () => {
    const key = `${'钥'.repeat(10)}ab`;
    assert.equal(unseal(key, seal(key, 'abcdefghijkl', '', 'x'))?.toString(), 'x');
  });
});
