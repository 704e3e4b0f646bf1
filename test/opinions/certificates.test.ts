import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type CertificateRequest,
  certificateSerial,
  type DistinguishedName,
  isKeyPair,
  issueCertificate,
  publicKeyFromPem,
  readCertificate,
} from '../../src/protocol/index.ts';
import { days, instant, plus, seconds, toDate } from '../../src/time/index.ts';
import { openssl, withoutOpenssl } from '../protocol/openssl.ts';
import { otherPublicKey, sampleKey, samplePublicKey } from '../protocol/people.ts';
import { forge, forgePrivateKey, forgePublicKey } from './forge.ts';
import { folderForFiles, sampleKeyFiles } from './key-files.ts';

const file = folderForFiles();
const files = sampleKeyFiles(file);

// X.520 allows 64 characters a name; a blank at an end is lost to whoever compares names (RFC 5280 §7.1).
const name = fc
  .string({ unit: fc.oneof(fc.constantFrom(...'商户系统一致性,+="\'/\\<>;#'), fc.stringMatching(/^[0-9A-Za-z ]$/)) })
  .map((text) => text.trim().slice(0, 30))
  .filter((text) => text !== '');
const named: fc.Arbitrary<DistinguishedName> = fc.record(
  { commonName: name, organization: name, organizationalUnit: name, country: fc.constantFrom('CN', 'HK') },
  { requiredKeys: ['commonName'] },
);
const SECOND = 1_000;
// The type declarations mistake the tag of a string for a class of tags.
const UTF8 = forge.asn1.Type.UTF8 as unknown as typeof forge.asn1.Class.UNIVERSAL;
const moment = fc.integer({ min: 0, max: 2_500_000_000 }).map((second) => instant(second * SECOND));
const host = fc.oneof(fc.domain(), fc.ipV4());

/** Signed by the sample key, for a key that is not its own. */
const requested: fc.Arbitrary<CertificateRequest> = fc
  .record({
    subject: named,
    issuer: named,
    serialNo: fc.uint8Array({ minLength: 20, maxLength: 20 }).map((some) => certificateSerial(() => Buffer.from(some))),
    notBefore: moment,
    lasts: fc.integer({ min: 10, max: 300_000_000 }),
    ca: fc.boolean(),
    hosts: fc.array(host, { maxLength: 3 }),
  })
  .map(({ lasts, ...request }) => ({
    ...request,
    publicKey: otherPublicKey,
    notAfter: plus(request.notBefore, seconds(lasts)),
    issuerKey: sampleKey,
  }));

const parts = ({ commonName, organization, organizationalUnit, country }: DistinguishedName) => [
  country ?? null,
  organization ?? null,
  organizationalUnit ?? null,
  commonName,
];

describe('a certificate that the kit issued', () => {
  it('node-forge reads as it was asked for, and finds signed by its issuer', () => {
    const authority = forge.pki.createCertificate();
    authority.publicKey = forgePublicKey(samplePublicKey);
    fc.assert(
      fc.property(requested, (request) => {
        const read = forge.pki.certificateFromPem(issueCertificate(request));
        const partsOf = ({ getField }: typeof read.subject): readonly unknown[] =>
          ['C', 'O', 'OU', 'CN'].map((short) => {
            const value = (getField(short) as { value?: string } | null)?.value;
            return value === undefined ? null : short === 'C' ? value : forge.util.decodeUtf8(value);
          });
        assert.equal(read.serialNumber.toUpperCase(), request.serialNo);
        assert.deepEqual(partsOf(read.subject), parts(request.subject));
        assert.deepEqual(partsOf(read.issuer), parts(request.issuer ?? request.subject));
        assert.deepEqual(read.validity, { notBefore: toDate(request.notBefore), notAfter: toDate(request.notAfter) });
        assert.ok(isKeyPair(sampleKey, samplePublicKey) && !isKeyPair(sampleKey, otherPublicKey));
        assert.equal(
          forge.pki.publicKeyToPem(read.publicKey),
          forge.pki.publicKeyToPem(forgePublicKey(otherPublicKey)),
        );
        // Who signed is told by the subject, which is made to fit: the signature is what is asked about.
        authority.setSubject(read.issuer.attributes);
        assert.ok(authority.verify(read));
        const constraints = read.getExtension('basicConstraints') as { cA: boolean } | null;
        assert.equal(constraints?.cA, request.ca);
        const alternatives = read.getExtension('subjectAltName') as { altNames: readonly Alternative[] } | null;
        assert.deepEqual(
          (alternatives?.altNames ?? []).map(({ value, ip }) => ip ?? value),
          request.hosts,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('OpenSSL reads as it was asked for, and finds signed by its issuer', { skip: withoutOpenssl }, () => {
    fc.assert(
      fc.property(requested, (asked) => {
        const request: CertificateRequest = { ...asked, hosts: [] };
        const pem = issueCertificate(request);
        const shown = ['-serial', '-startdate', '-enddate', '-dateopt', 'iso_8601', '-pubkey'];
        const told = openssl(['x509', '-noout', ...shown], pem);
        assert.match(told, new RegExp(`^serial=${request.serialNo}$`, 'm'));
        const day = (at: Date): string => at.toISOString().replace('T', ' ').replace('.000Z', 'Z');
        assert.match(told, new RegExp(`^notBefore=${day(toDate(request.notBefore))}$`, 'm'));
        assert.match(told, new RegExp(`^notAfter=${day(toDate(request.notAfter))}$`, 'm'));
        const key = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----\n/.exec(told)?.[0] ?? '';
        assert.ok(publicKeyFromPem(key).equals(otherPublicKey));
        for (const [option, of] of [
          ['-subject', request.subject],
          ['-issuer', request.issuer ?? request.subject],
        ] as const)
          assert.deepEqual(
            namesIn(openssl(['x509', '-noout', option, '-nameopt', 'multiline,utf8,-esc_msb'], pem)),
            parts(of),
          );
        const ca = issueCertificate({
          ...request,
          subject: request.issuer ?? request.subject,
          publicKey: samplePublicKey,
          ca: true,
        });
        const at = String(request.notBefore / SECOND + 1);
        assert.match(openssl(['verify', '-attime', at, '-CAfile', file(ca)], pem), /: OK\n$/);
      }),
      { numRuns: 10 },
    );
  });
});

interface Alternative {
  readonly value: string;
  readonly ip?: string;
}

/** The names in OpenSSL's list, one a line: `    commonName                = 1900007291`. It doubles each backslash. */
function namesIn(told: string): readonly (string | null)[] {
  const values = new Map(
    [...told.matchAll(/^ +(\w+) += (.*)$/gm)].map(
      ([, key = '', value = '']) => [key, value.replaceAll('\\\\', '\\')] as const,
    ),
  );
  return ['countryName', 'organizationName', 'organizationalUnitName', 'commonName'].map(
    (key) => values.get(key) ?? null,
  );
}

// Some tools write a serial number of any length; none writes one that is negative or none at all (RFC 5280 §4.1.2.2).
const anySerial = fc.bigInt({ min: 1n, max: (1n << 159n) - 1n });

describe('a certificate that somebody else issued', () => {
  it('node-forge: the kit reads its serial number, name, dates and key', () => {
    fc.assert(
      fc.property(anySerial, named, moment, (serial, subject, notBefore) => {
        const theirs = forge.pki.createCertificate();
        const digits = serial.toString(16);
        const bytes = digits.length % 2 === 0 ? digits : `0${digits}`;
        theirs.serialNumber = /^[89a-f]/.test(bytes) ? `00${bytes}` : bytes; // or it would be negative
        theirs.publicKey = forgePublicKey(samplePublicKey);
        theirs.validity.notBefore = toDate(notBefore);
        theirs.validity.notAfter = toDate(plus(notBefore, days(1)));
        theirs.setSubject([{ name: 'commonName', value: subject.commonName, valueTagClass: UTF8 }]);
        theirs.setIssuer([{ name: 'commonName', value: 'somebody' }]);
        theirs.sign(forgePrivateKey(sampleKey), forge.md.sha256.create());
        const read = readCertificate(forge.pki.certificateToPem(theirs));
        assert.equal(BigInt(`0x${read.serialNo}`), serial);
        assert.equal(read.serialNo, read.serialNo.toUpperCase());
        assert.deepEqual(
          [read.commonName, read.notBefore, read.notAfter],
          [subject.commonName, notBefore, plus(notBefore, days(1))],
        );
        assert.ok(read.publicKey.equals(samplePublicKey));
      }),
      // Half a byte's value is where a number must not turn negative: it once did here, by chance.
      { numRuns: 10, examples: [[1n << 151n, { commonName: '商' }, instant(0)]] },
    );
  });

  it('OpenSSL: the kit reads the same of it', { skip: withoutOpenssl }, () => {
    fc.assert(
      fc.property(
        anySerial,
        fc.stringMatching(/^[0-9A-Za-z]{1,30}$/),
        fc.integer({ min: 1, max: 9_000 }),
        (serial, subject, lasts) => {
          const request = ['req', '-x509', '-new', '-key', files.key, '-set_serial', `0x${serial.toString(16)}`];
          const pem = openssl([...request, '-subj', `/O=somebody/CN=${subject}`, '-days', `${lasts}`], '');
          const read = readCertificate(pem);
          const told = openssl(['x509', '-noout', '-serial', '-startdate', '-enddate', '-dateopt', 'iso_8601'], pem);
          const [, serialNo, from = '', to = ''] = /^serial=(\w+)\nnotBefore=(.+)\nnotAfter=(.+)\n$/.exec(told) ?? [];
          assert.deepEqual([BigInt(`0x${read.serialNo}`), read.serialNo], [serial, serialNo]);
          assert.deepEqual([toDate(read.notBefore), toDate(read.notAfter)], [new Date(from), new Date(to)]);
          assert.equal(read.commonName, subject);
          assert.ok(read.publicKey.equals(samplePublicKey));
        },
      ),
      { numRuns: 10 },
    );
  });
});
