import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { tellGitHub } from '../../src/cli/on-github.ts';
import { NOTHING_HELD } from '../../src/judge/baseline.ts';
import { consoleReport } from '../../src/report/console-table.ts';
import { annotations, stepSummary } from '../../src/report/github.ts';
import { aRecord, aScenario, hostileRecord, judged, ofEveryVerdict } from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'github-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const KNOWN = { rule: 'A', reason: 'why `', expires: '2026-12-31' };

describe('annotations on GitHub', () => {
  it('are errors for musts and warnings for what is less or known', () => {
    const lines = annotations(aRecord(ofEveryVerdict), NOTHING_HELD, 'en');
    assert.deepEqual(
      lines.map((line) => /^::(\w+) title=([\w-]+)/.exec(line)?.slice(1)),
      [
        ['error', 'RULE-FAIL'],
        ['error', 'RULE-ERROR'],
        ['warning', 'RULE-WARN'],
      ],
    );
    assert.match(
      annotations(aRecord([judged('fail', { id: 'A' })]), { ...NOTHING_HELD, known: [KNOWN] }, 'en')[0] ?? '',
      /^::warning title=A/,
    );
  });

  it('name the scenario in the reader’s language', () => {
    const record = aRecord([judged('fail', {}, [aScenario('fail', { name: 'The fifty-first is not' })])]);
    assert.match(annotations(record, NOTHING_HELD, 'en')[0] ?? '', /:12 The fifty-first is not \(/);
    assert.match(annotations(record, NOTHING_HELD, 'zh-CN')[0] ?? '', /:12 第51次部分退款被拒绝 \(/);
  });

  it('are one line each, whatever the subject says, and no command of its own', () => {
    const lines = annotations(hostileRecord, NOTHING_HELD, 'en');
    assert.ok(lines.length > 0);
    for (const line of lines) {
      assert.doesNotMatch(line, /\p{Cc}/u);
      assert.equal(line.match(/^::error title=[^:]*::/)?.length, 1, line);
    }
  });

  it('are the only commands that a runner finds in what the run prints', () => {
    const said = '##[error]forged\n::error::forged ##[add-mask]e ##vso[task.complete]';
    const record = aRecord([
      judged('fail', { title: { en: said, zh: said } }, [aScenario('fail', { name: said, message: said })]),
      judged('not-observed', { id: 'B' }, [aScenario('not-observed', { message: said })]),
    ]);
    const printed = [
      consoleReport(record, { language: 'en', colour: false }),
      ...annotations(record, NOTHING_HELD, 'en'),
    ].join('\n');
    const commands = printed.split('\n').filter((line) => line.trimStart().startsWith('::'));
    assert.equal(commands.length, 1);
    assert.doesNotMatch(printed, /##\[|##vso\[/);
    assert.match(printed, /# #\[error\]forged ::error::forged/);
  });

  it('are no more than GitHub shows', () => {
    const many = Array.from({ length: 40 }, (_, index) => judged('fail', { id: `R-${index}` }));
    assert.equal(annotations(aRecord(many), NOTHING_HELD, 'en').length, 10);
  });
});

describe('the summary of a job on GitHub', () => {
  it('tells verdict, scope, counts, what is broken and what nobody knows', () => {
    const text = stepSummary(aRecord(ofEveryVerdict, { scope: 'rules X' }), 'en');
    for (const part of [
      '## Verdict: nonconformant',
      'Scope: rules X',
      '8 rules: ',
      '| RULE-FAIL |',
      '| RULE-NOT-OBSERVED |',
    ])
      assert.ok(text.includes(part), `${part} is not in\n${text}`);
    assert.match(stepSummary(aRecord(ofEveryVerdict), 'zh-CN'), /## 结论：不符合/);
    const unseen = judged('not-observed', {}, [aScenario('not-observed', { message: 'no refund was accepted' })]);
    assert.match(stepSummary(aRecord([unseen]), 'zh-CN'), /没有退款被受理/);
    const held = { ...NOTHING_HELD, known: [KNOWN] };
    assert.match(
      stepSummary(aRecord([judged('fail')]), 'en', held),
      /\n- A is broken, which is known .* 2026-12-31: why \\`/,
    );
    assert.match(stepSummary(aRecord([judged('pass')], { target: 'mock' }), 'en'), /nothing of yours was tested/);
  });

  it('has nothing of the subject’s as markup', () => {
    const text = stepSummary(hostileRecord, 'en');
    assert.doesNotMatch(text, /<(?!br)[a-z!]/i);
    assert.doesNotMatch(text, /(?<!\\)\]\(/);
  });

  it('is appended on a runner, and nowhere else', () => {
    const path = join(folder, 'summary.md');
    const record = aRecord([judged('pass')], { verdict: 'conformant' });
    tellGitHub(record, NOTHING_HELD, 'en', { GITHUB_STEP_SUMMARY: path });
    assert.throws(() => readFileSync(path));
    tellGitHub(record, NOTHING_HELD, 'en', { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path });
    tellGitHub(record, NOTHING_HELD, 'en', { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path });
    assert.equal(readFileSync(path, 'utf8').match(/## Verdict: conformant/g)?.length, 2);
  });
});
