import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { campaign } from './campaign.ts';
import { memoryComplaints } from './memory.ts';
import { PLACES } from './places.ts';
import { finding, summary } from './wording.ts';

const COUNT = 750;

describe('whatever is sent to the sandbox', () => {
  for (const [name, seed] of [
    ['from a seed that stays', 20_260_115],
    ['from a seed of the day', Math.floor(Math.random() * 2 ** 31)],
  ] as const) {
    it(`is answered, and changes nothing where it is refused (${name})`, async (t) => {
      t.diagnostic(`seed ${seed}: node --import tsx test/fuzz/main.ts ${COUNT} ${seed}`);
      const outcome = await campaign(COUNT, seed);
      t.diagnostic(summary(outcome));
      assert.deepEqual(
        outcome.findings.map((found) => finding(seed, found)),
        [],
      );
      assert.deepEqual(memoryComplaints(outcome.memory), []);
      // Where one of these is missing, what was sent was not of every kind.
      for (const status of [200, 204, 400, 401, 403, 404, 405, 413])
        assert.ok(outcome.statuses.has(status), `no answer was ${status}`);
      for (const place of PLACES) assert.ok(outcome.reached.has(place), `no ${place} was answered with 200`);
    });
  }
});
