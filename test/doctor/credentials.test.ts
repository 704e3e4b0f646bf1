import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Check } from '../../src/doctor/check.ts';
import { readFolder } from '../../src/doctor/credential-folder.ts';
import { credentialsChecks } from '../../src/doctor/credentials-checks.ts';
import { renderCheck } from '../../src/doctor/index.ts';
import { privateKeyPem, publicKeyPem, readCertificate } from '../../src/protocol/index.ts';
import { publishedKeys } from '../../src/targets/mock/published-keys.ts';
import { days, plus, wallClock } from '../../src/time/index.ts';
import { examined, surgery } from './shop.ts';

const theatre = surgery();

const stranger = createPrivateKey({ key: { ...publishedKeys.stranger }, format: 'jwk' });

interface Patient {
  readonly folder: string;
  readonly file: (name: string) => string;
  readonly merchant: Record<string, string>;
  readonly write: (changes: Readonly<Record<string, unknown>>) => void;
}

/** A copy of good credentials, to be spoilt. */
function patient(): Patient {
  const folder = theatre.copy();
  const file = (name: string): string => join(folder, name);
  const merchant = JSON.parse(readFileSync(file('merchant.json'), 'utf8')) as Record<string, string>;
  return {
    folder,
    file,
    merchant,
    write: (changes) => writeFileSync(file('merchant.json'), JSON.stringify({ ...merchant, ...changes })),
  };
}

async function lines(folder: string, now = wallClock.now()): Promise<readonly string[]> {
  const checks: readonly Check[] = credentialsChecks(await readFolder(folder), now, true);
  return checks.map((check) => renderCheck(check, { language: 'en', colour: false }).trim());
}

const faults = async (...of: Parameters<typeof lines>): Promise<readonly string[]> =>
  (await lines(...of)).filter((line) => /^[✗!]/.test(line));

describe('credentials as the kit makes them', () => {
  it('have no fault', async () => {
    assert.deepEqual(await faults(theatre.credentials), []);
    assert.ok((await lines(theatre.credentials)).length >= 12);
  });

  it('are made where there are none', async () => {
    const [line] = await lines(join(theatre.folder, 'nowhere'));
    assert.match(line ?? '', /^✓ folder: there are no credentials in .*nowhere: new ones are made there now$/);
  });
});

describe('credentials with one thing wrong', () => {
  const cases: readonly (readonly [what: string, spoil: (patient: Patient) => void, because: RegExp])[] = [
    [
      'another private key',
      ({ file }) => writeFileSync(file('apiclient_key.pem'), privateKeyPem(stranger), { mode: 0o600 }),
      /^✗ private key and certificate: apiclient_key\.pem is not the private key of apiclient_cert\.pem \(serial number [0-9A-F]{40}\) — expected: the two halves/,
    ],
    [
      'the serial number in lower case',
      ({ merchant, write }) => write({ serial_no: merchant['serial_no']?.toLowerCase() }),
      /^✗ merchant\.json, serial_no: "[0-9a-f]{40}" — expected: 40 upper-case hex digits — to do: write the whole serial number in upper-case hex/,
    ],
    [
      'the serial number of another certificate',
      ({ write }) => write({ serial_no: 'B'.repeat(40) }),
      /^✗ serial_no: B{40}, which is of another certificate — expected: ([0-9A-F]{40}), that of apiclient_cert\.pem in upper-case hex — to do: write serial_no \1 into merchant\.json/,
    ],
    [
      'the serial number of the platform certificate',
      ({ merchant, write }) => write({ serial_no: merchant['platform_serial_no'] }),
      /^✗ serial_no: [0-9A-F]{40}, which is that of the platform certificate/,
    ],
    [
      'another mchid',
      ({ write }) => write({ mchid: '1900000109' }),
      /^✗ the certificate's merchant: apiclient_cert\.pem names \d{10} \(CN\) — expected: mchid 1900000109/,
    ],
    [
      'a platform certificate in place of its own',
      ({ file }) => copyFileSync(file('platform_cert.pem'), file('apiclient_cert.pem')),
      /^✗ the certificate's merchant: .*this is no merchant's certificate/,
    ],
    [
      'an APIv3 key that is too short',
      ({ write }) => write({ apiv3_key: 'too-short' }),
      /^✗ merchant\.json, apiv3_key: a text of 9 characters — expected: 32 letters or digits — to do: set the APIv3 key: exactly 32/,
    ],
    [
      'a number that is no text',
      ({ write }) => write({ mchid: 1900000109 }),
      /^✗ merchant\.json, mchid: it is a number, not a text/,
    ],
    ['no appid', ({ write }) => write({ appid: undefined }), /^✗ merchant\.json, appid: it is missing/],
    [
      'an original id',
      ({ write }) => write({ appid: 'gh_123' }),
      /^✗ merchant\.json, appid: "gh_123" .*AppID of the mini program/,
    ],
    [
      'a public key id without its prefix',
      ({ write }) => write({ public_key_id: '0119000001092026' }),
      /^✗ merchant\.json, public_key_id: .* — to do: write the id with its prefix/,
    ],
    [
      'a certificate in place of the public key',
      ({ file }) => copyFileSync(file('platform_cert.pem'), file('pub_key.pem')),
      /^✗ pub_key\.pem: a certificate — expected: WeChat Pay's public key in PEM/,
    ],
    [
      'a public key of another WeChat Pay',
      ({ file }) => {
        const { publicKey } = readCertificate(readFileSync(file('apiclient_cert.pem'), 'utf8'));
        writeFileSync(file('pub_key.pem'), publicKeyPem(publicKey));
      },
      /^✗ pub_key\.pem: a key whose private half the kit has not/,
    ],
    [
      'the serial number of another platform certificate',
      ({ write }) => write({ platform_serial_no: 'C'.repeat(40) }),
      /^✗ platform_serial_no: C{40} — expected: [0-9A-F]{40}, that of platform_cert\.pem/,
    ],
    [
      'a PKCS#12 file under another password',
      ({ write, file }) => {
        const other = surgeon(readFileSync(file('apiclient_cert.p12')));
        writeFileSync(file('apiclient_cert.p12'), other, { mode: 0o600 });
        write({});
      },
      /^✗ apiclient_cert\.p12: it does not open with the password \d{10}/,
    ],
    [
      'no PEM at all',
      ({ file }) => writeFileSync(file('apiclient_cert.pem'), 'MIIB'),
      /^✗ apiclient_cert\.pem: no PEM: there is no -----BEGIN line/,
    ],
    [
      'half a certificate',
      ({ file }) => writeFileSync(file('ca.pem'), readFileSync(file('ca.pem'), 'utf8').slice(0, 300)),
      /^✗ ca\.pem: PEM that cannot be read: it is cut or changed/,
    ],
    [
      'no merchant.json',
      ({ file }) => rmSync(file('merchant.json')),
      /^✗ folder: .*merchant\.json is missing — .*put the file back/,
    ],
    [
      'a merchant.json that is none',
      ({ file }) => writeFileSync(file('merchant.json'), '['),
      /^✗ merchant\.json: the file is no JSON object/,
    ],
    [
      'secrets for everybody to read',
      ({ file }) => chmodSync(file('apiclient_key.pem'), 0o644),
      /^! permissions: others than you may read secret files: apiclient_key\.pem 0644 — to do: chmod 600 apiclient_key\.pem$/,
    ],
  ];
  for (const [what, spoil, because] of cases) {
    it(what, async () => {
      const spoilt = patient();
      spoil(spoilt);
      const found = await faults(spoilt.folder);
      assert.ok(
        found.some((line) => because.test(line)),
        found.join('\n') || 'nothing was found',
      );
      assert.ok(!found.join('').includes(spoilt.merchant['apiv3_key'] ?? '?'), 'a key was shown');
    });
  }

  it('a certificate that has expired, and one that is not good yet', async () => {
    const { notAfter, notBefore } = readCertificate(
      readFileSync(join(theatre.credentials, 'apiclient_cert.pem'), 'utf8'),
    );
    const late = await faults(theatre.credentials, plus(notAfter, days(1)));
    assert.match(late[0] ?? '', /^✗ apiclient_cert\.pem, validity: it expired on .* — to do: renew it/);
    const early = await faults(theatre.credentials, plus(notBefore, days(-1)));
    assert.match(
      early[0] ?? '',
      /^✗ apiclient_cert\.pem, validity: it is good only from .* — to do: set the clock of this machine right/,
    );
  });
});

describe('credentials that a user put together', () => {
  it("are told apart from the kit's, file by file, and nothing is launched", async () => {
    const own = patient();
    rmSync(own.file('sandbox-keys.json'));
    own.write({ serial_no: 'D'.repeat(40) });
    writeFileSync(own.file('apiclient_key.pem'), privateKeyPem(stranger), { mode: 0o600 });
    const { path } = await theatre.write({});
    const told = await examined({ profile: path, credentials: own.folder });
    assert.match(
      told.faults[0] ?? '',
      /^✗ folder: .* holds credentials that the kit did not make: sandbox-keys\.json is missing .*let "init" fill it/,
    );
    assert.match(told.faults.join('\n'), /✗ private key and certificate.*\n.*✗ serial_no/);
    assert.match(told.line('everything'), /not checked: the credentials cannot be used/);
    assert.doesNotMatch(told.lines.join('\n'), /delete/, 'nobody is told to delete keys');
  });

  it('are looked for in a folder', async () => {
    const file = join(theatre.folder, 'a-file');
    writeFileSync(file, '');
    assert.match((await faults(file))[0] ?? '', /^✗ folder: .*a-file cannot be looked into \(ENOTDIR\)/);
    const empty = join(theatre.folder, 'empty');
    mkdirSync(empty, { recursive: true });
    assert.match((await lines(empty))[0] ?? '', /new ones are made/);
  });
});

/** The same bytes with some in the middle changed. */
function surgeon(file: Buffer): Buffer {
  const changed = Buffer.from(file);
  changed.fill(0, changed.length >> 1, (changed.length >> 1) + 16);
  return changed;
}
