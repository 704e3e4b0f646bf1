// Installs the package as a user does, from what `npm pack` makes, and uses it on several versions of Node, each from the
// registry's own `node` package: the features on the mock, an explanation, and a sandbox that is run against. Needs a build.
// node scripts/on-nodes.js [20 22 24 26]
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { workplace } from './workplace.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const versions = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['20', '22', '24', '26'];
const { folder, serve } = workplace('on-nodes');

/** Installs into a folder of its own, which is answered. */
function installed(name, what) {
  const home = join(folder, name);
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', what], { cwd: home, stdio: 'ignore' });
  return home;
}

execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
  cwd: root,
  stdio: 'ignore',
});
const packed = readdirSync(folder).find((name) => name.endsWith('.tgz'));
const user = installed('user', join(folder, packed));
const main = join(user, 'node_modules/wechatpay-conformance/dist/src/cli/main.js');

/** What a command of the kit ends with, and what it says of its rules. */
async function used(node, name, ...args) {
  const command = [main, name, ...args];
  const { code = 0, stdout } = await promisify(execFile)(node, command, { cwd: user, maxBuffer: 1 << 24 }).catch(
    (failure) => failure,
  );
  const [counts = `${stdout}`.trim().split('\n')[0]] = /^\d+ rules?: .*$/m.exec(stdout) ?? [];
  return { name: [name, ...args.filter((arg) => arg.startsWith('--url'))].join(' '), code, counts };
}

async function everything(node) {
  const outcomes = [await used(node, 'run'), await used(node, 'explain', 'PREPAY-2H')];
  const { url, credentials, end } = await serve(node, main);
  outcomes.push(await used(node, 'run', '--url', url, '--credentials', credentials));
  return [...outcomes, { name: 'sandbox', code: await end(), counts: 'ended by SIGTERM' }];
}

let failed = false;
for (const version of versions) {
  let node;
  try {
    node = join(installed(version, `node@${version}`), 'node_modules/node/bin/node');
  } catch {
    process.stdout.write(`Node ${version}: cannot be had from the registry\n`);
    failed = true;
    continue;
  }
  process.stdout.write(`Node ${execFileSync(node, ['--version'], { encoding: 'utf8' })}`);
  for (const { name, code, counts } of await everything(node)) {
    process.stdout.write(`  ${name}: exit ${code}; ${counts}\n`);
    failed ||= code !== 0;
  }
}
process.exit(failed ? 1 : 0);
