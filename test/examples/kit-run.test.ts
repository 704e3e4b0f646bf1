import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judged } from './judged-example.ts';

/** The model merchant is told its prices by whoever orders and reaches the kit over plain HTTP, and both examples hold a public key beside the certificate. */
const NOT_SEEN: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'model-merchant': [
    ['TLS-VERIFIED', 'not-observed'],
    ['CERTIFICATE-LEARNED', 'not-applicable'],
    ['PRICE-SERVER', 'not-observed'],
  ],
  'express-node-v3': [['CERTIFICATE-LEARNED', 'not-applicable']],
};

describe('the kit, run on an example', () => {
  for (const name of ['model-merchant', 'express-node-v3']) {
    it(`finds ${name} conformant`, async () => {
      const { code, found } = await judged(name);
      const others = found.rules.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => [id, verdict]);
      assert.deepEqual(others, NOT_SEEN[name], name);
      assert.deepEqual([found.verdict, code], ['conformant', 0], name);
    });
  }
});
