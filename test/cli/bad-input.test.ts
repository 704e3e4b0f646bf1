import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Command } from 'commander';
import { diffCommand } from '../../src/cli/diff-command.ts';
import { judgeCommand } from '../../src/cli/judge-command.ts';
import { mergeCommand } from '../../src/cli/merge-command.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { UserError } from '../../src/cli/user-error.ts';
import { verifyCommand } from '../../src/cli/verify-command.ts';
import { keyOfTheRun } from '../../src/evidence/dsse.ts';
import { writeReports } from '../../src/report/write-reports.ts';
import { judgeAgain } from '../../src/run/judge-again.ts';
import { began, end, eventsOf, RULE, seen } from '../judge/traces.ts';

const folder = mkdtempSync(join(tmpdir(), 'bad-input-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

before(async () => {
  const trace = { path: 'traces/0001.ndjson', events: eventsOf([began(), seen(1, 1), end]) };
  await writeReports(at('report'), judgeAgain([trace], [RULE]).record, [trace], []);
  const report = readFileSync(at('report/conformance.json'), 'utf8');
  writeFileSync(at('cut.json'), report.slice(0, 200));
  writeFileSync(at('foreign.json'), '{"tests":[]}');
  writeFileSync(at('page.html'), '<html></html>\n');
  writeFileSync(at('nothing'), '');
  writeFileSync(at('public.pem'), keyOfTheRun().publicKey);
  mkdirSync(at('odd/traces/a.ndjson'), { recursive: true });
  mkdirSync(at('folder'));
});

const everything = (): readonly string[] => readdirSync(folder, { recursive: true }).map(String).toSorted();

/** Has the command refuse: one line, 2, nothing written. */
async function refused(command: Command, args: readonly string[], because: RegExp): Promise<void> {
  const before = everything();
  await assert.rejects(command.exitOverride().parseAsync(['node', 'kit', ...args]), (failure: unknown) => {
    assert.ok(failure instanceof UserError, String(failure));
    assert.equal(failure.exitCode, 2);
    assert.match(failure.message, because);
    assert.doesNotMatch(failure.message, /\n/);
    return true;
  });
  assert.deepEqual(everything(), before);
}

const cases: readonly (readonly [name: string, make: () => Command, args: () => string[], because: RegExp])[] = [
  ['verify: no file', verifyCommand, () => [at('nowhere')], /There is no file .*nowhere$/],
  ['verify: a folder', verifyCommand, () => [at('report')], /report is a folder: name a file$/],
  ['verify: an empty file', verifyCommand, () => [at('nothing')], /no gzipped tar archive, or was cut off$/],
  ['verify: another file', verifyCommand, () => [at('page.html')], /no gzipped tar archive/],
  ['verify: a key that is not there', verifyCommand, () => [at('nothing'), '--key', at('nowhere')], /There is no file/],
  ['verify: a key that is a folder', verifyCommand, () => [at('nothing'), '--key', at('folder')], /is a folder/],
  ['verify: half a fingerprint', verifyCommand, () => [at('nothing'), '--key', 'sha256:12ab'], /no fingerprint/],
  ['judge: no file', judgeCommand, () => [at('nowhere')], /There is no trace or folder/],
  ['judge: an empty file', judgeCommand, () => [at('nothing')], /nothing is empty/],
  ['judge: a report', judgeCommand, () => [at('report/conformance.json')], /conformance\.json:1: this is no JSON/],
  ['judge: a page', judgeCommand, () => [at('page.html')], /page\.html:1: this is no JSON/],
  ['judge: a folder without traces', judgeCommand, () => [at('folder')], /There are no traces in/],
  ['judge: a folder in place of a trace', judgeCommand, () => [at('odd')], /a\.ndjson is no file of a trace$/],
  [
    'judge: reports where there is a file',
    judgeCommand,
    () => [at('report'), '--reports', at('nothing')],
    /--reports .*nothing cannot be a folder: .*nothing is a file$/,
  ],
  ['diff: no file', diffCommand, () => [at('report'), at('nowhere')], /There is no report .*nowhere$/],
  ['diff: a folder without a report', diffCommand, () => [at('folder'), at('report')], /There is no conformance\.json/],
  ['diff: half a report', diffCommand, () => [at('report'), at('cut.json')], /cut\.json is no JSON: it was cut off/],
  ['diff: JSON of another kind', diffCommand, () => [at('foreign.json'), at('report')], /is no report of this kit/],
  ['merge: no folder', mergeCommand, () => [at('nowhere'), '--reports', at('whole')], /There is no report/],
  ['merge: a whole run', mergeCommand, () => [at('report'), '--reports', at('whole')], /a whole run, and no shard/],
  ['merge: reports below a file', mergeCommand, () => [at('report'), '--reports', at('nothing/a')], /is a file$/],
  ['run: reports where there is a file', runCommand, () => ['--reports', at('nothing')], /is a file$/],
  ['run: a bundle where there is a folder', runCommand, () => ['--bundle', at('folder')], /is a folder: name a file/],
  ['run: a bundle below a file', runCommand, () => ['--bundle', at('nothing/a.tar.gz')], /nothing is a file$/],
  [
    'run: a key that is a folder',
    runCommand,
    () => ['--bundle', at('b'), '--bundle-key', at('folder')],
    /folder is a folder/,
  ],
  [
    'run: a public key to sign with',
    runCommand,
    () => ['--bundle', at('b'), '--bundle-key', at('public.pem')],
    /public\.pem: this is no private key/,
  ],
  ['run: a baseline that is a folder', runCommand, () => ['--baseline', at('folder')], /folder cannot be read: EISDIR/],
  ['run: a baseline of another kind', runCommand, () => ['--baseline', at('foreign.json')], /lacks known|not known/],
  ['run: half a baseline', runCommand, () => ['--baseline', at('cut.json')], /cut\.json(:\d+)?: /],
  [
    'run: attestations of another kind',
    runCommand,
    () => ['--merchant', at('m.yaml'), '--attestations', at('foreign.json')],
    /foreign\.json: the file /,
  ],
  [
    'run: attestations that are a page',
    runCommand,
    () => ['--merchant', at('m.yaml'), '--attestations', at('page.html')],
    /page\.html: this is another file, or an empty one: schemas\/attestations\.schema\.json/,
  ],
  [
    'run: attestations that are not there',
    runCommand,
    () => ['--merchant', at('m.yaml'), '--attestations', at('nowhere')],
    /There is no file/,
  ],
];

describe('input that cannot be used is told in one line, ends with 2, and nothing is written', () => {
  for (const [name, make, args, because] of cases) it(name, () => refused(make(), args(), because));
});
