import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { answerMessage, payMessage, requestMessage, rsaVerifies } from '../../src/protocol/index.ts';
import { opensslBytes, withoutOpenssl } from '../protocol/openssl.ts';
import { merchant, sampleKey, samplePublicKey } from '../protocol/people.ts';
import { binary, forgePrivateKey, forgePublicKey, forgeSha256, fromBinary } from './forge.ts';
import { folderForFiles, sampleKeyFiles } from './key-files.ts';

const file = folderForFiles();
const files = sampleKeyFiles(file);
const [theirKey, theirPublicKey] = [forgePrivateKey(sampleKey), forgePublicKey(samplePublicKey)];

/** A message as the kit puts it together, and as the page says it: the lines are joined here by hand. */
interface Message {
  readonly ours: Buffer;
  readonly lines: readonly (string | Buffer)[];
}
const lineByLine = ({ lines }: Message): Buffer =>
  Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from([0x0a])]));

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const word = fc.stringMatching(/^[0-9A-Za-z_]{1,32}$/);
const stamp = fc.integer({ min: 0, max: 9_999_999_999 }).map(String);
const body = fc.oneof(
  fc.json().map((json) => Buffer.from(json)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
const message: fc.Arbitrary<Message> = fc.oneof(
  fc
    .tuple(fc.constantFrom('GET', 'POST'), fc.webPath(), fc.webQueryParameters(), stamp, word, body)
    .map(([method, path, query, time, nonce, content]) => ({
      ours: requestMessage(method, `${path}?${query}`, time, nonce, content),
      lines: [method, `${path}?${query}`, time, nonce, content],
    })),
  fc
    .tuple(stamp, word, body)
    .map(([time, nonce, content]) => ({ ours: answerMessage(time, nonce, content), lines: [time, nonce, content] })),
  fc.tuple(word, stamp, word, text).map(([appId, timeStamp, nonceStr, prepayId]) => ({
    ours: payMessage({ appId, timeStamp, nonceStr, package: `prepay_id=${prepayId}` }),
    lines: [appId, timeStamp, nonceStr, `prepay_id=${prepayId}`],
  })),
);

/** A right signature, or one of which a bit was turned or which lacks its end. */
const spoilt = (signature: Buffer, at: number, kind: 'right' | 'turned' | 'cut'): Buffer => {
  const bytes = Buffer.from(signature);
  if (kind === 'cut') return bytes.subarray(0, at % bytes.length);
  if (kind === 'turned') bytes.writeUInt8(bytes.readUInt8(at % bytes.length) ^ (1 << (at % 8)), at % bytes.length);
  return bytes;
};
const kind = fc.constantFrom('right', 'turned', 'cut');

describe('what the kit signs', () => {
  it('is what node-forge signs over the lines of the page', () => {
    fc.assert(
      fc.property(message, (given) => {
        const signature = fromBinary(theirKey.sign(forgeSha256(lineByLine(given)))).toString('base64');
        assert.equal(merchant.sign(given.ours), signature);
      }),
      { numRuns: 15 },
    );
  });

  it('is what OpenSSL signs over the lines of the page', { skip: withoutOpenssl }, () => {
    fc.assert(
      fc.property(message, (given) => {
        const { stdout } = opensslBytes(['dgst', '-sha256', '-sign', files.key], lineByLine(given));
        assert.equal(merchant.sign(given.ours), stdout.toString('base64'));
      }),
      { numRuns: 15 },
    );
  });
});

describe('whether a signature is right', () => {
  const signed = fc.tuple(message, fc.nat(2_047), kind).map(([given, at, how]) => ({
    message: given.ours,
    how,
    signature: spoilt(Buffer.from(merchant.sign(lineByLine(given)), 'base64'), at, how),
  }));
  const ours = (content: Buffer, signature: Buffer): boolean =>
    rsaVerifies(samplePublicKey, content, signature.toString('base64'));

  it('node-forge finds as the kit does', () => {
    const theirs = (content: Buffer, signature: Buffer): boolean => {
      try {
        return theirPublicKey.verify(forgeSha256(content).digest().getBytes(), binary(signature));
      } catch {
        return false; // it throws where there is not even a padding
      }
    };
    fc.assert(
      fc.property(signed, ({ message: content, how, signature }) => {
        assert.equal(theirs(content, signature), how === 'right');
        assert.equal(ours(content, signature), how === 'right');
      }),
      { numRuns: 60 },
    );
  });

  it('OpenSSL finds as the kit does', { skip: withoutOpenssl }, () => {
    const theirs = (content: Buffer, signature: Buffer): boolean => {
      try {
        const args = ['dgst', '-sha256', '-verify', files.publicKey, '-signature', file(signature)];
        return opensslBytes(args, content).stdout.toString() === 'Verified OK\n';
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(signed, ({ message: content, how, signature }) => {
        assert.equal(theirs(content, signature), how === 'right');
        assert.equal(ours(content, signature), how === 'right');
      }),
      { numRuns: 15 },
    );
  });
});
