// Runs the features on several versions of Node, each from the registry's own `node` package.
// node scripts/on-nodes.js [20 22 24 26]
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = join(root, 'dist/src/cli/main.js');
const versions = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['20', '22', '24', '26'];
const folder = mkdtempSync(join(tmpdir(), 'on-nodes-'));
let failed = false;

for (const version of versions) {
  const home = join(folder, version);
  try {
    execFileSync('mkdir', ['-p', home]);
    writeFileSync(join(home, 'package.json'), '{"private":true}');
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', `node@${version}`], {
      cwd: home,
      stdio: 'ignore',
    });
  } catch {
    process.stdout.write(`Node ${version}: cannot be had from the registry\n`);
    failed = true;
    continue;
  }
  const node = join(home, 'node_modules/node/bin/node');
  const name = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  const run = spawnSync(node, [main, 'run', '--reports', join(home, 'reports')], { encoding: 'utf8' });
  const [counts = run.stderr.trim()] = /^\d+ rules: .*$/m.exec(run.stdout) ?? [];
  process.stdout.write(`Node ${name}: exit ${run.status}; ${counts}\n`);
  failed ||= run.status !== 0;
}
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
