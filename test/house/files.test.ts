import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot, readPackageJson } from '../../src/package-root.ts';
import { isRecord } from '../../src/protocol/wire.ts';
import { type SourceFile, sourcesOf, withoutTexts } from './sources.ts';

const LONGEST = 300;
/** Keys are long. */
const MAY_BE_LONGER = new Set(['src/targets/published-keys.ts']);

const folders = ['src', 'steps', 'test', 'bench'].filter((folder) => existsSync(join(packageRoot, folder)));
const files = sourcesOf(...folders);
/** The house tests speak of what they forbid. */
const spoken = files.filter(({ path }) => !path.startsWith('test/house/'));

const linesOf = (text: string): number => text.split('\n').length - 1;

const tooLong = ({ path, text }: SourceFile): boolean => linesOf(text) > LONGEST && !MAY_BE_LONGER.has(path);
const exportsDefault = (code: string): boolean => /\bexport\s+default\b|\bas\s+default\b/.test(code);
const saysAny = (code: string): boolean => /(?::|<|\bas|\||,|=>|=)\s*any\b(?!\s*[(:])/.test(code);
const silences = (text: string): boolean => /@ts-(?:ignore|nocheck|expect-error)|biome-ignore/.test(text);
const unfinished = (text: string): boolean => /\b(?:TODO|FIXME|XXX|HACK)\b/.test(text);
const namesTheMachine = (text: string): boolean => /(?<![\w.])\/(?:home|Users|root)\/\w/.test(text);

const paths = (which: (file: SourceFile) => boolean, among: readonly SourceFile[] = spoken): readonly string[] =>
  among.filter(which).map(({ path }) => path);

describe('source files', () => {
  it('are found', () => assert.ok(files.length > 100, `only ${files.length} files were found`));

  it(`have at most ${LONGEST} lines`, () => assert.deepEqual(paths(tooLong, files), []));

  it('have no default exports', () =>
    assert.deepEqual(
      paths(({ text }) => exportsDefault(withoutTexts(text))),
      [],
    ));

  it('never say any', () =>
    assert.deepEqual(
      paths(({ text }) => saysAny(withoutTexts(text))),
      [],
    ));

  it('silence neither compiler nor linter', () =>
    assert.deepEqual(
      paths(({ text }) => silences(text)),
      [],
    ));

  it('have no left-over markers', () =>
    assert.deepEqual(
      paths(({ text }) => unfinished(text)),
      [],
    ));

  it('name no path of a machine', () =>
    assert.deepEqual(
      paths(({ text }) => namesTheMachine(text)),
      [],
    ));
});

describe('the checkers of files', () => {
  const checks: readonly [string, (text: string) => boolean, readonly string[], readonly string[]][] = [
    ['default exports', exportsDefault, ['export default 1;', 'export { a as default };'], ['const defaults = 1;']],
    [
      'any',
      saysAny,
      ['let a: any;', 'const a = b as any;', 'Array<any>', 'type A = any;', 'Record<string, any>', 'string | any'],
      ['const any = 1;', 'any(wanted)', 'a.any', '{ any: 1 }', 'let a: anything;', 'const has = any(1);'],
    ],
    ['silencers', silences, ['// @ts-ignore', '// @ts-expect-error why', '// biome-ignore lint: why'], ['// ignored']],
    ['markers', unfinished, ['// TODO: later', '/* FIXME */'], ['const todos = 1;', '// fix me not']],
    ['paths', namesTheMachine, ["'/home/me/x'", '/root/a'], ['/v3/home/x', 'https://a.b/home/c', './root/a']],
  ];
  for (const [name, check, bad, good] of checks) {
    it(`find ${name}`, () => {
      for (const text of bad) assert.equal(check(text), true, text);
      for (const text of good) assert.equal(check(text), false, text);
    });
  }
});

describe('package.json', () => {
  const manifest = readPackageJson('package.json');

  it('pins every dependency to one version', () => {
    assert.ok(isRecord(manifest));
    const loose = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {}).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version))),
    );
    assert.deepEqual(loose, []);
    assert.ok(Object.keys(manifest['dependencies'] ?? {}).length > 0);
  });
});
