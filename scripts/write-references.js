// Writes the pages of docs/ that are made from the code anew, below their headings, and pins new rules. Needs a build.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { profileReference } from '../dist/src/report/profile-reference.js';
import { catalogue } from '../dist/src/rules/catalogue.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const printed = (command) => {
  const args = [`${root}dist/src/cli/main.js`, command, '--format', 'markdown'];
  return execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 24 });
};
for (const [page, made] of [
  ['docs/rules.md', printed('rules')],
  ['docs/steps.md', printed('steps')],
  ['docs/profile.md', profileReference()],
]) {
  const text = readFileSync(`${root}${page}`, 'utf8');
  writeFileSync(`${root}${page}`, text.slice(0, text.indexOf('\n## ') + 1) + made);
}

// A rule that is pinned stays as it is pinned: what is new is added, and nothing else is changed.
const pins = `${root}test/rules/pinned-rules.json`;
const pinned = JSON.parse(readFileSync(pins, 'utf8'));
for (const { id, level, subject, title } of catalogue)
  if (!pinned.some((pin) => pin.id === id)) pinned.push({ id, level, subject, duty: title.en });
writeFileSync(pins, `${JSON.stringify(pinned, undefined, 2)}\n`);
