import { spawn } from 'node:child_process';
import { BackendFailed } from '../../actors/index.ts';
import { wakeAfter } from '../../time/index.ts';
import { briefGroupOf } from '../process-group.ts';
import type { Limits } from './send.ts';
import type { ShellText } from './shell-text.ts';

export interface CommandEnded {
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** What a shell answers where there is no such command, or none that can be run. */
const NOT_RUN: ReadonlySet<number> = new Set([126, 127]);

/**
 * Runs a command of the profile and waits for its end; nothing of it is left behind. Throws a BackendFailed where it cannot
 * be run, does not end or has no end of output.
 */
export function runCommand(
  { text, env }: ShellText,
  place: { readonly folder: string; readonly env: NodeJS.ProcessEnv; readonly title: string },
  limits: Limits,
): Promise<CommandEnded> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that what the shell started ends with it.
    const child = spawn('/bin/sh', ['-c', text], {
      cwd: place.folder,
      env: { ...place.env, ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const group = child.pid === undefined ? undefined : briefGroupOf(child.pid);
    const end = (): void => group?.kill();
    const fail = (what: string): void => {
      alarm.cancel();
      end();
      reject(new BackendFailed(`${place.title}: ${what}`));
    };
    const alarm = wakeAfter(limits.within, () => fail(`the command did not end within ${limits.within / 1_000} s`));
    const collect = (stream: NodeJS.ReadableStream): Buffer[] => {
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > limits.bytes) fail(`the command writes more than ${limits.bytes} bytes`);
        else chunks.push(chunk);
      });
      return chunks;
    };
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    child.on('error', () => fail('the command cannot be run: is the folder there, and a shell?'));
    // What it left running in the background holds its output open: it ends with the command.
    child.on('exit', end);
    child.on('close', (code) => {
      alarm.cancel();
      if (code !== null && NOT_RUN.has(code))
        return fail(`there is no such command, or it may not be run (exit code ${code})`);
      resolve({ exitCode: code ?? undefined, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) });
    });
  });
}
