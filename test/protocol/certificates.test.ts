import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import forge from 'node-forge';
import {
  certificateSerial,
  generateKeyPair,
  isKeyPair,
  issueCertificate,
  privateKeyFromPem,
  privateKeyPem,
  publicKeyFromPem,
  publicKeyPem,
  readCertificate,
  seededEntropy,
} from '../../src/protocol/index.ts';
import { publishedKeys } from '../../src/targets/mock/published-keys.ts';
import { days, instant, parseRfc3339, plus } from '../../src/time/index.ts';
import { WITH_TWO_COMMON_NAMES, WITHOUT_COMMON_NAME } from './foreign-certificates.ts';
import { openssl, withoutOpenssl } from './openssl.ts';
import { otherPublicKey, sampleKey, samplePublicKey } from './people.ts';
import { SAMPLE_MCHID, SAMPLE_SERIAL } from './vectors.ts';

const issuerKey = createPrivateKey({ key: publishedKeys.stranger, format: 'jwk' });
const issuerPair = { privateKey: issuerKey, publicKey: createPublicKey(issuerKey) };
const authority = { country: 'CN', organization: '一致性测试', commonName: 'Test CA' };
const notBefore = parseRfc3339('2026-03-01T08:00:00+08:00') ?? instant(0);
const notAfter = plus(notBefore, days(5 * 365));
const caPem = issueCertificate({
  subject: authority,
  publicKey: issuerPair.publicKey,
  serialNo: '1'.repeat(40),
  notBefore,
  notAfter,
  issuerKey: issuerPair.privateKey,
  ca: true,
});
const merchantRequest = {
  subject: {
    commonName: SAMPLE_MCHID,
    organization: '微信商户系统',
    organizationalUnit: 'O\'Neil, "+"',
    country: 'CN',
  },
  publicKey: samplePublicKey,
  serialNo: SAMPLE_SERIAL,
  notBefore,
  notAfter,
  issuer: authority,
  issuerKey: issuerPair.privateKey,
};
const pem = issueCertificate(merchantRequest);
const hosts = ['api.mch.weixin.qq.com', 'localhost', '127.0.0.1', '::1'];
const serverPem = issueCertificate({ ...merchantRequest, hosts });

describe('a certificate', () => {
  it('is read back as it was issued', () => {
    const { publicKey, ...others } = readCertificate(pem);
    assert.deepEqual(others, { serialNo: SAMPLE_SERIAL, commonName: SAMPLE_MCHID, notBefore, notAfter });
    assert.equal(isKeyPair(sampleKey, publicKey), true);
  });

  it('names its subject and its issuer in full', () => {
    const { subject, issuer } = new X509Certificate(pem).toLegacyObject();
    assert.deepEqual({ ...subject }, { C: 'CN', O: '微信商户系统', OU: 'O\'Neil, "+"', CN: SAMPLE_MCHID });
    assert.deepEqual({ ...issuer }, { C: 'CN', O: '一致性测试', CN: 'Test CA' });
  });

  it('is signed by its issuer and by nobody else', () => {
    const [certificate, ca] = [new X509Certificate(pem), new X509Certificate(caPem)];
    assert.equal(certificate.verify(issuerPair.publicKey), true);
    assert.equal(certificate.verify(samplePublicKey), false);
    assert.equal(certificate.checkIssued(ca), true);
    assert.equal(ca.checkIssued(certificate), false);
  });

  it('without an issuer is its own', () => {
    const ca = new X509Certificate(caPem);
    assert.equal(ca.verify(issuerPair.publicKey), true);
    assert.equal(ca.checkIssued(ca), true);
  });

  it('says what its key may be used for, and strict readers may not pass over it', () => {
    const extension = (text: string, name: string): unknown => {
      const { critical, ...told } = forge.pki.certificateFromPem(text).getExtension(name) as Record<string, unknown>;
      return [critical, Object.keys(told).filter((use) => told[use] === true)];
    };
    assert.deepEqual(extension(caPem, 'keyUsage'), [true, ['digitalSignature', 'keyCertSign', 'cRLSign']]);
    assert.deepEqual(extension(caPem, 'basicConstraints'), [true, ['cA']]);
    assert.deepEqual(extension(pem, 'keyUsage'), [true, ['digitalSignature', 'keyEncipherment']]);
    assert.deepEqual(extension(pem, 'basicConstraints'), [true, []]);
    assert.deepEqual(extension(serverPem, 'extKeyUsage'), [false, ['serverAuth']]);
    assert.equal(new X509Certificate(pem).keyUsage, undefined);
  });

  it('names the keys of its subject and of its issuer', () => {
    const idOf = (key: typeof samplePublicKey): string =>
      forge.pki.getPublicKeyFingerprint(forge.pki.publicKeyFromPem(publicKeyPem(key)), { encoding: 'hex' }).toString();
    const textOf = (name: string): string =>
      forge.util.bytesToHex(String((forge.pki.certificateFromPem(pem).getExtension(name) as { value: string }).value));
    assert.equal(textOf('subjectKeyIdentifier'), `0414${idOf(samplePublicKey)}`);
    assert.equal(textOf('authorityKeyIdentifier'), `30168014${idOf(issuerPair.publicKey)}`);
  });

  it('of others is read whether its subject has no common name or several', () => {
    assert.equal(readCertificate(WITHOUT_COMMON_NAME).commonName, '');
    assert.equal(readCertificate(WITH_TWO_COMMON_NAMES).commonName, 'one');
    assert.equal(readCertificate(WITH_TWO_COMMON_NAMES).serialNo, '3672DE60A98BD4D5F70735D9DD54ADCA7AE105D3');
  });

  it('is of a CA only where that is asked for', () => {
    assert.equal(new X509Certificate(caPem).ca, true);
    assert.equal(new X509Certificate(pem).ca, false);
  });

  it('proves the hosts it was issued for, names and addresses, and no other', () => {
    const server = new X509Certificate(serverPem);
    assert.equal(
      server.subjectAltName,
      'DNS:api.mch.weixin.qq.com, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
    assert.equal(server.checkHost('api.mch.weixin.qq.com'), 'api.mch.weixin.qq.com');
    assert.equal(server.checkHost('api2.mch.weixin.qq.com'), undefined);
    assert.equal(server.checkIP('127.0.0.1'), '127.0.0.1');
    assert.equal(server.checkIP('127.0.0.2'), undefined);
    assert.deepEqual([...(server.keyUsage ?? [])], ['1.3.6.1.5.5.7.3.1']); // serverAuth
    assert.equal(new X509Certificate(pem).subjectAltName, undefined);
    const one = new X509Certificate(issueCertificate({ ...merchantRequest, hosts: ['localhost'] }));
    assert.equal(one.subjectAltName, 'DNS:localhost');
  });

  it('keeps dates beyond 2050, which are written in another form', () => {
    const late = parseRfc3339('2055-12-31T23:59:59Z') ?? instant(0);
    assert.equal(readCertificate(issueCertificate({ ...merchantRequest, notAfter: late })).notAfter, late);
  });

  it('is PEM with line feeds alone', () => {
    assert.match(pem, /^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n$/);
  });

  const refused = {
    'of 39 digits': SAMPLE_SERIAL.slice(1),
    'of 41 digits': `${SAMPLE_SERIAL}0`,
    'with a digit before it': `1${SAMPLE_SERIAL}`,
    'in lower case': SAMPLE_SERIAL.toLowerCase(),
    'that would be negative': `F${SAMPLE_SERIAL.slice(1)}`,
    'with a leading zero': `0${SAMPLE_SERIAL.slice(1)}`,
    'that is no hex': `1${'G'.repeat(39)}`,
  };
  for (const [what, serialNo] of Object.entries(refused)) {
    it(`is not issued with a serial number ${what}`, () => {
      assert.throws(() => issueCertificate({ ...merchantRequest, serialNo }), {
        name: 'RangeError',
        message: `"${serialNo}" is no serial number: give 40 upper-case hex digits, the first of them 1 to 7`,
      });
    });
  }

  it('that is none is refused', () => {
    for (const text of ['', 'x', publicKeyPem(samplePublicKey), pem.replace(/[A-Za-z0-9+/]{8}/, '')]) {
      assert.throws(() => readCertificate(text), { message: 'not a readable PEM certificate' });
    }
  });

  it('has the same serial number, names and chain for OpenSSL', { skip: withoutOpenssl }, () => {
    assert.equal(openssl(['x509', '-noout', '-serial'], pem), `serial=${SAMPLE_SERIAL}\n`);
    const text = openssl(['x509', '-noout', '-text'], pem);
    assert.match(text, /Signature Algorithm: sha256WithRSAEncryption/);
    assert.match(text, /CA:FALSE/);
    const directory = mkdtempSync(join(tmpdir(), 'certificates-'));
    try {
      writeFileSync(join(directory, 'ca.pem'), caPem);
      const at = String(Math.floor(notBefore / 1_000) + 1);
      const verify = ['verify', '-x509_strict', '-attime', at, '-CAfile', join(directory, 'ca.pem')];
      assert.match(openssl([...verify, '-purpose', 'sslserver'], serverPem), /: OK\n$/);
      assert.match(openssl(verify, pem), /: OK\n$/);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

describe('a serial number', () => {
  it('is 40 upper-case hex digits of a positive integer that fills 20 bytes, whatever the bytes drawn', () => {
    const draws = fc.uint8Array({ minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(draws, (bytes) => {
        const serial = certificateSerial(() => Buffer.from(bytes));
        assert.match(serial, /^[1-7][0-9A-F]{39}$/);
        assert.equal(serial.slice(2), Buffer.from(bytes).toString('hex').slice(2).toUpperCase());
      }),
    );
  });

  it('may begin with any byte from 10 to 7F', () => {
    const firsts = [0x00, 0x0f, 0x6f, 0x70, 0x80, 0xff].map((byte) =>
      certificateSerial(() => Buffer.alloc(20, byte)).slice(0, 2),
    );
    assert.deepEqual(firsts, ['10', '1F', '7F', '10', '20', '2F']);
  });

  it('is another at every draw, and is read back from a certificate', () => {
    const entropy = seededEntropy('serials');
    const [one, two] = [certificateSerial(entropy), certificateSerial(entropy)];
    assert.notEqual(one, two);
    assert.equal(readCertificate(issueCertificate({ ...merchantRequest, serialNo: one })).serialNo, one);
  });
});

describe('a key pair', () => {
  it('is RSA of 2048 bits and belongs together', async () => {
    const { privateKey, publicKey } = await generateKeyPair();
    assert.equal(privateKey.asymmetricKeyType, 'rsa');
    assert.equal(privateKey.asymmetricKeyDetails?.modulusLength, 2048);
    assert.equal(isKeyPair(privateKey, publicKey), true);
    assert.equal(isKeyPair(privateKey, samplePublicKey), false);
  });

  it('is written as PKCS#8 and SPKI and read back', () => {
    assert.match(privateKeyPem(sampleKey), /^-----BEGIN PRIVATE KEY-----\n/);
    assert.match(publicKeyPem(otherPublicKey), /^-----BEGIN PUBLIC KEY-----\n/);
    assert.equal(isKeyPair(privateKeyFromPem(privateKeyPem(sampleKey)), samplePublicKey), true);
    assert.equal(isKeyPair(sampleKey, publicKeyFromPem(publicKeyPem(samplePublicKey))), true);
  });

  it('the public one is read from a certificate too', () => {
    assert.equal(isKeyPair(sampleKey, publicKeyFromPem(pem)), true);
  });
});
