import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import { progress } from '../../src/cli/progress.ts';

const envelope = (kind: 'testCase' | 'testCaseFinished' | 'testRunFinished'): Envelope => ({ [kind]: {} }) as Envelope;

/** What is written while so many scenarios are played. */
function written(scenarios: number, isTTY: boolean): readonly string[] {
  const lines: string[] = [];
  const heard = progress({ isTTY, write: (text: string) => lines.push(text) });
  for (let index = 0; index < scenarios; index += 1) heard(envelope('testCase'));
  for (let index = 0; index < scenarios; index += 1) heard(envelope('testCaseFinished'));
  heard(envelope('testRunFinished'));
  return lines;
}

describe('progress', () => {
  it('is told on a terminal in one line, which is gone in the end', () => {
    const lines = written(4, true);
    assert.deepEqual(
      lines.map((line) => line.replace('\r\u001b[2K', '')),
      ['1/4 · 25 %', '2/4 · 50 %', '3/4 · 75 %', '4/4 · 100 %', ''],
    );
    for (const line of lines) assert.ok(line.startsWith('\r'), JSON.stringify(line));
  });

  it('is written a hundred times at the most', () => assert.ok(written(5_000, true).length <= 102));
  it('is told nowhere else', () => assert.deepEqual(written(4, false), []));
});
