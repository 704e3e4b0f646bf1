import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import type { PaymentParams } from '../../src/protocol/index.ts';
import { seconds, wakeAfter } from '../../src/time/index.ts';

const GUARD = new URL('loopback-only.mjs', import.meta.url).href;
const PRELOAD = new URL('../../dist/src/redirect/redirect.js', import.meta.url).href;

export type Env = Readonly<Record<string, string | undefined>>;

/** What became of a notification. */
export interface Heard {
  readonly event_type?: string;
  /** In clear. */
  readonly resource?: Readonly<Record<string, unknown>>;
  /** Why it was not believed. */
  readonly refused?: string;
}

/** What an SDK handed back, as a test reads it: the fields that the answer it asked for must have. */
export interface Outcome {
  readonly status: number;
  readonly body: PaymentParams & Readonly<Record<string, unknown>>;
  /** What it threw. */
  readonly failure?: string;
  readonly code?: string;
  readonly openid?: string;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** A merchant's backend in a process of its own. */
export class Backend {
  url = '';
  #stdout = '';
  #stderr = '';
  readonly #heard: Heard[] = [];
  #wake = (): void => {};
  readonly #child;
  readonly #ended: Promise<unknown>;

  /** Starts a script of this folder, with the preload or without. A variable that is undefined is not set. */
  constructor(script: string, env: Env, redirect = true) {
    const own = Object.entries(process.env).filter(([name]) => !/^NODE_|_PROXY$/i.test(name));
    const preloads = redirect ? [GUARD, PRELOAD] : [GUARD];
    const NODE_OPTIONS = preloads.map((url) => `--import ${url}`).join(' ');
    this.#child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url))], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...Object.fromEntries(own), NODE_OPTIONS, ...env },
    });
    living.add(this.#child);
    this.#ended = once(this.#child, 'close').then(() => {
      living.delete(this.#child);
      this.#wake();
    });
    createInterface(this.#child.stdout).on('line', (line) => {
      this.#stdout += `${line}\n`;
      this.#take(JSON.parse(line) as Heard & { url?: string });
    });
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr += chunk;
    });
  }

  #take(line: Heard & { url?: string }): void {
    if (line.url) this.url = line.url;
    else this.#heard.push(line);
    this.#wake();
  }

  /** Resolves when the shop is open. */
  async open(): Promise<void> {
    await this.#until(() => this.url !== '', 'was not ready');
  }

  /** Has the backend do something with its SDK. */
  async call(verb: string, ...args: readonly (string | number | undefined)[]): Promise<Outcome> {
    const answer = await request(`${this.url}/${verb}`, { method: 'POST', body: JSON.stringify(args) });
    return (await answer.body.json()) as Outcome;
  }

  /** The next notification that was not asked for yet, once it is there. */
  async heard(): Promise<Heard> {
    await this.#until(() => this.#heard.length > 0, 'heard nothing');
    return this.#heard.shift() ?? {};
  }

  async #until(there: () => boolean, otherwise: string): Promise<void> {
    let late = false;
    const alarm = wakeAfter(seconds(20), () => {
      late = true;
      this.#wake();
    });
    while (!there()) {
      const end = late ? ' within 20 s' : ', and has ended';
      if (late || !living.has(this.#child)) throw new Error(`The backend ${otherwise}${end}: ${this.#stderr}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    alarm.cancel();
  }

  /** Ends it as its terminal would, unless it has ended by itself, and answers what it left. */
  async end(): Promise<Ended> {
    const late = wakeAfter(seconds(10), () => this.#child.kill('SIGKILL'));
    this.#child.stdin.on('error', () => {}).end();
    await this.#ended;
    late.cancel();
    return { code: this.#child.exitCode, stdout: this.#stdout, stderr: this.#stderr };
  }

  /** Ends it, and asserts that it ended well and had nothing to complain of. */
  async endWell(): Promise<void> {
    const { code, stderr } = await this.end();
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  }
}
