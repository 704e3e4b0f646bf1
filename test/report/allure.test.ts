import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { TestResult } from 'allure-js-commons';
import { packageRoot } from '../../src/package-root.ts';
import { writeAllure } from '../../src/report/allure.ts';
import { eventsOf } from '../judge/traces.ts';
import { aTrace, fullEvents } from './events.ts';
import { aRecord, aScenario, judged, ofEveryVerdict } from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'allure-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const results = (): readonly TestResult[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('-result.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as TestResult);

describe('Allure’s results', () => {
  it('have one for each scenario, by what came of it', () => {
    writeAllure(folder, aRecord(ofEveryVerdict), [], 'en');
    const found = Object.fromEntries(results().map(({ fullName = '', status }) => [fullName.split(' ')[0], status]));
    assert.deepEqual(found, {
      'RULE-PASS': 'passed',
      'RULE-FAIL': 'failed',
      'RULE-WARN': 'failed',
      'RULE-NOT-APPLICABLE': 'skipped',
      'RULE-NOT-OBSERVED': 'skipped',
      'RULE-INCONCLUSIVE': 'skipped',
      'RULE-ERROR': 'broken',
      'RULE-ATTESTED': 'passed',
    });
  });

  it('name rule, level, clauses and pages, and have the trace with its exchanges attached', () => {
    const trace = { path: 'traces/0001-x.ndjson', events: eventsOf(Object.values(fullEvents)) };
    writeAllure(
      folder,
      aRecord([judged('fail', { id: 'REFUND-RETRY' }, [aScenario('fail', { trace: trace.path })])]),
      [trace],
      'en',
    );
    const [result, ...others] = results();
    assert.equal(others.length, 0, 'what an earlier run left is still there');
    const labels = result?.labels.map(({ name, value }) => `${name}=${value}`) ?? [];
    for (const label of ['tag=REFUND-RETRY', 'severity=critical', 'tag=Q-UNIQUE'])
      assert.ok(labels.includes(label), label);
    assert.match(result?.statusDetails.message ?? '', /^REFUND-RETRY: /);
    const [attachment] = result?.attachments ?? [];
    assert.match(readFileSync(join(folder, attachment?.source ?? ''), 'utf8'), /"kind":"exchange"/);
    assert.ok(
      result?.steps.some(({ name = '' }) => name.includes('expected')),
      'no expectation is a step',
    );
  });

  it('are named alike in every run', () => {
    const names = (): readonly string[] => readdirSync(folder).toSorted();
    writeAllure(folder, aRecord(ofEveryVerdict), [aTrace()], 'en');
    const first = names();
    writeAllure(folder, aRecord(ofEveryVerdict), [aTrace()], 'en');
    assert.deepEqual(names(), first);
  });
});

describe('npm run report:allure', () => {
  const script = join(packageRoot, 'scripts/report-allure.js');
  const run = (env: Readonly<Record<string, string>>, ...args: string[]) =>
    spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env: { ...process.env, ...env } });

  it('says what to run where there are no results, and what to install where there is no Java', () => {
    const none = run({}, join(folder, 'nowhere'));
    assert.deepEqual([none.status, none.stderr.trim().split('\n').length], [2, 1]);
    assert.match(none.stderr, /run --allure writes them/);
    const javaless = run({ JAVA_HOME: join(folder, 'no-java') }, folder);
    assert.deepEqual([javaless.status, javaless.stderr.trim().split('\n').length], [2, 1]);
    assert.match(javaless.stderr, /needs Java 8 or newer/);
  });

  const java = spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;
  it('makes a report of them', { skip: java ? false : 'there is no Java here' }, () => {
    writeAllure(folder, aRecord(ofEveryVerdict), [aTrace()], 'en');
    const report = join(folder, 'report');
    const { status, stderr } = run({}, folder, report);
    assert.equal(status, 0, stderr);
    assert.ok(readdirSync(report).includes('index.html'), 'there is no index.html');
  });
});
