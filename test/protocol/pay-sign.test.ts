import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type PaymentParams,
  payMessage,
  paymentParams,
  paySignVerifies,
  prepayIdOf,
  seededEntropy,
} from '../../src/protocol/index.ts';
import { clockAt, merchant, otherPublicKey, samplePublicKey } from './people.ts';
import { SAMPLE_TIMESTAMP } from './vectors.ts';

const PREPAY_ID = 'wx201410272009395522657a690389285100';
const params = paymentParams(merchant.sign, 'wx2421b1c4370ec43b', PREPAY_ID, clockAt(), seededEntropy('pay'));

describe('the arguments of wx.requestPayment', () => {
  it('are complete, and all but the signature is what was asked for', () => {
    const { nonceStr, paySign, ...others } = params;
    assert.deepEqual(others, {
      appId: 'wx2421b1c4370ec43b',
      timeStamp: SAMPLE_TIMESTAMP,
      package: `prepay_id=${PREPAY_ID}`,
      signType: 'RSA',
    });
    assert.match(nonceStr, /^[0-9A-F]{32}$/);
    assert.equal(paySign.length, 344);
  });

  it('are signed over four lines, with the whole of package', () => {
    const message = payMessage({ appId: 'wx1', timeStamp: '2', nonceStr: 'N', package: 'prepay_id=wx3' });
    assert.equal(message.toString(), 'wx1\n2\nN\nprepay_id=wx3\n');
  });

  it('verify with the key of who signed, and with no other', () => {
    assert.equal(paySignVerifies(params, samplePublicKey), true);
    assert.equal(paySignVerifies(params, otherPublicKey), false);
  });

  const altered: Readonly<Record<string, Partial<PaymentParams>>> = {
    'another appId': { appId: 'wx2421b1c4370ec43c' },
    'another time': { timeStamp: String(Number(SAMPLE_TIMESTAMP) + 1) },
    'another nonce': { nonceStr: '593BEC0C930BF1AFEB40B4A08C8FB242' },
    'another prepay_id': { package: 'prepay_id=wx201410272009395522657a690389285101' },
    'a package without its prefix': { package: PREPAY_ID },
    'the signType of the old API': { signType: 'MD5' },
    'a signType in lower case': { signType: 'rsa' },
    'no signature': { paySign: '' },
    'a signature that is not Base64': { paySign: `${params.paySign}A` },
  };
  for (const [what, change] of Object.entries(altered)) {
    it(`do not verify with ${what}`, () => {
      assert.equal(paySignVerifies({ ...params, ...change }, samplePublicKey), false);
    });
  }

  it('do not verify where the prepay_id alone was signed', () => {
    const paySign = merchant.sign(payMessage({ ...params, package: PREPAY_ID }));
    assert.equal(paySignVerifies({ ...params, paySign }, samplePublicKey), false);
  });

  it('name the prepay_id after its prefix', () => {
    assert.equal(prepayIdOf(params), PREPAY_ID);
    for (const without of [
      PREPAY_ID,
      'prepay_id=',
      'Prepay_id=wx1',
      ' prepay_id=wx1',
      'prepayid=wx1',
      'prepay_id=wx1\n',
      '',
    ]) {
      assert.equal(prepayIdOf({ package: without }), undefined, without);
    }
  });
});
