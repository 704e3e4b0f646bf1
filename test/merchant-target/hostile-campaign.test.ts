import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { seededEntropy } from '../../src/protocol/entropy.ts';
import { stopwatch } from '../../src/time/index.ts';
import { fakeBackend, type Routes } from '../driver/fake-backend.ts';
import { PARAMS } from '../driver/play.ts';
import { reportOf, runKitUncovered } from './kit.ts';
import { profileOf } from './model/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-campaign-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const endless = 'x'.repeat(64 * 1024);
const flood: Routes[string] = (_, response) => {
  const more = (): void => {
    while (!response.destroyed && response.write(endless));
  };
  response.on('drain', more);
  more();
  return undefined;
};
const die: Routes[string] = (_, response) => void response.destroy();
const lie: Routes[string] = () => ({
  body: { token: 't', id: 'a', ...PARAMS, state: 'paid', fulfilled: 1, refund: 'R1', differences: [] },
});
/** JSON of all the names that a right backend answers with, and values that mean nothing. */
const chance = seededEntropy('anything');
const anything = (): unknown => {
  const values = [null, 1, 'x', true, [], {}, 'paid', chance(4).toString('hex')];
  const names = ['token', 'id', ...Object.keys(PARAMS), 'state', 'fulfilled', 'refund', 'differences'];
  return Object.fromEntries(names.map((name) => [name, values[(chance(1)[0] ?? 0) % values.length]]));
};

/** Is well behaved towards so many requests, as far as a liar can be, and then turns. */
const turning = (after: number, into: Routes[string]): Routes[string] => {
  let count = 0;
  return (got, response) => {
    count += 1;
    return (count > after ? into : lie)(got, response);
  };
};

const backends: Readonly<Record<string, Routes[string]>> = {
  'answers {} to everything': () => ({ body: {} }),
  'gives back what it is sent': ({ text, headers }) => ({
    headers: { 'content-type': headers['content-type'] ?? 'text/plain' },
    body: text,
  }),
  'says anything, by chance': () => ({ body: anything() }),
  lies: lie,
  floods: flood,
  'dies at each request': die,
  'lies, and floods in the middle': turning(40, flood),
  'lies, and dies in the middle': turning(40, die),
  'lies, and hangs in the middle': turning(40, () => undefined),
};

// Most of a run is waiting for answers that never come.
describe('over the whole campaign, a backend', { concurrency: 3 }, () => {
  for (const [index, [what, route]] of Object.entries(backends).entries()) {
    it(`that ${what} is judged to the end, and has passed nothing`, async (context) => {
      const backend = await fakeBackend({ 'GET /': () => ({}), '*': route });
      context.after(() => backend.close());
      const { launch: _, ...profile } = profileOf(0, { changes: { patience: '50ms' } });
      const path = join(folder, `profile-${index}.json`);
      const tearDown = [{ as: 'buyer', post: '/undone' }];
      writeFileSync(path, JSON.stringify({ ...profile, baseUrl: backend.url, tearDown }));
      const took = stopwatch();
      const credentials = ['--credentials', join(folder, `credentials-${index}`)];
      const run = await runKitUncovered(join(folder, `reports-${index}`), '--merchant', path, ...credentials);
      const { rules } = reportOf(run);
      assert.ok(rules.length >= 30, `${rules.length} rules were judged`);
      const wrong = rules.filter(({ verdict }) => verdict === 'pass' || verdict === 'error');
      assert.deepEqual(
        wrong.map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason ?? ''}`),
        [],
      );
      assert.ok(run.code === 1 || run.code === 4, `it ended with ${run.code}: ${run.err}`);
      assert.ok(took() < 120_000, `it took ${took()} ms`);
      if (what === 'lies')
        assert.ok(
          backend.got.some((got) => got.path === '/undone'),
          'nothing was torn down',
        );
    });
  }
});
