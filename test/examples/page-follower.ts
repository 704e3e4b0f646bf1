import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import type { Block } from '../docs/page.ts';

/** A command of a page that a reader has run. */
export interface Done {
  readonly block: Block;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Packs the kit as it is built, and puts it where npm would, beside what it depends on: nothing is fetched. */
function install(folder: string): void {
  const npm = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const name = execFileSync('npm', npm, { cwd: packageRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const kit = join(folder, 'node_modules/wechatpay-conformance');
  mkdirSync(kit, { recursive: true });
  execFileSync('tar', ['xzf', join(folder, name.trim()), '--strip-components', '1', '-C', kit]);
  for (const entry of readdirSync(join(packageRoot, 'node_modules')))
    if (!entry.startsWith('.'))
      symlinkSync(join(packageRoot, 'node_modules', entry), join(folder, 'node_modules', entry));
}

/**
 * A reader of a page, in a folder of its own: does its blocks one after the other. A block that is marked with a file's name is
 * written to it; `install` stands for the package manager; `terminal` is left running; `run` and `exits-N` are run to their end.
 */
export class PageReader {
  readonly #folder: string;
  readonly #terminals: ReturnType<typeof spawn>[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Resolves with what was run. */
  async follow(blocks: readonly Block[]): Promise<readonly Done[]> {
    const done: Done[] = [];
    for (const block of blocks) {
      if (block.mark.includes('.')) writeFileSync(join(this.#folder, block.mark), block.text);
      else if (block.mark === 'install') install(this.#folder);
      else if (block.mark === 'terminal') await this.#leftRunning(block);
      else if (block.mark !== '') done.push(await this.#run(block));
    }
    return done;
  }

  async end(): Promise<void> {
    for (const terminal of this.#terminals) {
      if (terminal.exitCode !== null || terminal.signalCode !== null) continue;
      terminal.kill('SIGTERM');
      await once(terminal, 'close');
    }
  }

  /** Resolves when it has said something. */
  async #leftRunning({ text }: Block): Promise<void> {
    const terminal = this.#shell(`exec ${text.trim()}`);
    this.#terminals.push(terminal);
    await Promise.race([once(terminal.stdout, 'data'), once(terminal, 'close')]);
  }

  async #run(block: Block): Promise<Done> {
    const main = quoted(join(this.#folder, 'node_modules/wechatpay-conformance/dist/src/cli/main.js'));
    const shell = this.#shell(`npx() { shift; node ${main} "$@"; }\n${block.text}`);
    let [stdout, stderr] = ['', ''];
    shell.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    shell.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(shell, 'close')) as [number | null];
    return { block, code, stdout, stderr };
  }

  #shell(script: string) {
    const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter);
    const env = { ...process.env, PATH, NODE_OPTIONS: '' };
    return spawn('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: this.#folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 200_000,
    });
  }
}
