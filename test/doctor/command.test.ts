import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { surgery } from './shop.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const theatre = surgery();

const doctor = (...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, 'doctor', ...args], {
    cwd: theatre.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

async function ended(child: ChildProcess, heard: (out: string) => void = () => {}): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    heard(out);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, out, err };
}

const gone = (port: number): Promise<void> =>
  assert.rejects(request(`http://127.0.0.1:${port}/healthz`), 'the backend is still there');

describe('doctor', () => {
  it('goes step by step, ends with 0 where all is well, and leaves nothing', async () => {
    const { path, port } = await theatre.write({});
    const { code, out, err } = await ended(
      doctor('--merchant', path, '--credentials', theatre.credentials, '--listen', '127.0.0.1:0'),
    );
    assert.deepEqual([code, err], [0, ''], out);
    const headings = out.split('\n').filter((line) => /^\w/.test(line));
    assert.deepEqual(headings, [
      'Profile',
      'Credentials',
      'Backend',
      "The kit's gateway, as the backend reaches it",
      'Verbs, until the payment',
      'Payment and its notification',
      'Verbs, after the payment',
      'Clock, observers and tear-down',
      'Everything that the profile describes answers. Judge it with "run --merchant".',
    ]);
    await gone(port);
  });

  it('ends with what to do first, in the language asked for', async () => {
    const { path } = await theatre.write({ verbs: { cancelOrder: [{ as: 'buyer', post: '/nowhere' }] } });
    const args = ['--merchant', path, '--credentials', theatre.credentials];
    const english = await ended(doctor(...args));
    assert.equal(english.code, 1, english.err);
    assert.match(
      english.out,
      /\nOne check failed\. Do this first \(Verbs, after the payment, cancelOrder\): correct the path in verbs\.cancelOrder\[0\]: your backend has none such\n$/,
    );
    const chinese = await ended(doctor(...args, '--lang', 'zh-CN'));
    assert.equal(chinese.code, 1, chinese.err);
    assert.match(
      chinese.out,
      /\n1项检查未通过。 请先处理 \(动作（verbs）：支付之后, cancelOrder\): 改正verbs\.cancelOrder\[0\]的路径/,
    );
  });

  it('asks for a profile, and ends with 2 where there is none', async () => {
    const none = await ended(doctor());
    assert.deepEqual([none.code, none.out], [2, '']);
    assert.match(none.err, /--merchant/);
    const missing = await ended(doctor('--merchant', 'nowhere.yaml'));
    assert.equal(missing.code, 2);
    assert.match(missing.out, /✗ file: .*nowhere\.yaml: there is no such file/);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`ends the backend with itself on ${signal}`, async () => {
      // It asks for its answer for longer than any test waits.
      const readOrder = [{ as: 'buyer', get: '/orders/{order}', take: { state: '$.state' } }, { command: 'sleep 600' }];
      const { path, port } = await theatre.write({ verbs: { readOrder } });
      const child = doctor('--merchant', path, '--credentials', theatre.credentials);
      let told = false;
      const { signal: by } = await ended(child, (out) => {
        if (told || !out.includes('paymentParams')) return;
        told = true;
        child.kill(signal);
      });
      assert.equal(by, signal);
      await gone(port);
    });
  }
});
