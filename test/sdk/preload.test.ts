import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Backend, type Env } from './backend.ts';
import { stage } from './stage.ts';

const on = stage();

/** A backend that ends with its test. */
function backend(t: TestContext, env: Env, redirect = true): Backend {
  const started = new Backend('node-v3-backend.mjs', { ...on.env('public-key'), ...env }, redirect);
  t.after(() => started.end());
  return started;
}

describe('a backend that is not started as it should be', () => {
  it('is ended before it does anything where the preload is not told where the sandbox is', async (t) => {
    const { code, stdout, stderr } = await backend(t, { WECHATPAY_SANDBOX_TLS: undefined }).end();
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^wechatpay-conformance\/redirect: WECHATPAY_SANDBOX_TLS is not set: set it to .*\n$/);
  });

  it('does not talk to a sandbox whose certificate it cannot trust', async (t) => {
    const distrustful = backend(t, { NODE_EXTRA_CA_CERTS: undefined });
    await distrustful.open();
    assert.equal((await distrustful.call('query', 'an-order')).code, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    await distrustful.endWell();
  });

  it('turns to WeChat Pay itself without the preload, and is stopped by these tests alone', async (t) => {
    const stray = backend(t, {}, false);
    await stray.open();
    assert.equal((await stray.call('query', 'an-order')).failure, 'no answer came');
    const { code, stderr } = await stray.end();
    assert.deepEqual([code, stderr], [0, 'a connection to api.mch.weixin.qq.com would have left this machine\n']);
  });
});
