import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { seconds, wakeAfter } from '../../src/time/index.ts';

const entry = fileURLToPath(new URL('command-entry.ts', import.meta.url));
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** The ready line. */
export interface Ready {
  readonly url: string;
  readonly tlsUrl?: string;
  readonly proxy?: string;
  readonly control: string;
  readonly credentials: string;
}

/** The command in a process of its own. */
export class Command {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<{ code: number | null; signal: string | null }>;

  constructor(...args: readonly string[]) {
    this.#child = spawn(process.execPath, ['--import', 'tsx', entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(this.#child);
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.stdout += chunk;
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk;
    });
    this.#ended = once(this.#child, 'close').then(([code, signal]) => {
      running.delete(this.#child);
      return { code: code as number | null, signal: signal as string | null };
    });
  }

  static async ready(...args: readonly string[]): Promise<{ command: Command; ready: Ready }> {
    const command = new Command(...args);
    while (!command.stdout.includes('\n')) {
      await Promise.race([once(command.#child.stdout ?? command.#child, 'data'), command.#ended]);
      if (command.#child.exitCode !== null) throw new Error(`ended before it was ready: ${command.stderr}`);
    }
    return { command, ready: JSON.parse(command.stdout) as Ready };
  }

  /** Its exit code, once it has one. It must not end by a signal. */
  async ended(): Promise<number | null> {
    const late = wakeAfter(seconds(20), () => this.#child.kill('SIGKILL'));
    const { code, signal } = await this.#ended;
    late.cancel();
    assert.equal(signal, null);
    return code;
  }

  stop(signal: 'SIGTERM' | 'SIGINT'): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended();
  }

  /** Ends it at once, with nothing left for it to do. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
