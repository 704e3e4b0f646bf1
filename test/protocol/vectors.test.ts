import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  answerMessage,
  examineAnswer,
  PROBE_PREFIX,
  payMessage,
  paySignVerifies,
  requestMessage,
  rsaVerifies,
  seal,
  unseal,
} from '../../src/protocol/index.ts';
import { fromUnixSeconds } from '../../src/time/index.ts';
import { clockAt, merchant, otherPublicKey, probed, samplePublicKey } from './people.ts';
import { AEAD_VECTORS, ANSWER_VECTOR, PAY_VECTOR, REQUEST_VECTORS, SAMPLE_NONCE, SAMPLE_TIMESTAMP } from './vectors.ts';

describe('the published vectors', () => {
  for (const { source, method, target, body, signature } of REQUEST_VECTORS) {
    it(`signs ${method} ${target.slice(0, 50)} as in ${source}`, () => {
      const message = requestMessage(method, target, SAMPLE_TIMESTAMP, SAMPLE_NONCE, Buffer.from(body));
      assert.equal(merchant.sign(message), signature);
      assert.equal(rsaVerifies(samplePublicKey, message, signature), true);
    });
  }

  it('signs the arguments of wx.requestPayment as in D:4012365341', () => {
    const { appId, package: pack, paySign } = PAY_VECTOR;
    const unsigned = { appId, package: pack, timeStamp: SAMPLE_TIMESTAMP, nonceStr: SAMPLE_NONCE };
    assert.equal(merchant.sign(payMessage(unsigned)), paySign);
    assert.equal(paySignVerifies({ ...unsigned, signType: 'RSA', paySign }, samplePublicKey), true);
  });

  it('verifies the answer of D:4013053420, whose body has 52 bytes', () => {
    const { timestamp, nonce, signature } = ANSWER_VECTOR;
    const body = Buffer.from(ANSWER_VECTOR.body);
    assert.equal(body.length, 52);
    assert.equal(answerMessage(timestamp, nonce, body).toString(), `${timestamp}\n${nonce}\n${ANSWER_VECTOR.body}\n`);
    const headers = {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': signature,
      'wechatpay-serial': 'PUB_KEY_ID_3000000001',
    };
    const then = { now: () => fromUnixSeconds(Number(timestamp)) };
    const keys = new Map([['PUB_KEY_ID_3000000001', otherPublicKey]]);
    assert.equal(examineAnswer(headers, body, keys, then), 'valid');
    assert.equal(examineAnswer(headers, Buffer.from(`${ANSWER_VECTOR.body} `), keys, then), 'wrong');
  });

  for (const { source, key, nonce, associatedData, plaintext, ciphertext } of AEAD_VECTORS) {
    it(`encrypts and decrypts: ${source}`, () => {
      const sealed = { algorithm: 'AEAD_AES_256_GCM', nonce, associated_data: associatedData, ciphertext };
      assert.deepEqual(seal(key, nonce, associatedData, plaintext), sealed);
      assert.equal(unseal(key, sealed)?.toString(), plaintext);
    });
  }

  it('a probe of the shape of D:4012791902 has 344 characters, is Base64 of 256 bytes, and is wrong', () => {
    const body = Buffer.from('{}');
    const unsigned = {
      'wechatpay-timestamp': SAMPLE_TIMESTAMP,
      'wechatpay-nonce': SAMPLE_NONCE,
      'wechatpay-serial': 'PUB_KEY_ID_3000000001',
    };
    const headers = probed(unsigned, body);
    const signature = headers['wechatpay-signature'] ?? '';
    assert.equal(PROBE_PREFIX, 'WECHATPAY/SIGNTEST/');
    assert.equal(PROBE_PREFIX.length, 19);
    assert.equal(signature.length, 19 + 325);
    assert.equal(Buffer.from(signature, 'base64').toString('base64'), signature);
    assert.equal(Buffer.from(signature, 'base64').length, 256);
    const keys = new Map([['PUB_KEY_ID_3000000001', samplePublicKey]]);
    assert.equal(examineAnswer(headers, body, keys, clockAt()), 'wrong');
  });
});
