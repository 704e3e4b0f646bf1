import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ANSWER_FAULTS, NOTIFICATION_FAULTS } from '../../src/gateway/faults.ts';
import { packageRoot } from '../../src/package-root.ts';

const textOf = (name: string): string => readFileSync(join(packageRoot, 'docs', name), 'utf8');

/** The rows of the table under a heading, as the texts of their cells. */
function rowsUnder(heading: string, document = textOf('faults.md')): readonly (readonly string[])[] {
  const section = document.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('docs/faults.md', () => {
  for (const [heading, names] of [
    ['Faults of answers', ANSWER_FAULTS],
    ['Faults of notifications', NOTIFICATION_FAULTS],
  ] as const) {
    it(`has one row for each fault that there is, in their order: ${heading}`, () => {
      const rows = rowsUnder(heading);
      assert.deepEqual(
        rows.map(([name]) => name),
        names.map((name) => `\`${name}\``),
      );
      for (const [name, does, merchant, ...more] of rows) {
        assert.deepEqual(more, [], `${name}: a | divides a cell`);
        assert.ok(does?.endsWith('.') && merchant?.endsWith('.'), `${name}: a cell is not a sentence`);
      }
    });
  }

  it('cites only pages that docs/sources.md tells of', () => {
    const cited = textOf('faults.md').match(/\bD:\d{10}\b/g) ?? [];
    assert.ok(cited.length > 20);
    const known = textOf('sources.md');
    assert.deepEqual(
      [...new Set(cited)].filter((page) => !known.includes(`| ${page} |`)),
      [],
    );
  });

  it('sets in its examples only faults that there are', () => {
    const set = [...textOf('faults.md').matchAll(/"on": "([^"]+)", "fault": "([^"]+)"/g)];
    assert.ok(set.length >= 3);
    for (const [, on, fault = ''] of set) {
      const names: readonly string[] = on === 'notification' ? NOTIFICATION_FAULTS : ANSWER_FAULTS;
      assert.ok(names.includes(fault), fault);
    }
  });
});
