import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { surgery } from './shop.ts';

const theatre = surgery();

describe('a backend that reconciles', () => {
  it('is no wrong one for having no bill to look at', async () => {
    const told = await theatre.examined();
    assert.match(
      told.line('reconcile'),
      /^(?:. reconcile: it asked WeChat Pay for the bill of \d{4}-\d\d-\d\d, of which there is none|✓ reconcile: POST \/reconciliations 200)/,
    );
    assert.deepEqual(told.faults, []);
  });

  it('is told where it cannot be asked', async () => {
    const reconcile = [{ as: 'buyer', post: '/no-such-path', take: { differences: '$' } }];
    const told = await theatre.examined({ verbs: { reconcile } });
    assert.match(told.line('reconcile'), /^✗ reconcile: .*\/no-such-path was answered 404/);
    assert.equal(told.faults.length, 1);
  });

  it('is not asked where its profile says that it does not', async () => {
    const told = await theatre.examined({ verbs: { reconcile: { absent: 'the books are kept elsewhere' } } });
    assert.match(told.line('reconcile'), /^– reconcile: not checked: .*the books are kept elsewhere$/);
  });
});
