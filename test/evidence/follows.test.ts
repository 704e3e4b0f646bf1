import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packed, unpacked } from '../../src/evidence/archive.ts';
import { KEY_FILE, STATEMENT_FILE, writeBundle } from '../../src/evidence/bundle.ts';
import { NoBundle } from '../../src/evidence/contents.ts';
import { enveloped, fingerprint, keyOfTheRun, UnusableKey } from '../../src/evidence/dsse.ts';
import { type Statement, statementOf } from '../../src/evidence/statement.ts';
import { verifyBundle } from '../../src/evidence/verify.ts';
import type { ConformanceReport } from '../../src/report/conformance-json.ts';
import { writeReports } from '../../src/report/write-reports.ts';
import { judgeAgain } from '../../src/run/judge-again.ts';
import { UnusableFile } from '../../src/run/yaml-file.ts';
import { began, end, eventsOf, seen } from '../judge/traces.ts';

const RULES = ['PREPAY-2H', 'REFUND-RETRY'] as const;
const folder = mkdtempSync(join(tmpdir(), 'follows-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const key = keyOfTheRun();

let bundle = Buffer.alloc(0);
before(async () => {
  const traces = RULES.map((id, index) => ({
    path: `traces/000${index + 1}.ndjson`,
    events: eventsOf([began([id]), seen(1, 1, id), end]),
  }));
  const { record } = judgeAgain(traces, RULES);
  mkdirSync(join(folder, 'reports'));
  await writeReports(join(folder, 'reports'), { ...record, scope: `rules ${RULES.join(', ')}` }, traces, []);
  const path = join(folder, 'not', 'there', 'evidence.tar.gz');
  const reports = join(folder, 'reports');
  await writeBundle(path, { reports, attestations: [], versions: { node: 'v1' }, key });
  bundle = readFileSync(path);
});

type Content = Map<string, Buffer>;
type Loose<T> = { -readonly [K in keyof T]: Loose<T[K]> };

/** What somebody makes who changes a bundle and signs all of it anew, with a key of their own. */
async function signedAnew(
  change: (files: Content) => void,
  state: (statement: Statement) => object = (statement) => statement,
): Promise<Buffer> {
  const files = new Map(await unpacked(bundle));
  files.delete(STATEMENT_FILE);
  files.delete(KEY_FILE);
  change(files);
  const other = keyOfTheRun();
  const report = JSON.parse(String(files.get('conformance.json'))) as ConformanceReport;
  const envelope = enveloped(state(statementOf(report, files)), other);
  files.set(STATEMENT_FILE, Buffer.from(JSON.stringify(envelope)));
  files.set(KEY_FILE, Buffer.from(other.publicKey));
  return packed(files);
}

const reporting =
  (change: (report: Loose<ConformanceReport>) => void) =>
  (files: Content): void => {
    const report = JSON.parse(String(files.get('conformance.json'))) as Loose<ConformanceReport>;
    change(report);
    files.set('conformance.json', Buffer.from(JSON.stringify(report)));
  };
const rewriting =
  (name: string, from: string | RegExp, to: string) =>
  (files: Content): void => {
    const text = String(files.get(name));
    assert.notEqual(text.replace(from, to), text, `nothing to change in ${name}`);
    files.set(name, Buffer.from(text.replace(from, to)));
  };
const replacing =
  (name: string, text: string) =>
  (files: Content): void =>
    void files.set(name, Buffer.from(text));

const differences = async (archive: Buffer, by?: string): Promise<readonly string[]> =>
  (await verifyBundle(archive, by)).differences;

describe('a bundle that was changed and signed anew', () => {
  it('holds where nothing was changed', async () =>
    assert.deepEqual(await differences(await signedAnew(() => {})), []));

  const changes: readonly (readonly [what: string, change: (files: Content) => void, named: RegExp])[] = [
    [
      'a rule was left out',
      reporting((report) => void report.rules.shift()),
      /^PREPAY-2H is not reported, and its traces say pass$/,
    ],
    [
      'the cut was left out',
      reporting((report) => void Object.assign(report, { scope: null })),
      /^[A-Z0-9-]+ is not reported, and its traces say not-observed$/,
    ],
    [
      'a level was lowered',
      reporting((report) => void Object.assign(report.rules[0] ?? {}, { level: 'should' })),
      /^PREPAY-2H is reported as a should, and is a must$/,
    ],
    [
      'a title was changed',
      reporting((report) => void Object.assign(report.rules[0] ?? {}, { title: { en: 'a', zh: 'b' } })),
      /^PREPAY-2H is reported with another title than it has$/,
    ],
    [
      'scenarios were left out',
      reporting((report) => void Object.assign(report.rules[0] ?? {}, { scenarios: [] })),
      /^PREPAY-2H is reported with something else than traces\/0001\.ndjson shows/,
    ],
    [
      'scenarios were invented',
      reporting((report) => void report.rules[0]?.scenarios.push({ ...must(report.rules[0].scenarios[0]), line: 99 })),
      /^PREPAY-2H is reported with traces\/0001\.ndjson at features\/a\.feature:99, which no trace shows$/,
    ],
    [
      'a trace was left out',
      (files) => void files.delete('traces/0001.ndjson'),
      /^PREPAY-2H is reported as pass, and its traces say not-observed$/,
    ],
    [
      'a count was raised',
      reporting((report) => void Object.assign(report.summary, { pass: 99 })),
      /^the report counts pass 99, and the traces give 2$/,
    ],
    [
      'it tells of another target',
      reporting((report) => void Object.assign(report, { target: 'sandbox' })),
      /^traces\/0001\.ndjson is of the target mock and the seed 1, and the report of sandbox and 1$/,
    ],
    [
      'it tells of another kind of subject',
      reporting((report) => void Object.assign(report, { subject: { kind: 'merchant', name: 'my shop' } })),
      /^the subject is reported as a merchant, and on mock it is the kit$/,
    ],
    ['it tells of another seed', reporting((report) => void Object.assign(report, { seed: 7 })), /of mock and 7$/],
    [
      'the catalogue reads otherwise',
      rewriting('catalogue.json', '"level": "must"', '"level": "may"'),
      /^catalogue\.json has [A-Z0-9-]+ otherwise than this edition of the kit$/,
    ],
  ];
  for (const [what, change, named] of changes)
    it(`is found out where ${what}`, async () => {
      const found = await differences(await signedAnew(change));
      assert.ok(
        found.some((difference) => named.test(difference)),
        found.join('\n'),
      );
    });

  it('is found out where the statement says what the report does not', async () => {
    const lie = { result: 'FAILED', passedTests: [], failedTests: ['PREPAY-2H'] };
    const archive = await signedAnew(
      () => {},
      (statement) => ({ ...statement, predicate: { ...statement.predicate, ...lie } }),
    );
    assert.deepEqual(await differences(archive), [
      'the statement’s result is "FAILED", and by the report "PASSED"',
      'the statement’s passedTests is [], and by the report ["PREPAY-2H","REFUND-RETRY"]',
      'the statement’s failedTests is ["PREPAY-2H"], and by the report []',
    ]);
  });

  it('of another edition of the kit is held to its verdicts alone', async () => {
    const version = (report: Loose<ConformanceReport>): void => void Object.assign(report.kit, { version: '9.9.9' });
    assert.deepEqual(await differences(await signedAnew(reporting(version))), []);
    const forged = reporting((report) => {
      version(report);
      Object.assign(report.rules[0] ?? {}, { verdict: 'fail' });
    });
    const [first] = await differences(await signedAnew(forged));
    assert.equal(first, 'PREPAY-2H is reported as fail, and its traces say pass');
  });

  it('is no bundle where a line of a trace was taken out, or what goes with it is something else', async () => {
    for (const [change, because] of [
      [rewriting('traces/0001.ndjson', /^.*"expectation".*\n/m, ''), /event 2 is due, and there is 3/],
      [replacing('attestations.json', '{"attestations":7}'), /attestations\.json has no attestations/],
      [replacing('attestations.json', 'null'), /attestations\.json has no attestations/],
      [replacing('attestations.json', '{"attestations":[{"rule":1}]}'), /attestations\.json has no attestations/],
      [replacing('catalogue.json', '[{"id":"X-Y"}]'), /catalogue\.json has no rules/],
      [replacing('catalogue.json', '{}'), /catalogue\.json has no rules/],
    ] as const)
      await assert.rejects(
        verifyBundle(await signedAnew(change)),
        (failure: Error) =>
          (failure instanceof NoBundle || failure instanceof UnusableFile) && because.test(failure.message),
      );
  });
});

describe('the key of a bundle', () => {
  it('can be known by its fingerprint', async () => {
    assert.deepEqual(await differences(bundle, key.keyid), []);
    const other = keyOfTheRun();
    const found = await verifyBundle(bundle, other.keyid);
    assert.equal(found.isSigned, false);
    assert.equal(
      found.differences[0],
      `the statement is not signed with the key ${other.keyid}; the one in the bundle is ${key.keyid}`,
    );
    const anew = await signedAnew(() => {});
    assert.match((await differences(anew, key.keyid))[0] ?? '', /is not signed with the key/);
    assert.match((await differences(anew, key.publicKey))[0] ?? '', /is not signed with the key/);
  });

  it('is refused where it is none, or of another kind', async () => {
    const files = new Map(await unpacked(bundle)).set(KEY_FILE, Buffer.from('nonsense'));
    await assert.rejects(verifyBundle(await packed(files)), UnusableKey);
    await assert.rejects(verifyBundle(bundle, 'nonsense'), UnusableKey);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString();
    assert.throws(() => fingerprint(rsa), /of the kind rsa, and bundles are signed with Ed25519/);
  });

  it('signs what DSSE asks to be signed, so that others can check it', async () => {
    const files = await unpacked(bundle);
    const { payloadType, payload, signatures } = JSON.parse(String(files.get(STATEMENT_FILE))) as {
      payloadType: string;
      payload: string;
      signatures: { sig: string }[];
    };
    const body = Buffer.from(payload, 'base64');
    const signed = Buffer.concat([Buffer.from(`DSSEv1 28 application/vnd.in-toto+json ${body.length} `), body]);
    assert.equal(payloadType, 'application/vnd.in-toto+json');
    const sig = Buffer.from(signatures[0]?.sig ?? '', 'base64');
    assert.ok(verify(null, signed, createPublicKey(String(files.get(KEY_FILE))), sig));
  });
});

describe('the statement of a test’s result', () => {
  it('does not tell what nobody saw as passed with a warning', () => {
    const report = {
      verdict: 'incomplete',
      rules: (['pass', 'warn', 'not-observed', 'inconclusive', 'error', 'not-applicable', 'fail'] as const).map(
        (verdict) => ({ id: verdict, verdict }),
      ),
    } as unknown as ConformanceReport;
    const { predicate } = statementOf(report, new Map());
    assert.deepEqual(
      [predicate.result, predicate.passedTests, predicate.warnedTests, predicate.failedTests],
      ['WARNED', ['pass'], ['warn'], ['error', 'fail']],
    );
  });
});

function must<T>(value: T | undefined): T {
  assert.ok(value !== undefined);
  return value;
}
