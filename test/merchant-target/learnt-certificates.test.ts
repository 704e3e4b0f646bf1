import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ATONCE, judge } from './judged-shop.ts';
import { tracesOf } from './kit.ts';

const RULE = 'CERTIFICATE-LEARNED';
const HOLDS_CERTIFICATES = { gateway: { listen: '127.0.0.1:0', keyMode: 'platform-certificate' } } as const;

describe('a shop that verifies with platform certificates', ATONCE, () => {
  it('passes where it downloads the new one', async () => {
    const { run, found } = await judge('none', [RULE], {}, {}, HOLDS_CERTIFICATES);
    assert.deepEqual(found, { [RULE]: 'pass' }, run.err);
    const events = tracesOf(run).flat();
    const asked = events.filter((event) => event.kind === 'exchange' && event.url.endsWith('/v3/certificates'));
    assert.ok(asked.length > 0, 'the shop downloaded no certificates');
  });

  it('is told of it where it knows the old one for ever', async () => {
    const { found } = await judge('never-learns-keys', [RULE], {}, {}, HOLDS_CERTIFICATES);
    assert.match(found[RULE] ?? '', /^warn: the answer to the latest notification: .*seen 401$/);
  });

  it('is not judged where it holds the public key', async () => {
    const { found } = await judge('never-learns-keys', [RULE]);
    assert.match(found[RULE] ?? '', /^not-observed: the profile does not say .*gateway\.keyMode: platform-certificate/);
  });
});
