import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { alphanumeric, requestNonce, seededEntropy, systemEntropy, uuid } from '../../src/protocol/index.ts';

const draw = (seed: string, lengths: readonly number[]): readonly string[] => {
  const entropy = seededEntropy(seed);
  return lengths.map((length) => entropy(length).toString('hex'));
};

describe('entropy', () => {
  it('of one seed gives the same bytes in every run', () => {
    // Written down once: a change of the bytes would change every recorded run.
    assert.deepEqual(draw('7', [4, 4]), ['6ca37aa2', '4da35187']);
    assert.deepEqual(draw('7', [124, 8, 52, 16]).slice(1), [
      'cd4f9e4b3313e2fe',
      'b104d2bbf68eedbbdba4fc54605bb2b6129d1326048a7d47a022f838da025f4ef3d52aae3f179a43698109e89131bea48b5f1d50',
      '0bd3986744116ac01ba396b8ea0eca0a',
    ]);
    fc.assert(
      fc.property(fc.string(), fc.array(fc.nat({ max: 100 })), (seed, lengths) =>
        assert.deepEqual(draw(seed, lengths), draw(seed, lengths)),
      ),
    );
  });

  it('of different seeds differs', () => {
    const pairs = fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 2 });
    fc.assert(fc.property(pairs, ([a = '', b = '']) => assert.notDeepEqual(draw(a, [16, 16]), draw(b, [16, 16]))));
  });

  it('never repeats within a run', () => {
    const drawn = draw('7', Array<number>(1_000).fill(16));
    assert.equal(new Set(drawn).size, 1_000);
    const [long = ''] = draw('7', [96]);
    assert.notEqual(long.slice(0, 64), long.slice(64, 128));
  });

  it('gives as many bytes as asked for', () => {
    for (const length of [0, 1, 31, 32, 33, 64, 65, 1_000]) {
      assert.equal(seededEntropy('7')(length).length, length);
      assert.equal(systemEntropy(length).length, length);
    }
    assert.notDeepEqual(systemEntropy(16), systemEntropy(16));
    assert.equal(systemEntropy(10_000).length, 10_000);
  });

  it('of the operating system is asked for once for as many small draws as one block holds', (t) => {
    systemEntropy(10_000); // nothing is left of the block before
    const asked = t.mock.method(crypto, 'randomBytes');
    syncBuiltinESMExports();
    const sizes = () => asked.mock.calls.map((call): unknown => call.arguments[0]);
    t.after(() => {
      asked.mock.restore();
      syncBuiltinESMExports();
    });
    for (let draws = 0; draws < 512; draws += 1) systemEntropy(16);
    assert.deepEqual(sizes(), [8_192]);
    systemEntropy(16);
    assert.deepEqual(sizes(), [8_192, 8_192]);
  });

  it('makes UUIDs of version 5 and of the variant of RFC 9562', () => {
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    assert.match(uuid(seededEntropy('7')), form);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const made = uuid(() => Buffer.from(bytes));
        assert.match(made, form);
        // All but the six bits that are fixed comes from the source.
        const hex = Buffer.from(bytes).toString('hex');
        const kept = (text: string) => text.slice(0, 12) + text.slice(13, 16) + text.slice(17);
        assert.equal(kept(made.replaceAll('-', '')), kept(hex));
        assert.equal(Number.parseInt(made.charAt(19), 16) & 3, Number.parseInt(hex.charAt(16), 16) & 3);
      }),
    );
  });

  it('makes letters and digits of any length, and of every kind', () => {
    const entropy = seededEntropy('7');
    for (const length of [0, 1, 12, 32])
      assert.match(alphanumeric(entropy, length), new RegExp(`^[0-9A-Za-z]{${length}}$`));
    assert.equal(new Set(alphanumeric(entropy, 5_000)).size, 62);
    assert.equal(
      alphanumeric(() => Buffer.from([0, 9, 10, 35, 36, 61, 62, 255]), 8),
      '09AZaz07',
    );
  });

  it('makes request nonces of 32 upper-case hex characters', () => {
    assert.match(requestNonce(seededEntropy('7')), /^[0-9A-F]{32}$/);
    assert.equal(
      requestNonce(() => Buffer.alloc(16, 0xab)),
      'AB'.repeat(16),
    );
  });
});
