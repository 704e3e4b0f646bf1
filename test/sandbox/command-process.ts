import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sandboxCommand } from '../../src/cli/sandbox-command.ts';
import { UserError } from '../../src/cli/user-error.ts';
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
      const { exitCode, signalCode } = command.#child;
      if (exitCode !== null || signalCode !== null) throw new Error(`ended before it was ready: ${command.stderr}`);
    }
    return { command, ready: JSON.parse(command.stdout) as Ready };
  }

  /** Its exit code, once it has one. It must not end by a signal. */
  async ended(): Promise<number | null> {
    const late = wakeAfter(seconds(60), () => this.#child.kill('SIGKILL'));
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

/** Asserts that the command refuses to start with exit code 2 and one line. In this process: a refusal needs none of its own. */
export async function refusedCommand(args: readonly string[], message: RegExp): Promise<void> {
  const output = { stdout: '', stderr: '' };
  const command = sandboxCommand({
    stdout: (text) => {
      output.stdout += text;
    },
    stderr: (text) => {
      output.stderr += text;
    },
  });
  const ended = command.parseAsync(args, { from: 'user' });
  await assert.rejects(ended, (failure) => {
    assert.ok(failure instanceof UserError, String(failure));
    assert.equal(failure.exitCode, 2);
    assert.match(failure.message, /^[^\n]+$/, 'one line');
    assert.match(failure.message, message);
    return true;
  });
  assert.deepEqual(output, { stdout: '', stderr: '' });
}
