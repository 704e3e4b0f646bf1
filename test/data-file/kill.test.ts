import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isRecord } from '../../src/protocol/wire.ts';
import { milliseconds, wakeAfter } from '../../src/time/index.ts';
import { Child } from './child.ts';
import { recordsIn, temporaryFolder } from './stage.ts';

const ROUNDS = 10;
const folder = temporaryFolder();

const nameOf = (record: unknown): string => (isRecord(record) ? String(record['record']) : '');

/** Lets a process append, and kills it a moment after its first record was settled. Gives back what it said to be settled. */
async function appendUntilKilled(child: Child): Promise<readonly string[]> {
  assert.equal(await child.ask('open'), 'opened');
  child.tell('append');
  const first = await child.line();
  const wait = milliseconds(randomInt(60));
  await new Promise<void>((done) => wakeAfter(wait, done));
  return [first, ...(await child.kill())];
}

describe('a process that is killed while it appends', () => {
  it(`loses nothing that it said was settled, ${ROUNDS} times in one file`, async (test) => {
    const path = join(folder, 'killed');
    const settled: string[] = [];
    let known: readonly string[] = [];
    let repairs = 0;
    for (let round = 0, next = Child.ready(path); round < ROUNDS; round += 1) {
      const child = await next;
      // Starting a process takes longest, so the next one starts meanwhile.
      if (round + 1 < ROUNDS) next = Child.ready(path);
      settled.push(...(await appendUntilKilled(child)));
      const { records, repaired } = await recordsIn(path);
      const names = records.map(nameOf);
      assert.deepEqual(names.slice(0, known.length), known, 'what was there before is still there');
      const missing = settled.filter((name) => !names.includes(name));
      assert.deepEqual(missing, []);
      if (repaired !== undefined) repairs += 1;
      known = names;
    }
    assert.equal(new Set(known).size, known.length, 'nothing is there twice');
    test.diagnostic(`${settled.length} of ${known.length} records settled, ${repairs} torn ends cut away`);
  });
});
