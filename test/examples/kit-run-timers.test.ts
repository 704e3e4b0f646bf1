import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findLibrary } from '../../src/merchant/faketime/index.ts';
import { judged, reasonsOf, verdictsOf } from './judged-example.ts';

const library = findLibrary(process.env);
const skip = 'missing' in library ? library.missing : false;

describe('the kit, run on a shop with jobs of its own', () => {
  it('finds fastify-axios-plugin conformant', async () => {
    const { code, found } = await judged('fastify-axios-plugin');
    // Keys and prices its profile leaves unsaid.
    const unseen = ['CERTIFICATE-LEARNED', 'KEYS-BOTH', 'PRICE-SERVER', 'TLS-VERIFIED'];
    // A shop that polls may have learnt of a payment before the bill tells of it, or be busy with other orders until then.
    const either = ['RECONCILE-PAID', 'RECONCILE-QUERY'];
    const seldomSeen = verdictsOf(found, 'not-observed').filter((rule) => !either.includes(rule));
    assert.deepEqual(seldomSeen, unseen, reasonsOf(found, 'not-observed'));
    assert.deepEqual(
      found.rules.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-observed'),
      [],
    );
    assert.deepEqual([found.verdict, code], ['conformant', 0]);
  });

  it('finds fastify-axios-plugin conformant where its own timers run on faked time', { skip }, async () => {
    const timed = ['POLL-WHEN-SILENT', 'CLOSE-AFTER-EXPIRE', 'REORDER-AFTER-2H'];
    const changes = { clock: { faketime: { step: '30s' } }, patience: '3s' };
    const { code, found } = await judged(
      'fastify-axios-plugin',
      changes,
      timed.flatMap((rule) => ['--rule', rule]),
    );
    assert.deepEqual(verdictsOf(found, 'pass'), timed.sort());
    assert.deepEqual([found.verdict, code], ['conformant', 0]);
  });
});
