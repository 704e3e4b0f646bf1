import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { packageRoot } from '../../src/package-root.ts';
import { instrumented, type Numbered, SWITCH } from './instrument.ts';

/** The environment's names that a bundle reads. */
export const CHANGED = 'CHANGES_ON';
export const CHANGED_FILE = 'CHANGES_FILE';
export const CHANGED_TEXT = 'CHANGES_TEXT';
export const COME_TO = 'CHANGES_COME_TO';

/** What stands before each bundle, where the process has no switch yet: the switch, and who reads a data file gets its changed text. */
const PRELUDE = `
import fs$ from 'node:fs';
import { syncBuiltinESMExports as sync$ } from 'node:module';
if (globalThis.${SWITCH} === undefined) {
  const { ${CHANGED}: on, ${CHANGED_FILE}: file, ${CHANGED_TEXT}: text, ${COME_TO}: told } = process.env;
  const comeTo = new Set();
  globalThis.${SWITCH} = told === undefined ? (id) => id === +on : (id) => (comeTo.add(id), false);
  const read = fs$.readFileSync;
  fs$.readFileSync = (path, ...options) => (comeTo.add(String(path)), read(path === file ? text : path, ...options));
  sync$();
  if (told !== undefined) process.on('exit', () => fs$.writeFileSync(told, JSON.stringify([...comeTo])));
}
`;

const WORDS = join(packageRoot, 'test/changes/words.ts');
/** The process that plays many changes, within the folder of bundles. */
export const MANY = 'many.mjs';

/** Makes one file of each test, with the sources that it needs, where packages are found. */
export async function bundled(
  tests: readonly string[],
  editsIn: ReadonlyMap<string, readonly Numbered[]>,
): Promise<string> {
  const folder = mkdtempSync(join(packageRoot, 'node_modules', '.changes-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const options = {
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'error',
  } as const;
  await build({ ...options, entryPoints: [join(packageRoot, 'test/changes/many.ts')], outfile: join(folder, MANY) });
  await build({
    ...options,
    entryPoints: tests.map((path) => join(packageRoot, path)),
    outbase: packageRoot,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    banner: { js: PRELUDE },
    plugins: [switches(editsIn)],
  });
  return folder;
}

const switches = (editsIn: ReadonlyMap<string, readonly Numbered[]>): Plugin => ({
  name: 'switches',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^node:test$/ }, ({ importer }) =>
      importer === WORDS ? { path: 'node:test', external: true } : { path: WORDS },
    );
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const edits = editsIn.get(relative(packageRoot, path).replaceAll('\\', '/')) ?? [];
      return { contents: inPlace(instrumented(text, edits), path), loader: 'ts', resolveDir: dirname(path) };
    });
  },
});

/** A module in a bundle is still where its source is. */
const inPlace = (text: string, path: string): string =>
  text
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
    .replaceAll('import.meta.filename', JSON.stringify(path));
