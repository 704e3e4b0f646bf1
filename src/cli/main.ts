#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { printable } from '../report/printable.ts';
import { kit } from '../run/kit.ts';
import { UserError } from './user-error.ts';

/** Each sub-command is loaded when it is asked for: a run must not wait for the sandbox's server, nor the other way. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./run-command.ts')).runCommand(),
  sandbox: async () => (await import('./sandbox-command.ts')).sandboxCommand(),
  explore: async () => (await import('./explore-command.ts')).exploreCommand(),
  doctor: async () => (await import('./doctor-command.ts')).doctorCommand(),
  init: async () => (await import('./init-command.ts')).initCommand(),
  explain: async () => (await import('./explain-command.ts')).explainCommand(),
  steps: async () => (await import('./steps-command.ts')).stepsCommand(),
  judge: async () => (await import('./judge-command.ts')).judgeCommand(),
  diff: async () => (await import('./diff-command.ts')).diffCommand(),
  merge: async () => (await import('./merge-command.ts')).mergeCommand(),
  verify: async () => (await import('./verify-command.ts')).verifyCommand(),
  coverage: async () => (await import('./coverage-command.ts')).coverageCommand(),
  rules: async () => (await import('./rules-command.ts')).rulesCommand(),
};

async function main(argv: readonly string[]): Promise<void> {
  const { name, version } = kit();
  const program = new Command(name)
    .description('Conformance test kit for WeChat Pay APIv3 Mini Program payment. Independent and unofficial.')
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: inOneLine });
  for (const command of await Promise.all(needed(argv[2] ?? '').map((load) => load()))) {
    program.addCommand(command.exitOverride().configureOutput({ outputError: inOneLine }));
  }
  await program.parseAsync([...argv]);
}

/** What has to be loaded for the first word: for the version nothing, and all where it names no command, for what help tells of each. */
function needed(word: string): readonly (() => Promise<Command>)[] {
  if (word === '--version' || word === '-V') return [];
  // Of an object's own words alone: `constructor` is no command.
  const load = Object.hasOwn(commands, word) ? commands[word] : undefined;
  return load ? [load] : Object.values(commands);
}

/** What is wrong with the command line, and where to look: commander's own words in one line. */
function inOneLine(text: string, write: (line: string) => void): void {
  const words = text
    .replace(/^error: /, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ');
  write(`wechatpay-conformance: ${printable(words)} — see --help\n`);
}

function explain(failure: unknown): number {
  if (failure instanceof CommanderError) {
    // Help and version end well; whatever else the command line could not be read as is the user's to mend.
    return failure.exitCode === 0 ? 0 : 2;
  }
  if (failure instanceof UserError) {
    // What files hold and subjects send is in it: neither may command the terminal.
    process.stderr.write(`wechatpay-conformance: ${printable(failure.message)}\n`);
    return failure.exitCode;
  }
  const stack = failure instanceof Error ? failure.stack : String(failure);
  const lines = String(stack).split('\n').map(printable).join('\n');
  process.stderr.write(`wechatpay-conformance failed itself, which is a bug of the kit: ${lines}\n`);
  return 5;
}

main(process.argv).catch((failure: unknown) => {
  process.exitCode = explain(failure);
});
