import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { privateKeyPem } from '../../src/protocol/index.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { publishedKeys } from '../../src/targets/mock/published-keys.ts';
import { Demo } from '../sandbox/demo.ts';
import { temporaryFolder, writePublishedCredentials } from '../sandbox/stage.ts';
import type { Env } from './backend.ts';

export type KeyMode = 'public-key' | 'platform-certificate';

export interface Stage {
  readonly demo: Demo;
  readonly sandbox: Sandbox;
  /** What a backend is started with, in an environment as the how-to page has it. */
  env(keyMode: KeyMode): Env;
}

/** One sandbox for the tests of a file, with TLS and a proxy. */
export function stage(): Stage {
  const folder = temporaryFolder();
  const credentials = join(folder, 'credentials');
  const told: string[] = [];
  const open: { demo?: Demo; sandbox?: Sandbox } = {};
  before(async () => {
    await writePublishedCredentials(credentials);
    // Any key but the merchant's own, which is the first of those that are published.
    const stranger = createPrivateKey({ key: { ...publishedKeys.stranger }, format: 'jwk' });
    writeFileSync(join(folder, 'stranger.pem'), privateKeyPem(stranger));
    const tell = (line: string): void => void told.push(line);
    const ports = { host: '127.0.0.1', port: 0, tlsPort: 0, proxyPort: 0 };
    const sandbox = await startSandbox({ ...ports, credentials, tell });
    open.sandbox = sandbox;
    open.demo = await Demo.join(sandbox, () => sandbox.close(), told);
  });
  after(async () => {
    await (open.demo ?? open.sandbox)?.close();
    assert.deepEqual(told, [], 'the sandbox told of something unexpected');
  });
  const there = <T>(thing: T | undefined): T => {
    assert.ok(thing, 'the stage is there only while a test runs');
    return thing;
  };
  return {
    get demo() {
      return there(open.demo);
    },
    get sandbox() {
      return there(open.sandbox);
    },
    env: (keyMode) => ({
      CREDENTIALS: credentials,
      KEY_MODE: keyMode,
      STRANGERS_KEY: join(folder, 'stranger.pem'),
      CACHE: join(folder, `cache-${keyMode}`),
      NODE_EXTRA_CA_CERTS: join(credentials, 'ca.pem'),
      WECHATPAY_SANDBOX_TLS: there(open.sandbox).tlsUrl,
    }),
  };
}
