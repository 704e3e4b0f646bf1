import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSecureContext } from 'node:tls';
import forge from 'node-forge';
import {
  certificateSerial,
  fromPkcs12,
  issueCertificate,
  privateKeyPem,
  seededEntropy,
  toPkcs12,
} from '../../src/protocol/index.ts';
import { days, instant, plus } from '../../src/time/index.ts';
import { openssl, opensslBytes, withoutOpenssl } from './openssl.ts';
import { otherPublicKey, sampleKey, samplePublicKey } from './people.ts';
import { SAMPLE_MCHID } from './vectors.ts';

const certificateOf = (publicKey: typeof samplePublicKey): string =>
  issueCertificate({
    subject: { commonName: SAMPLE_MCHID, organization: '微信商户系统' },
    publicKey,
    serialNo: certificateSerial(seededEntropy('pkcs12')),
    notBefore: instant(0),
    notAfter: plus(instant(0), days(36_500)),
    issuerKey: sampleKey,
  });
const certificatePem = certificateOf(samplePublicKey);
const file = toPkcs12({ privateKey: sampleKey, certificatePem, password: SAMPLE_MCHID });
const refusal = { message: 'not a PKCS#12 file that this password opens: WeChat Pay makes the mchid the password' };

describe('a PKCS#12 file', () => {
  it('gives back key and certificate to the letter', () => {
    assert.deepEqual(fromPkcs12(file, SAMPLE_MCHID), { privateKeyPem: privateKeyPem(sampleKey), certificatePem });
  });

  it('is read by Node as a client certificate', () => {
    assert.ok(createSecureContext({ pfx: file, passphrase: SAMPLE_MCHID }));
    assert.throws(() => createSecureContext({ pfx: file, passphrase: 'x' }), /mac verify failure/);
  });

  it('opens with its password alone', () => {
    for (const password of ['1900007292', '']) assert.throws(() => fromPkcs12(file, password), refusal);
  });

  it('that is none, or is cut or altered, is refused', () => {
    const altered = Buffer.from(file);
    altered[200] = (altered[200] ?? 0) ^ 1;
    for (const bytes of [Buffer.alloc(0), Buffer.from('no file'), file.subarray(0, -1), altered]) {
      assert.throws(() => fromPkcs12(bytes, SAMPLE_MCHID), refusal);
    }
  });

  it('whose certificate is of another key is refused', () => {
    const mismatched = toPkcs12({
      privateKey: sampleKey,
      certificatePem: certificateOf(otherPublicKey),
      password: SAMPLE_MCHID,
    });
    assert.throws(() => fromPkcs12(mismatched, SAMPLE_MCHID), {
      message: 'A PKCS#12 file holds a private key and its certificate; this one holds 1 and 1, and no pair of them',
    });
  });

  it('without a key is refused', () => {
    const certificate = forge.pki.certificateFromPem(certificatePem);
    const keyless = forge.pkcs12.toPkcs12Asn1(null as never, certificate, SAMPLE_MCHID, { algorithm: '3des' });
    assert.throws(() => fromPkcs12(Buffer.from(forge.asn1.toDer(keyless).getBytes(), 'latin1'), SAMPLE_MCHID), {
      message: 'A PKCS#12 file holds a private key and its certificate; this one holds 0 and 1, and no pair of them',
    });
  });

  it('holds the same key and certificate for OpenSSL', { skip: withoutOpenssl }, () => {
    const written = openssl(['pkcs12', '-info', '-nodes', '-passin', `pass:${SAMPLE_MCHID}`], file);
    assert.ok(written.includes(certificatePem));
    assert.ok(written.includes(privateKeyPem(sampleKey)));
    assert.match(written, /Shrouded Keybag: pbeWithSHA1And3-KeyTripleDES-CBC/);
  });

  it('that OpenSSL wrote is read, with the issuer beside the certificate', { skip: withoutOpenssl }, () => {
    const issuer = certificateOf(otherPublicKey);
    const input = `${privateKeyPem(sampleKey)}${certificatePem}${issuer}`;
    const args = ['pkcs12', '-export', '-name', 'Tenpay Certificate', '-passout', `pass:${SAMPLE_MCHID}`];
    const { stdout } = opensslBytes(args, input);
    assert.deepEqual(fromPkcs12(stdout, SAMPLE_MCHID), { privateKeyPem: privateKeyPem(sampleKey), certificatePem });
  });
});
