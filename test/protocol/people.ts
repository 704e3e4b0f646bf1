import { createPrivateKey, createPublicKey } from 'node:crypto';
import {
  answerMessage,
  type MerchantIdentity,
  PROBE_PREFIX,
  platformKey,
  rsaSigner,
  type WireHeaders,
} from '../../src/protocol/index.ts';
import { type Clock, fromUnixSeconds, plus, seconds } from '../../src/time/index.ts';
import { ANSWER_VECTOR, SAMPLE_MCHID, SAMPLE_PRIVATE_KEY, SAMPLE_SERIAL, SAMPLE_TIMESTAMP } from './vectors.ts';

/** Who signs in these tests. Two published keys are enough for all of them, so none is generated. */
export const sampleKey = createPrivateKey({
  key: Buffer.from(SAMPLE_PRIVATE_KEY, 'base64'),
  format: 'der',
  type: 'pkcs8',
});
export const samplePublicKey = createPublicKey(sampleKey);
export const otherPublicKey = createPublicKey({
  key: Buffer.from(ANSWER_VECTOR.publicKey, 'base64'),
  format: 'der',
  type: 'spki',
});

export const merchant: MerchantIdentity = { mchid: SAMPLE_MCHID, serialNo: SAMPLE_SERIAL, sign: rsaSigner(sampleKey) };
export const platform = platformKey('PUB_KEY_ID_3000000001', sampleKey);

/** A clock that stands `offset` seconds from the sample's timestamp. */
export const clockAt = (offset = 0): Clock => {
  const at = plus(fromUnixSeconds(Number(SAMPLE_TIMESTAMP)), seconds(offset));
  return { now: () => at };
};

/** The right signature of an answer whose first 19 characters are the probe's, as in D:4012791902. */
export const probed = (headers: WireHeaders, body: Buffer): WireHeaders => {
  const timestamp = headers['wechatpay-timestamp'] ?? '';
  const right = platform.sign(answerMessage(timestamp, headers['wechatpay-nonce'] ?? '', body));
  return { ...headers, 'wechatpay-signature': PROBE_PREFIX + right.slice(PROBE_PREFIX.length) };
};
