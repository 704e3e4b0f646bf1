import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { seconds, wakeAfter } from '../../src/time/index.ts';

const TSX = import.meta.resolve('tsx');
const PRELOAD = new URL('../../dist/src/redirect/redirect.js', import.meta.url).href;
const GUARD = new URL('../sdk/loopback-only.mjs', import.meta.url).href;

const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

export type ShopAnswer = Readonly<{ status: number; body: Record<string, unknown> }>;

/** An example's server in a process of its own, on a port of its own. */
export class ShopProcess {
  url = '';
  #stderr = '';
  readonly #child;
  readonly #ended: Promise<unknown>;

  private constructor(example: string, env: Readonly<Record<string, string | undefined>>) {
    const script = fileURLToPath(new URL(`../../examples/${example}/server.mjs`, import.meta.url));
    const own = Object.entries(process.env).filter(([name]) => !/^NODE_|_PROXY$/i.test(name));
    // The sources need a compiler in the process, which the preload, compiled as users have it, does not.
    const preloads = [GUARD, env['WECHATPAY_SANDBOX_TLS'] ? PRELOAD : TSX];
    const NODE_OPTIONS = preloads.map((url) => `--import ${url}`).join(' ');
    this.#child = spawn(process.execPath, [script], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...Object.fromEntries(own), NODE_OPTIONS, PORT: '0', TEST_CLOCK: '1', ...env },
    });
    living.add(this.#child);
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr += chunk;
    });
    this.#ended = once(this.#child, 'close').then(() => living.delete(this.#child));
  }

  /** Resolves when it has said where it is. */
  static async start(example: string, env: Readonly<Record<string, string | undefined>>): Promise<ShopProcess> {
    const shop = new ShopProcess(example, env);
    const late = wakeAfter(seconds(30), () => shop.#child.kill('SIGKILL'));
    for await (const line of createInterface(shop.#child.stdout)) {
      shop.url = (JSON.parse(line) as { url: string }).url;
      break;
    }
    late.cancel();
    if (shop.url === '') throw new Error(`${example} did not start: ${shop.#stderr}`);
    return shop;
  }

  /** What it complained of. */
  get complaints(): string {
    return this.#stderr;
  }

  async ask(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ShopAnswer> {
    const answer = await request(`${this.url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  }

  /** Ends it as its terminal would, and asserts that it ended well. */
  async end(): Promise<void> {
    const late = wakeAfter(seconds(15), () => this.#child.kill('SIGKILL'));
    this.#child.kill('SIGTERM');
    await this.#ended;
    late.cancel();
    assert.deepEqual([this.#child.exitCode, this.#child.signalCode], [0, null], this.#stderr);
  }
}
