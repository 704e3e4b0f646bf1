import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('keeper.ts', import.meta.url));

/** A process of its own that has a data file. */
export class Child {
  readonly #process;
  readonly #closed: Promise<unknown>;
  #said = '';

  constructor(path: string) {
    this.#process = spawn(process.execPath, ['--import', 'tsx', entry, path], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
    });
    this.#closed = once(this.#process, 'close');
    after(() => this.kill());
  }

  static async ready(path: string): Promise<Child> {
    const child = new Child(path);
    await child.line();
    return child;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  tell(order: 'open' | 'close' | 'append'): void {
    this.#process.stdin.write(`${order}\n`);
  }

  ask(order: 'open' | 'close'): Promise<string> {
    this.tell(order);
    return this.line();
  }

  /** The next line that it says. */
  async line(): Promise<string> {
    while (!this.#said.includes('\n')) {
      await Promise.race([once(this.#process.stdout, 'data'), this.#closed]);
      if (this.#process.exitCode !== null) throw new Error('The process ended and said nothing more');
    }
    const [line = '', ...rest] = this.#said.split('\n');
    this.#said = rest.join('\n');
    return line;
  }

  /** Ends it with SIGKILL; gives back the whole lines that it said and nobody read. */
  async kill(): Promise<readonly string[]> {
    this.#process.kill('SIGKILL');
    await this.#closed;
    return this.#said.split('\n').slice(0, -1);
  }
}
