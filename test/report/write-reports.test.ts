import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { validateReport } from '../../src/report/conformance-json.ts';
import { writeReports } from '../../src/report/write-reports.ts';
import { fromNdjson } from '../../src/trace/index.ts';
import { announced, playedCase } from './envelopes.ts';
import { aTrace, fullEvents } from './events.ts';
import { aRecord, aScenario, judged, ofEveryVerdict } from './fixtures.ts';

const envelopes = [...announced('a'), ...playedCase('a', '{"kind":"end"}', 'IDENTITY')];
const ALL = [
  'conformance.html',
  'conformance.json',
  'junit.xml',
  'messages.ndjson',
  'traces',
  join('traces', '0007-prepay-2h.ndjson'),
];

describe('writing the reports', () => {
  let home = '';
  let folder = '';
  const files = async (): Promise<readonly string[]> => (await readdir(folder, { recursive: true })).sort();
  const put = (path: string): Promise<void> => writeFile(join(folder, path), 'earlier');

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'reports-'));
    folder = join(home, 'deep', 'reports');
  });
  afterEach(() => rm(home, { recursive: true }));

  it('makes the folder and writes every file, and nothing else', async () => {
    await writeReports(folder, aRecord(ofEveryVerdict), [aTrace()], envelopes);
    assert.deepEqual(await files(), ALL);
    const report: unknown = JSON.parse(await readFile(join(folder, 'conformance.json'), 'utf8'));
    validateReport(report);
    const trace = fromNdjson(await readFile(join(folder, 'traces', '0007-prepay-2h.ndjson'), 'utf8'));
    assert.deepEqual(trace, aTrace().events);
    assert.match(await readFile(join(folder, 'junit.xml'), 'utf8'), /^<\?xml/);
    assert.match(await readFile(join(folder, 'conformance.html'), 'utf8'), /^<!DOCTYPE html>/);
    assert.equal(
      (await readFile(join(folder, 'messages.ndjson'), 'utf8')).split('\n').length,
      6,
      'the last one is the digest',
    );
  });

  it('writes the same bytes for the same run', async () => {
    const texts = async (): Promise<readonly string[]> => {
      await writeReports(folder, aRecord(ofEveryVerdict), [aTrace()], envelopes);
      return Promise.all(ALL.filter((path) => path !== 'traces').map((path) => readFile(join(folder, path), 'utf8')));
    };
    assert.deepEqual(await texts(), await texts());
  });

  it('removes what an earlier run left, and of foreign files none', async () => {
    await mkdir(join(folder, 'traces'), { recursive: true });
    await mkdir(join(folder, 'allure-results'));
    const foreign = ['notes.md', 'other.json', join('traces', 'readme.txt')];
    for (const path of [
      ...foreign,
      join('allure-results', 'a-result.json'),
      'junit.xml',
      join('traces', '0001-old.ndjson'),
    ])
      await put(path);
    await writeReports(folder, aRecord(ofEveryVerdict), [aTrace()], envelopes);
    assert.deepEqual(await files(), [...ALL, ...foreign].sort());
    for (const path of foreign) assert.equal(await readFile(join(folder, path), 'utf8'), 'earlier');
  });

  it('writes nothing where the report is not as its schema asks, and leaves no earlier verdict standing', async () => {
    await writeReports(folder, aRecord([judged('pass')], { verdict: 'conformant' }), [aTrace()], envelopes);
    const wrong = aRecord([judged('fail', {}, [aScenario('fail', { line: 0 })])]);
    await assert.rejects(
      writeReports(folder, wrong, [aTrace()], envelopes),
      /\/rules\/0\/scenarios\/0\/line must be >= 1/,
    );
    assert.deepEqual(await files(), ['traces']);
  });

  it('writes no trace outside its folder, and none over another', async () => {
    const paths = [
      'traces/../../escaped.ndjson',
      '/tmp/x.ndjson',
      'traces/x.json',
      'x.ndjson',
      'traces/a/b.ndjson',
      'traces/a\\b.ndjson',
    ];
    for (const path of paths) {
      await assert.rejects(writeReports(folder, aRecord([]), [aTrace(path)], []), /A trace cannot be written to/, path);
    }
    await assert.rejects(writeReports(folder, aRecord([]), [aTrace(), aTrace()], []), /Two traces are named/);
    assert.deepEqual(await readdir(home, { recursive: true }), [
      'deep',
      join('deep', 'reports'),
      join('deep', 'reports', 'traces'),
    ]);
  });

  it('leaves nothing half-written where a file cannot be put into its place', async () => {
    const inTheWay = join(folder, 'traces', '0007-prepay-2h.ndjson', 'in the way');
    const event = { ...fullEvents.end, toJSON: () => mkdirSync(inTheWay, { recursive: true }) };
    await assert.rejects(writeReports(folder, aRecord([]), [{ ...aTrace(), events: [event] }], []));
    const left = await files();
    assert.ok(left.includes('junit.xml'), 'the others are there');
    assert.deepEqual(
      left.filter((path) => path === 'conformance.json' || /tmp|part|\d{3,}$/.test(path)),
      [],
    );
  });
});
