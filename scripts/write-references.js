// Writes the pages of docs/ that are made from the code anew, below their headings. Needs a build.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
for (const [page, command] of [
  ['docs/rules.md', 'rules'],
  ['docs/steps.md', 'steps'],
]) {
  const text = readFileSync(`${root}${page}`, 'utf8');
  const args = [`${root}dist/src/cli/main.js`, command, '--format', 'markdown'];
  const made = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 24 });
  writeFileSync(`${root}${page}`, text.slice(0, text.indexOf('\n## ') + 1) + made);
}
