import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { judgeAgain } from '../../src/run/judge-again.ts';
import { readTraces } from '../../src/run/trace-files.ts';
import { type Happening, toNdjson } from '../../src/trace/index.ts';
import { began, call, end, eventsOf, RULE, seen } from '../judge/traces.ts';

const folder = mkdtempSync(join(tmpdir(), 'judge-again-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let folders = 0;
/** A report folder with these traces. */
function recorded(...traces: readonly (readonly Happening[])[]): string {
  folders += 1;
  const home = join(folder, String(folders));
  mkdirSync(join(home, 'traces'), { recursive: true });
  for (const [index, happenings] of traces.entries())
    writeFileSync(join(home, 'traces', `000${index}.ndjson`), toNdjson(eventsOf(happenings)));
  return home;
}

const verdictOf = (home: string, rules: readonly string[] = [RULE]): string | undefined =>
  judgeAgain(readTraces([home]), rules).record.judgement.rules[0]?.verdict;

describe('traces that are judged again', () => {
  it('give the verdict that their run gave', () => {
    assert.equal(verdictOf(recorded([began(), seen(1, 1), end])), 'pass');
    assert.equal(verdictOf(recorded([began(), seen(1, 1), end], [began(), seen(1, 2), end])), 'fail');
    assert.equal(verdictOf(recorded([began(), seen(1, 1)])), 'error', 'a scenario without its end was cut off');
  });

  it('say of which target, seed and time they are, and that this is not the whole of a run', () => {
    const { record } = judgeAgain(readTraces([recorded([began(), seen(1, 1), end])]), [RULE]);
    assert.equal(record.target, 'mock');
    assert.equal(record.seed, 1);
    assert.equal(record.startedAt, '2026-01-15T10:00:00+08:00');
    assert.equal(record.scope, `1 recorded trace; rules ${RULE}`);
  });

  it('of traffic that no scenario led show what is broken, and nothing that is kept', () => {
    const unsigned = call('POST', '/v3/pay/transactions/jsapi', { requestSignature: 'absent' });
    assert.equal(verdictOf(recorded([unsigned]), ['SIGN-REQUESTS']), 'fail');
    assert.equal(verdictOf(recorded([call('POST', '/v3/pay/transactions/jsapi')]), ['SIGN-REQUESTS']), 'not-observed');
  });

  it('are refused where they are of different runs', () => {
    const other = { ...began(), seed: 2 } as Happening;
    assert.throws(() => verdictOf(recorded([began(), end], [other, end])), /different seeds \(1, 2\)/);
    const sandbox = { ...began(), target: 'sandbox' } as Happening;
    assert.throws(() => verdictOf(recorded([began(), end], [sandbox, end])), /different targets \(mock, sandbox\)/);
    assert.throws(() => verdictOf(recorded([{ ...began(), target: 'trial' } as Happening, end])), /the target trial/);
    const home = recorded([began(), end]);
    const own = [began(['SHOP-OWN']), seen(1, 2, 'SHOP-OWN'), end];
    assert.throws(
      () => verdictOf(recorded(own), []),
      /stands under SHOP-OWN, which is no rule of the kit: give the --rules/,
    );
    assert.throws(() => readTraces([home, home]), /Two traces are named 0000\.ndjson/);
  });
});

describe('a file of a trace', () => {
  const path = join(folder, 'a.ndjson');
  const refused = (text: string, because: RegExp): void => {
    writeFileSync(path, text);
    assert.throws(() => readTraces([path]), because);
  };
  const line = toNdjson(eventsOf([end]));

  it('is refused with its line where it is cut off, no JSON, or something else', () => {
    refused('', /a\.ndjson is empty/);
    refused(line.slice(0, -4), /a\.ndjson ends in the middle of a line/);
    refused(`${line}{"seq":\n`, /a\.ndjson:2: this is no JSON/);
    refused(`${line}{"seq":2,"kind":"dance"}\n`, /a\.ndjson:2: this is no line of a trace/);
    const [first = '', ...rest] = toNdjson(eventsOf([began(), seen(1, 2), end])).split(/(?<=\n)/);
    refused(
      `${first}${rest.slice(1).join('')}`,
      /a\.ndjson:2: here the event 2 is due, and there is 3: lines were taken out/,
    );
    refused(`${first}${first}${rest.join('')}`, /a\.ndjson:2: here the event 2 is due, and there is 1/);
    refused('<html>\n', /a\.ndjson:1: this is no JSON/);
  });

  it('has to be there', () => {
    assert.throws(() => readTraces([join(folder, 'nowhere')]), /There is no trace or folder .*nowhere/);
    mkdirSync(join(folder, 'empty'));
    assert.throws(() => readTraces([join(folder, 'empty')]), /There are no traces in .*empty: they end in \.ndjson/);
  });
});
