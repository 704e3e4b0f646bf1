import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import type { Step } from './page.ts';

/** What came of a step: undefined where the reader did not get there. */
export interface Outcome {
  readonly succeeded: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Why nobody can do what a page says on this machine; undefined where it can be done. */
export function whyNoReader(): string | undefined {
  if (process.platform === 'win32') return 'the page is for POSIX shells';
  const missing = ['bash', 'curl', 'sed'].filter((tool) => spawnSync(tool, ['--version']).error);
  return missing.length === 0 ? undefined : `this machine has no ${missing.join(', ')}`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const PREAMBLE = `
set -euo pipefail
trap 'kill $(jobs -p) 2> error-of-end || true' EXIT
npx() { [ "$1" = wechatpay-conformance ]; shift; node --import tsx ${quoted(join(packageRoot, 'src/cli/main.ts'))} "$@"; }
`;

/** One step: what it says goes to files, and a third says that it came to its end. */
function scripted({ block: { mark, text } }: Step, index: number): string {
  const streams = `> stdout-${index} 2> stderr-${index}`;
  if (mark === 'run') return `{\n${text}\n} ${streams}\ntouch done-${index}\n`;
  if (mark.startsWith('exits-'))
    return `code=0\n( ${text.trim()} ) ${streams} || code=$?\n[ $code = ${mark.slice('exits-'.length)} ]\ntouch done-${index}\n`;
  // It has come up when it has said something.
  return `( exec ${text.trim()} ) ${streams} &
for _ in $(seq 600); do [ -s stdout-${index} ] && break; sleep 0.05; done
[ -s stdout-${index} ]
touch done-${index}
`;
}

/** Does what a page says, step by step in one shell, in a folder. It stops at the first step that fails. */
export async function follow(folder: string, steps: readonly Step[]): Promise<readonly (Outcome | undefined)[]> {
  symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'page.sh'), [PREAMBLE, ...steps.map(scripted)].join('\n'));
  const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const shell = spawn('bash', ['page.sh'], {
    cwd: folder,
    env: { ...process.env, PATH },
    stdio: 'ignore',
    timeout: 400_000,
  });
  await once(shell, 'close');
  const textOf = (name: string): string =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
  return steps.map((_, index) =>
    existsSync(join(folder, `stdout-${index}`))
      ? {
          succeeded: existsSync(join(folder, `done-${index}`)),
          stdout: textOf(`stdout-${index}`),
          stderr: textOf(`stderr-${index}`),
        }
      : undefined,
  );
}
