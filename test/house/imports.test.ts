import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../../src/package-root.ts';
import { cycles, layerOf, reachable, wrongImports } from './layers.ts';
import { type Import, importsOf, type SourceFile, sourcesOf } from './sources.ts';

const files = sourcesOf('src', 'steps');
const imports = files.flatMap(importsOf);

const read = (text: string, path = 'src/judge/made-up.ts'): readonly Import[] => importsOf({ path, text });

describe('imports', () => {
  it('point down and never up', () => {
    assert.deepEqual(wrongImports(imports), []);
  });

  it('make no ring, not even of types', () => {
    assert.deepEqual(cycles(imports), []);
  });

  it('name files that exist', () => {
    const own = imports.map(({ to }) => to).filter((to) => /^(src|steps)\//.test(to));
    assert.ok(own.length > 300, `only ${own.length} imports were found: the reader of imports is broken`);
    assert.deepEqual(
      own.filter((to) => !existsSync(join(packageRoot, to))),
      [],
    );
  });

  it('of the gateway name no merchant, and of the merchant no gateway', () => {
    const between = imports.filter(
      ({ from, to }) =>
        (layerOf(from) === 'gateway' && layerOf(to) === 'merchant') ||
        (layerOf(from) === 'merchant' && layerOf(to) === 'gateway'),
    );
    assert.deepEqual(between, []);
  });

  it('of the judge load no I/O, by whatever way', () => {
    const judge = files.filter(({ path }) => layerOf(path) === 'judge');
    const loaded = [...reachable(judge, imports)];
    assert.deepEqual(
      loaded.filter((path) => !path.startsWith('src/')),
      ['node:util'],
    );
    assert.ok(!loaded.includes('src/package-root.ts'), 'the judge reads no files');
  });

  it('of the rules take from the actors nothing but the names of capabilities, as a type', () => {
    const taken = imports.filter(({ from, to }) => layerOf(from) === 'rules' && layerOf(to) === 'actors');
    assert.ok(taken.every(({ typeOnly }) => typeOnly));
  });
});

describe('the checker of imports', () => {
  it('reads every form of import', () => {
    const text = `import { a } from './a.ts';
import type { b } from '../trace/index.ts';
import { type c, type d } from './c.ts';
import { type e, f } from './e.ts';
import * as g from 'node:fs';
import h from 'undici';
import './i.ts';
export * from './j.ts';
export type { k } from './k.ts';
export {
  l,
  m,
} from './l.ts';
const n = await import('./n.ts');
// import { o } from './o.ts';
/* import { p } from './p.ts'; */`;
    const found = read(text).map(({ to, typeOnly }) => `${to}${typeOnly ? ' (type)' : ''}`);
    assert.deepEqual(found.sort(), [
      'node:fs',
      'src/judge/a.ts',
      'src/judge/c.ts (type)',
      'src/judge/e.ts',
      'src/judge/i.ts',
      'src/judge/j.ts',
      'src/judge/k.ts (type)',
      'src/judge/l.ts',
      'src/judge/n.ts',
      'src/trace/index.ts (type)',
      'undici',
    ]);
  });

  for (const [from, to] of [
    ['src/time/a.ts', 'src/protocol/a.ts'],
    ['src/trace/a.ts', 'src/actors/a.ts'],
    ['src/gateway/a.ts', 'src/merchant/a.ts'],
    ['src/merchant/a.ts', 'src/gateway/a.ts'],
    ['src/merchant/a.ts', 'src/payer/a.ts'],
    ['src/gateway/a.ts', 'src/targets/a.ts'],
    ['src/workflow/a.ts', 'src/targets/a.ts'],
    ['src/targets/a.ts', 'steps/a.ts'],
    ['src/judge/a.ts', 'src/report/a.ts'],
    ['src/judge/a.ts', 'src/gateway/a.ts'],
    ['src/report/a.ts', 'src/run/a.ts'],
    ['steps/a.ts', 'src/run/a.ts'],
    ['src/run/a.ts', 'src/cli/a.ts'],
    ['src/package-root.ts', 'src/time/a.ts'],
    ['src/nowhere/a.ts', 'src/time/a.ts'],
    ['src/time/a.ts', 'src/nowhere/a.ts'],
  ] as const) {
    it(`forbids ${from} to import ${to}`, () => {
      assert.equal(wrongImports([{ from, to, typeOnly: true }]).length, 1);
    });
  }

  for (const [from, to] of [
    ['src/gateway/a.ts', 'src/time/a.ts'],
    ['src/cli/a.ts', 'src/time/a.ts'],
    ['src/judge/a.ts', 'src/trace/a.ts'],
    ['src/time/a.ts', 'src/package-root.ts'],
    ['src/time/a.ts', 'src/time/b.ts'],
    ['steps/a.ts', 'src/workflow/a.ts'],
    ['src/gateway/a.ts', 'undici'],
  ] as const) {
    it(`allows ${from} to import ${to}`, () => {
      assert.deepEqual(wrongImports([{ from, to, typeOnly: false }]), []);
    });
  }

  it('sees a ring of three', () => {
    const files: readonly SourceFile[] = [
      { path: 'src/time/a.ts', text: "import { b } from './b.ts';" },
      { path: 'src/time/b.ts', text: "import type { c } from './c.ts';" },
      { path: 'src/time/c.ts', text: "export { a } from './a.ts';" },
    ];
    assert.deepEqual(cycles(files.flatMap(importsOf)), [
      'src/time/a.ts → src/time/b.ts → src/time/c.ts → src/time/a.ts',
    ]);
    assert.deepEqual(cycles(files.slice(1).flatMap(importsOf)), []);
  });
});
