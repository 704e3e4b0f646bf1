import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  certificateSerial,
  fromPkcs12,
  issueCertificate,
  privateKeyPem,
  systemEntropy,
  toPkcs12,
} from '../../src/protocol/index.ts';
import { days, instant, plus } from '../../src/time/index.ts';
import { openssl, opensslBytes, withoutOpenssl } from '../protocol/openssl.ts';
import { sampleKey, samplePublicKey } from '../protocol/people.ts';
import { binary, forge, forgePrivateKey } from './forge.ts';

const certificatePem = issueCertificate({
  subject: { commonName: '1900007291' },
  publicKey: samplePublicKey,
  serialNo: certificateSerial(systemEntropy),
  notBefore: instant(0),
  notAfter: plus(instant(0), days(36_500)),
  issuerKey: sampleKey,
});
const held = { privateKeyPem: privateKeyPem(sampleKey), certificatePem };
// WeChat Pay's is the mchid; users who made the file anew have chosen another.
const password = fc.oneof(fc.stringMatching(/^1[0-9]{9}$/), fc.stringMatching(/^[!-~]{1,20}$/));
const refused = { message: /^not a PKCS#12 file that this password opens/ };

/** As WeChat Pay's own tool encrypts, as OpenSSL 3 does where nothing is said, and mixed. */
const ciphers = fc.constantFrom<readonly string[]>(
  ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
  [],
  ['-keypbe', 'AES-256-CBC', '-certpbe', 'NONE', '-macalg', 'sha256'],
);

describe('a PKCS#12 file', () => {
  it('of the kit opens for OpenSSL with its password alone', { skip: withoutOpenssl }, () => {
    fc.assert(
      fc.property(password, password, (right, other) => {
        const file = toPkcs12({ privateKey: sampleKey, certificatePem, password: right });
        const opened = (given: string): string => openssl(['pkcs12', '-nodes', '-passin', `pass:${given}`], file);
        const told = opened(right);
        assert.ok(told.includes(held.certificatePem) && told.includes(held.privateKeyPem));
        if (other !== right) assert.throws(() => opened(other), /Mac verify error/);
      }),
      { numRuns: 8 },
    );
  });

  it('of OpenSSL opens for the kit with its password alone', { skip: withoutOpenssl }, () => {
    fc.assert(
      fc.property(password, password, ciphers, (right, other, encrypted) => {
        const args = ['pkcs12', '-export', '-passout', `pass:${right}`, ...encrypted];
        const { stdout } = opensslBytes(args, `${held.privateKeyPem}${held.certificatePem}`);
        assert.deepEqual(fromPkcs12(stdout, right), held);
        if (other !== right) assert.throws(() => fromPkcs12(stdout, other), refused);
      }),
      { numRuns: 8 },
    );
  });

  it('of node-forge, with other ciphers than the kit takes, opens for the kit', () => {
    const algorithm = fc.constantFrom('aes128', 'aes192', 'aes256', '3des');
    fc.assert(
      fc.property(password, algorithm, fc.boolean(), (right, cipher, useMac) => {
        const certificate = forge.pki.certificateFromPem(certificatePem);
        const options = { algorithm: cipher as '3des', useMac };
        const made = forge.pkcs12.toPkcs12Asn1(forgePrivateKey(sampleKey), certificate, right, options);
        assert.deepEqual(fromPkcs12(Buffer.from(forge.asn1.toDer(made).getBytes(), 'latin1'), right), held);
      }),
      { numRuns: 8 },
    );
  });

  it('of the kit is what node-forge wrote of the same key, once opened', () => {
    fc.assert(
      fc.property(password, (right) => {
        const file = toPkcs12({ privateKey: sampleKey, certificatePem, password: right });
        const read = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(binary(file)), right);
        const bags = read.safeContents.flatMap(({ safeBags }) => safeBags);
        const [key] = bags.flatMap(({ key: found }) => found ?? []);
        assert.equal(key && forge.pki.privateKeyToPem(key), forge.pki.privateKeyToPem(forgePrivateKey(sampleKey)));
      }),
      { numRuns: 4 },
    );
  });
});
