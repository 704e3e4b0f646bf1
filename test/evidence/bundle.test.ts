import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packed, UnreadableArchive, unpacked } from '../../src/evidence/archive.ts';
import { KEY_FILE, STATEMENT_FILE, writeBundle } from '../../src/evidence/bundle.ts';
import { enveloped, keyOfTheRun, opened, signingKey } from '../../src/evidence/dsse.ts';
import { verifyBundle } from '../../src/evidence/verify.ts';
import { isRecord } from '../../src/protocol/wire.ts';
import { writeReports } from '../../src/report/write-reports.ts';
import { judgeAgain } from '../../src/run/judge-again.ts';
import type { Happening } from '../../src/trace/index.ts';
import { began, end, eventsOf, RULE, seen } from '../judge/traces.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'evidence.tar.gz');
const key = keyOfTheRun();
const versions = { node: 'v1' };
const PROFILE = `name: my-shop
baseUrl: http://staff:s3cret@127.0.0.1:3000
launch: { command: "TOKEN=s3cret node server.js {credentials}", env: { KEY: "s3cret", PORT: "{port}" } }
actors: { admin: { headers: { X-Admin-Token: "\${ADMIN_TOKEN}", Cookie: s3cret } } }
verbs: { placeOrder: [ { as: admin, post: "/orders?token=s3cret&sku={sku}", body: { password: s3cret, sku: "{sku}" } } ] }
`;

/** The report of a run with one scenario, as it is written. */
async function reported(name: string, ...played: readonly Happening[]): Promise<string> {
  const reports = join(folder, name);
  mkdirSync(reports);
  const trace = { path: 'traces/0001-prepay-2h.ndjson', events: eventsOf([began(), ...played, end]) };
  await writeReports(reports, judgeAgain([trace], [RULE]).record, [trace], []);
  return reports;
}

let bundle = Buffer.alloc(0);
before(async () => {
  const profile = join(folder, 'merchant.yaml');
  writeFileSync(profile, PROFILE);
  const reports = await reported('reports', seen(1, 1));
  writeFileSync(join(reports, 'notes.txt'), 'mine');
  assert.equal(await writeBundle(path, { reports, profile, attestations: [], versions, key }), key.keyid);
  bundle = readFileSync(path);
});

/** The bundle with some of its files changed. */
async function changed(change: (files: Map<string, Buffer>) => void): Promise<Buffer> {
  const files = new Map(await unpacked(bundle));
  change(files);
  return packed(files);
}
const differences = async (archive: Buffer, publicKey?: string): Promise<readonly string[]> =>
  (await verifyBundle(archive, publicKey)).differences;

describe('an evidence bundle', () => {
  it('holds the reports, the traces, the catalogue, versions and what was signed, and nothing else', async () => {
    assert.deepEqual(
      [...(await unpacked(bundle)).keys()],
      [
        ...['attestations.json', 'catalogue.json', 'conformance.html', 'conformance.json', 'junit.xml', 'profile.json'],
        ...[KEY_FILE, STATEMENT_FILE, 'traces/0001-prepay-2h.ndjson', 'versions.json'],
      ],
    );
  });

  it('tells the profile without what may be secret in it', async () => {
    const told = (await unpacked(bundle)).get('profile.json')?.toString() ?? '';
    assert.doesNotMatch(told, /s3cret/);
    assert.match(told, /\$\{ADMIN_TOKEN\}/);
    assert.match(told, /\{sku\}/);
    assert.match(told, /my-shop/);
    assert.match(told, /http:\/\/…@127\.0\.0\.1:3000/);
    assert.match(told, /\/orders\?token=…&sku=\{sku\}/);
  });

  it('is signed as in-toto has it: a test result over the digests of all its files', async () => {
    const statement = opened(JSON.parse((await unpacked(bundle)).get(STATEMENT_FILE)?.toString() ?? ''), key.publicKey);
    assert.ok(isRecord(statement) && isRecord(statement['predicate']), 'there is no statement');
    assert.equal(statement['_type'], 'https://in-toto.io/Statement/v1');
    assert.equal(statement['predicateType'], 'https://in-toto.io/attestation/test-result/v0.1');
    assert.deepEqual(statement['predicate']['passedTests'], [RULE]);
    assert.equal(statement['predicate']['result'], 'PASSED');
  });

  it('is the same bytes for the same files', async () =>
    assert.deepEqual(await packed(await unpacked(bundle)), bundle));

  it('holds where nothing was changed, by its own key and by the one that is known', async () => {
    assert.deepEqual(await differences(bundle), []);
    assert.deepEqual(await differences(bundle, key.publicKey), []);
  });

  it('names each file that was changed, added or taken out', async () => {
    const report = 'conformance.json';
    const forged = await changed((files) => {
      files.set(report, Buffer.from(String(files.get(report)).replace('"seed": 1', '"seed": 2')));
      files.set('traces/0002-more.ndjson', files.get('traces/0001-prepay-2h.ndjson') ?? Buffer.alloc(0));
      files.delete('junit.xml');
    });
    assert.deepEqual(await differences(forged), [
      'conformance.json is not as it was signed',
      'junit.xml was signed and is gone',
      'traces/0002-more.ndjson was added after signing',
      `${RULE} is reported with something else than traces/0002-more.ndjson shows at features/a.feature:7`,
      'traces/0001-prepay-2h.ndjson is of the target mock and the seed 1, and the report of mock and 2',
      'traces/0002-more.ndjson is of the target mock and the seed 1, and the report of mock and 2',
    ]);
  });

  it('names who says otherwise than the traces, also where all of it was signed anew', async () => {
    const reports = await reported('forged', seen(1, 2));
    const file = join(reports, 'conformance.json');
    const told = JSON.parse(readFileSync(file, 'utf8')) as { rules: object[] };
    const rules = told.rules.map((rule) => ({ ...rule, verdict: 'pass' }));
    writeFileSync(file, JSON.stringify({ ...told, verdict: 'conformant', rules }));
    const other = join(folder, 'forged.tar.gz');
    await writeBundle(other, { reports, attestations: [], versions });
    assert.deepEqual(await differences(readFileSync(other)), [
      `${RULE} is reported as pass, and its traces say fail`,
      'the run is reported as conformant, and its traces say nonconformant',
    ]);
  });

  it('does not hold for somebody else’s key', async () => {
    const found = await differences(bundle, keyOfTheRun().publicKey);
    assert.match(found[0] ?? '', /^the statement is not signed with the key sha256:/);
    const swapped = await changed((files) => void files.set(KEY_FILE, Buffer.from(keyOfTheRun().publicKey)));
    assert.match((await differences(swapped))[0] ?? '', /is not signed with the key/);
  });

  it('is named as changed also where it can no longer be read', async () => {
    for (const [name, because] of [
      ['conformance.json', /^nothing can be judged again: conformance\.json is not as its schema asks/],
      ['traces/0001-prepay-2h.ndjson', /^nothing can be judged again: .*0001-prepay-2h\.ndjson ends in the middle/],
      ['attestations.json', /^nothing can be judged again: its attestations\.json has no/],
    ] as const) {
      const [first, second] = await differences(await changed((files) => void files.set(name, Buffer.from('{}'))));
      assert.equal(first, `${name} is not as it was signed`);
      assert.match(second ?? '', because);
    }
  });

  it('is refused where it is cut off, something else, lacks a part, or wants to be somewhere else', async () => {
    await assert.rejects(verifyBundle(bundle.subarray(0, bundle.length - 200)), UnreadableArchive);
    await assert.rejects(verifyBundle(Buffer.from('<html>')), /no gzipped tar archive/);
    await assert.rejects(
      verifyBundle(await changed((files) => void files.delete(STATEMENT_FILE))),
      /it lacks statement\.dsse\.json/,
    );
    await assert.rejects(
      verifyBundle(await changed((files) => void files.set(STATEMENT_FILE, Buffer.from('{')))),
      /is no JSON/,
    );
    for (const name of ['../evil', '/etc/passwd', 'a/../../b', 'a b'])
      await assert.rejects(
        verifyBundle(await packed(new Map([[name, Buffer.from('x')]]))),
        /no file of a bundle/,
        name,
      );
  });
});

describe('a key for bundles', () => {
  it('is an Ed25519 key in PEM, and any other is refused without telling it', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const envelope = enveloped({ a: 1 }, signingKey(pem));
    assert.deepEqual(opened(envelope, signingKey(pem).publicKey), { a: 1 });
    assert.equal(opened({ ...envelope, payloadType: 'text/plain' }, signingKey(pem).publicKey), undefined);
    assert.throws(
      () => signingKey('s3cret'),
      (failure: Error) => /no private key in PEM/.test(failure.message) && !failure.message.includes('s3cret'),
    );
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    assert.throws(() => signingKey(rsa.toString()), /of the kind rsa, and bundles are signed with Ed25519/);
  });
});
