import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { it } from 'node:test';
import { issueCertificate } from '../../src/protocol/index.ts';
import { days, instant, plus } from '../../src/time/index.ts';
import { sampleKey, samplePublicKey } from './people.ts';

const forgeIsLoaded = (): boolean =>
  Object.keys(createRequire(import.meta.url).cache).some((path) => /[\\/]node-forge[\\/]/.test(path));

it('node-forge is loaded by the first certificate, not by the import of the protocol', () => {
  assert.equal(forgeIsLoaded(), false);
  issueCertificate({
    subject: { commonName: 'x' },
    publicKey: samplePublicKey,
    serialNo: '1'.repeat(40),
    notBefore: instant(0),
    notAfter: plus(instant(0), days(1)),
    issuerKey: sampleKey,
  });
  assert.equal(forgeIsLoaded(), true);
});
