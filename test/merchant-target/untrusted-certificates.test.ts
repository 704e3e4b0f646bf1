import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ATONCE, judge } from './judged-shop.ts';
import { tracesOf } from './kit.ts';

const RULES = ['TLS-VERIFIED', 'SIGN-REQUESTS'];
const SERVED = { gateway: { listen: '127.0.0.1:0', tls: '127.0.0.1:0' } };
const OVER_TLS = { GATEWAY: '{gateway.tlsUrl}', NODE_EXTRA_CA_CERTS: '{credentials}/ca.pem' };

const judgeOver = (name: string, env: Readonly<Record<string, string>>, changes: object) =>
  judge(name, RULES, {}, env, changes);

describe('a shop that reaches the gateway over TLS', ATONCE, () => {
  it('passes where it refuses a certificate that is not to be trusted', async () => {
    const { run, found } = await judgeOver('none', OVER_TLS, SERVED);
    assert.deepEqual(found, { 'TLS-VERIFIED': 'pass', 'SIGN-REQUESTS': 'pass' }, run.err);
    const met = tracesOf(run).map((events) => events.filter(({ kind }) => kind === 'impostor'));
    const certificates = met.flat().flatMap((event) => (event.kind === 'impostor' ? [event.certificate] : []));
    assert.deepEqual([...new Set(certificates)].sort(), ['other-name', 'untrusted']);
  });

  it('is told of it where it talks to whoever answers', async () => {
    const { run, found } = await judgeOver('trusts-any-certificate', OVER_TLS, SERVED);
    assert.match(
      found['TLS-VERIFIED'] ?? '',
      /^warn: what the merchant sent to somebody else: expected nothing, seen POST \/v3\/pay\/transactions\/jsapi/,
    );
    assert.equal(found['SIGN-REQUESTS'], 'pass', run.err);
  });

  it('earns nothing over plain HTTP, and is told what to do', async () => {
    const without = await judgeOver('trusts-any-certificate', {}, {});
    assert.match(without.found['TLS-VERIFIED'] ?? '', /^not-observed: the gateway is served over .*gateway\.tls/);
    const unused = await judgeOver('trusts-any-certificate', {}, SERVED);
    assert.match(unused.found['TLS-VERIFIED'] ?? '', /^not-observed: the backend reaches .*\{gateway\.tlsUrl\}/);
  });
});
