import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inheritedEnvironment } from '../../src/targets/merchant/inherited-environment.ts';

describe('the environment that a backend inherits', () => {
  it('is left as it is where no proxy is named', () => {
    const env = { PATH: '/bin', NO_PROXY: 'shop.example' };
    assert.deepEqual(inheritedEnvironment(env), env);
  });

  for (const name of ['HTTP_PROXY', 'https_proxy', 'ALL_PROXY']) {
    it(`takes loopback addresses out of ${name}`, () => {
      const env = inheritedEnvironment({ [name]: 'http://proxy.example:3128' });
      assert.equal(env['NO_PROXY'], '127.0.0.1,localhost,::1');
      assert.equal(env['no_proxy'], env['NO_PROXY']);
      assert.equal(env[name], 'http://proxy.example:3128');
    });
  }

  it('keeps what is taken out already', () => {
    const env = inheritedEnvironment({ HTTP_PROXY: 'http://proxy.example:3128', no_proxy: 'shop.example' });
    assert.equal(env['no_proxy'], 'shop.example,127.0.0.1,localhost,::1');
  });
});
