import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signedOtherwise, without } from '../../src/merchant/mis-signing.ts';
import { type Authorization, parseAuthorization } from '../../src/protocol/authorization.ts';
import { seededEntropy } from '../../src/protocol/entropy.ts';
import { requestMessage, signRequest } from '../../src/protocol/request-signing.ts';
import { rsaVerifies } from '../../src/protocol/rsa.ts';
import { toUnixSeconds } from '../../src/time/index.ts';
import { BEGIN, who } from './scripted.ts';

const call = { method: 'POST', target: '/v3/pay?a=b', body: Buffer.from('{"a":"中"}') } as const;
const wire = { now: () => BEGIN };
const entropy = seededEntropy('mis-signing');
const now = String(toUnixSeconds(BEGIN));

/** The text that a wrong signature is over, of which each part may differ from what is sent. */
const messages = {
  'lower-case-method': (nonce: string) => requestMessage('post', call.target, now, nonce, call.body),
  'without-query': (nonce: string) => requestMessage('POST', '/v3/pay', now, nonce, call.body),
  'with-host': (nonce: string) =>
    requestMessage('POST', `https://api.mch.weixin.qq.com${call.target}`, now, nonce, call.body),
  'two-slashes': (nonce: string) => requestMessage('POST', `/${call.target}`, now, nonce, call.body),
  'without-last-line-feed': (nonce: string) =>
    requestMessage('POST', call.target, now, nonce, call.body).subarray(0, -1),
  'literal-line-feeds': (nonce: string) =>
    Buffer.from(requestMessage('POST', call.target, now, nonce, call.body).toString().replaceAll('\n', '\\n')),
  'without-body': (nonce: string) => requestMessage('POST', call.target, now, nonce, Buffer.alloc(0)),
} as const;

const read = (header: string): Authorization => {
  const items = parseAuthorization(header);
  assert.ok(typeof items === 'object', 'the header itself is well formed');
  return items;
};

describe('a request that is signed otherwise', () => {
  for (const [how, message] of Object.entries(messages) as [keyof typeof messages, (nonce: string) => Buffer][]) {
    it(`is signed ${how}, and in nothing else wrong`, () => {
      const items = read(signedOtherwise(who.merchant, call, { wire, entropy }, how));
      assert.equal(items.timestamp, now);
      assert.ok(rsaVerifies(who.merchantPublicKey, message(items.nonce_str), items.signature));
      const right = requestMessage(call.method, call.target, now, items.nonce_str, call.body);
      assert.ok(!rsaVerifies(who.merchantPublicKey, right, items.signature));
    });
  }

  it('has another nonce than it was signed with', () => {
    const items = read(signedOtherwise(who.merchant, call, { wire, entropy }, 'other-nonce'));
    const right = requestMessage(call.method, call.target, now, items.nonce_str, call.body);
    assert.ok(!rsaVerifies(who.merchantPublicKey, right, items.signature));
  });

  it('is signed right, of a time in milliseconds', () => {
    const items = read(signedOtherwise(who.merchant, call, { wire, entropy }, 'milliseconds'));
    assert.equal(items.timestamp, `${now}000`);
    const message = requestMessage(call.method, call.target, items.timestamp, items.nonce_str, call.body);
    assert.ok(rsaVerifies(who.merchantPublicKey, message, items.signature));
  });
});

describe('a header without one of its items', () => {
  const right = signRequest(who.merchant, call, wire, entropy);
  for (const item of ['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no'] as const) {
    it(`has the others as they were: ${item}`, () => {
      const left = without(right, item);
      assert.equal(parseAuthorization(left), 'malformed');
      assert.ok(!left.includes(item));
      const others = read(right);
      for (const [name, value] of Object.entries(others))
        assert.equal(left.includes(`${name}="${value}"`), name !== item);
      assert.doesNotMatch(left, / ,|,,|,$/);
    });
  }
});
