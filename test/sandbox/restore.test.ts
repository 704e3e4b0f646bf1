import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { documentedPolicy } from '../../src/gateway/policy.ts';
import { systemEntropy } from '../../src/protocol/index.ts';
import { type Credentials, openCredentials } from '../../src/sandbox/credentials/credentials.ts';
import { wallClock } from '../../src/time/index.ts';
import { moves, theEnd } from './restore-moves.ts';
import { asJson, BEGIN, observed, World } from './restore-world.ts';
import { temporaryFolder, writePublishedCredentials } from './stage.ts';

const folder = temporaryFolder();
const on: { credentials?: Credentials } = {};
before(async () => {
  await writePublishedCredentials(folder);
  on.credentials = await openCredentials(folder, wallClock, systemEntropy);
});
const newWorld = (): World => {
  assert.ok(on.credentials);
  return new World(on.credentials);
};

describe('a desk restored from what another version kept', () => {
  it('has what that did not know as it is documented, and names what it does not know itself', () => {
    const world = newWorld();
    world.desk.change(world.desk.demo, { policy: { refundsPerOrder: 2, signsBusinessErrors: false } });
    world.stop();
    const lines = world.lines.map((line) => {
      const record = JSON.parse(line);
      if (record.kind !== 'terms') return line;
      const { notificationRetries: _, ...older } = record.policy;
      return JSON.stringify({ ...record, policy: { ...older, colour: 'red', refundsPerDay: 3 } });
    });
    assert.notDeepEqual(lines, world.lines);
    const later = new World(world.credentials, lines);
    assert.deepEqual(later.desk.demo.merchant.ledger.policy, {
      ...documentedPolicy,
      refundsPerOrder: 2,
      signsBusinessErrors: false,
    });
    assert.deepEqual(later.told, [
      'some.data sets the policy "colour", which this version does not have: it is left out',
      'some.data sets the policy "refundsPerDay", which this version does not have: it is left out',
    ]);
    later.stop();
  });
});

describe('a new platform certificate', () => {
  it('is the same one in the next life', () => {
    const world = newWorld();
    world.desk.change(world.desk.demo, { keyChange: { to: 'new-certificate', percent: 100 } });
    const made = world.desk.demo.merchant.platformKeys.next(BEGIN);
    world.stop();
    const later = new World(world.credentials, world.lines);
    const taken = later.desk.demo.merchant.platformKeys.next(BEGIN);
    assert.deepEqual([taken.id, taken.pem], [made.id, made.pem]);
    assert.equal(taken.sign(Buffer.from('text')), made.sign(Buffer.from('text')));
    assert.equal(later.lines.length, world.lines.length);
    later.stop();
  });
});

describe('a desk restored from what was kept', () => {
  it('is the one that kept it, and goes on as that one does', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(moves, { maxLength: 25, size: 'max' }), async (sequence) => {
        const world = newWorld();
        for (const [step, { what, make }] of [...sequence, ...theEnd].entries()) {
          const again = await world.again();
          assert.deepEqual(observed(again), observed(world), `before ${what}`);
          assert.deepEqual(again.lines, world.lines, `coming back before ${what} kept something new`);
          const from = world.sent.length;
          const replies = [];
          for (const each of [world, again]) {
            each.seed(`${step}`);
            replies.push(asJson(await make(each)));
            await each.idle();
          }
          again.stop();
          assert.deepEqual(replies[1], replies[0], `what comes of ${what}`);
          assert.deepEqual(again.sent, world.sent.slice(from), `what is told after ${what}`);
          assert.deepEqual(observed(again), observed(world), `after ${what}`);
          compared += 1;
        }
        world.stop();
      }),
      { numRuns: 60, includeErrorInReport: true },
    );
    assert.ok(compared > 60 * theEnd.length);
  });
});
