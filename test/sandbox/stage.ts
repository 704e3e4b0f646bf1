import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach } from 'node:test';
import { type KeyPair, systemEntropy } from '../../src/protocol/index.ts';
import { writeCredentialFiles } from '../../src/sandbox/credentials/credential-files.ts';
import { makeCredentials } from '../../src/sandbox/credentials/make-credentials.ts';
import { publishedKeys } from '../../src/targets/mock/published-keys.ts';
import { wallClock } from '../../src/time/index.ts';
import type { Answer } from './answer.ts';
import { Demo } from './demo.ts';
import { Receiver } from './receiver.ts';

/** A new folder for a file of tests, gone when they are. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Credentials made with keys that are published already, so that no test waits for new ones. */
export async function writePublishedCredentials(folder: string): Promise<void> {
  const keys = Object.values(publishedKeys);
  let next = 0;
  const keyPair = async (): Promise<KeyPair> => {
    const privateKey = createPrivateKey({ key: { ...keys[next++ % keys.length] }, format: 'jwk' });
    return { privateKey, publicKey: createPublicKey(privateKey) };
  };
  await writeCredentialFiles(folder, await makeCredentials(wallClock, systemEntropy, keyPair));
}

/** For each test of the file a sandbox of its own, with the same credentials, and a merchant's notify_url. */
export function stage(): { readonly demo: Demo; readonly shop: Receiver } {
  const folder = temporaryFolder();
  const open: { demo?: Demo; shop?: Receiver } = {};
  before(() => writePublishedCredentials(folder));
  beforeEach(async () => {
    open.demo = await Demo.start(folder);
    open.shop = await Receiver.open();
  });
  afterEach(async () => {
    await open.demo?.close();
    await open.shop?.close();
    assert.deepEqual(open.demo?.told, [], 'the sandbox told of something unexpected');
  });
  const there = <T>(thing: T | undefined): T => {
    assert.ok(thing, 'the stage is there only while a test runs');
    return thing;
  };
  return {
    get demo() {
      return there(open.demo);
    },
    get shop() {
      return there(open.shop);
    },
  };
}

/** Asserts an error of the control API: its status, its two fields, its code, and what it says. */
export function refused(answer: Answer, status: number, code: string, message: RegExp): void {
  assert.deepEqual(Object.keys(answer.body), ['error']);
  assert.deepEqual(Object.keys(answer.body.error), ['code', 'message']);
  assert.equal(answer.body.error.code, code);
  assert.match(answer.body.error.message, message);
  assert.equal(answer.status, status);
  assert.match(String(answer.headers['content-type']), /^application\/json/);
}

export const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/;
