import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { findLibrary } from '../../src/merchant/faketime/index.ts';
import type { MerchantProfile } from '../../src/merchant/profile/profile.ts';
import { surgery } from './shop.ts';

const theatre = surgery();
const library = findLibrary(process.env);
const skip = 'missing' in library ? library.missing : false;
const SEES = /; with it a run sees .*CLOSE-AFTER-EXPIRE/;

/** The example of a backend with a clock hook, met as one that has none. */
const faked =
  (launch: (launch: MerchantProfile['launch']) => MerchantProfile['launch'] = (same) => same) =>
  (profile: MerchantProfile): object => ({
    ...profile,
    launch: launch(profile.launch),
    clock: { faketime: {} },
  });

describe('doctor, on a backend under faketime', { skip }, () => {
  it('takes it one step on', async () => {
    const told = await theatre.examined({ profile: faked() });
    assert.deepEqual(told.faults, []);
    assert.equal(told.line('clock'), '✓ clock: answered');
    assert.match(told.line('signature of its calls'), /right, on all calls/);
  });

  it('tells of one that does not go along', async () => {
    const bare = faked((launch) => launch && { ...launch, command: `unset LD_PRELOAD; ${launch.command}` });
    const told = await theatre.examined({ profile: bare });
    assert.deepEqual(told.faults, []);
    assert.match(
      told.line('clock'),
      /^– clock: not checked: the backend does not live by the time that faketime gives it/,
    );
    assert.match(told.line('clock'), SEES);
  });
});

describe('doctor, without libfaketime', () => {
  const before = process.env['LIBFAKETIME'];
  after(() => {
    if (before === undefined) delete process.env['LIBFAKETIME'];
    else process.env['LIBFAKETIME'] = before;
  });

  it('says what is missing, and examines all else', async () => {
    process.env['LIBFAKETIME'] = '/nowhere/libfaketime.so.1';
    const told = await theatre.examined({ profile: faked() });
    assert.deepEqual(told.faults, []);
    assert.match(told.line('clock'), /^– clock: not checked: .*(?:there is no such file|on Linux alone)/);
    assert.match(told.line('clock'), SEES);
  });
});
