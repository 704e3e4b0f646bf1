import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MerchantProfile } from '../../src/merchant/profile/profile.ts';
import { clockHook } from '../../src/targets/merchant/backend-clock.ts';
import { fakedTimeFor, livesAhead, timeOf } from '../../src/targets/merchant/faked-backend.ts';

const profile = (changes: Partial<MerchantProfile>): MerchantProfile => ({
  name: 'shop',
  baseUrl: 'http://127.0.0.1:1',
  verbs: {},
  ...changes,
});
const nothing = { push: () => assert.fail('there is nothing to undo') };

describe('faketime in a profile', () => {
  it('is missing where the kit launches nothing', () => {
    const clock = { faketime: { step: '30s' } };
    const faked = fakedTimeFor(profile({ clock }), nothing);
    assert.deepEqual(faked, {
      missing: 'clock: faketime needs a backend that the kit launches, and the profile has no "launch"',
    });
    assert.equal(timeOf(faked), undefined);
    assert.equal(livesAhead(profile({ clock }), faked), false);
    assert.deepEqual(clockHook(clock, { missing: 'so' }), { missing: 'so' });
  });

  it('is not thought of where the profile says otherwise', () => {
    assert.equal(fakedTimeFor(profile({}), nothing), undefined);
    assert.equal(fakedTimeFor(profile({ clock: { command: './set-clock {now}' } }), nothing), undefined);
  });
});
