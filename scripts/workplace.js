// A folder and a sandbox for the time that a script runs: however it ends, also by a signal, nothing of them is left.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export function workplace(name) {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const children = new Set();
  process.on('exit', () => {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 }))
    process.on(signal, () => process.exit(code));

  /** The kit's own sandbox in a process of its own: where it is, and how to end it, which answers its exit code. */
  async function serve(node, main) {
    const credentials = join(folder, 'credentials');
    const child = spawn(node, [main, 'sandbox', '--port', '0', '--credentials', credentials], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    children.add(child);
    const ended = once(child, 'exit');
    for await (const line of createInterface({ input: child.stdout })) {
      const end = async () => {
        child.kill();
        return (await ended)[0];
      };
      return { url: JSON.parse(line).url, credentials, end };
    }
    throw new Error('the sandbox did not start');
  }
  return { folder, serve };
}
