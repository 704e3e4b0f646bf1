import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rsaSigner } from '../../src/protocol/rsa.ts';
import { mockIdentities } from '../../src/targets/mock/mock-identities.ts';
import { signatureMemory } from '../../src/targets/mock/signature-memory.ts';

const { merchantPrivateKey } = mockIdentities((signer) => signer);

/** A signer that says whose it is, and how often it was asked for a message. */
function counting(name: string) {
  const asked: string[] = [];
  const sign = (message: Buffer): string => {
    asked.push(message.toString());
    return `${name} signs ${message}`;
  };
  return { sign, times: (message: string) => asked.filter((one) => one === message).length };
}

describe('a memory for signatures', () => {
  it('has a message signed once, with the signature that it always has', () => {
    const [right, counted] = [rsaSigner(merchantPrivateKey), counting('somebody')];
    const message = Buffer.from('a message');
    const remembering = signatureMemory()(right);
    assert.deepEqual([remembering(message), remembering(message)], [right(message), right(message)]);
    const remembered = signatureMemory()(counted.sign);
    for (const _ of [1, 2, 3]) assert.equal(remembered(message), 'somebody signs a message');
    assert.equal(counted.times('a message'), 1);
  });

  it('is one for a key, and never answers for another', () => {
    const [one, other] = [counting('one'), counting('other')];
    const memory = signatureMemory();
    assert.equal(memory(one.sign)(Buffer.from('m')), 'one signs m');
    assert.equal(memory(other.sign)(Buffer.from('m')), 'other signs m');
    assert.equal(memory(one.sign)(Buffer.from('m')), 'one signs m');
    assert.deepEqual([one.times('m'), other.times('m')], [1, 1]);
  });

  it('tells messages apart to the last byte, whatever they hold', () => {
    const remembered = signatureMemory()((message) => message.toString('hex'));
    for (const bytes of [[0xc3, 0xa9], [0xe9], [0xff], [0xfe], []])
      assert.equal(remembered(Buffer.from(bytes)), Buffer.from(bytes).toString('hex'));
  });

  it('holds no more than it is given room for, and forgets what was of no use for longest', () => {
    const counted = counting('somebody');
    const remembered = signatureMemory(2)(counted.sign);
    for (const message of ['a', 'b', 'a', 'c', 'a', 'b']) remembered(Buffer.from(message));
    assert.deepEqual([counted.times('a'), counted.times('b'), counted.times('c')], [1, 2, 1]);
  });
});
