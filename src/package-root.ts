import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** The package's own folder, from sources as from the built files: features and schemas lie in it as text. */
export const packageRoot = findRoot();

/** Reads a JSON file of the package, named from its root. */
export const readPackageJson = (path: string): unknown =>
  JSON.parse(readFileSync(join(packageRoot, path), 'utf8')) as unknown;

/**
 * How ajv takes the package's own schemas: as they are. That they are schemas is for the tests to find out; to hold them to the
 * schema of schemas takes longer than to compile them.
 */
export const OWN_SCHEMAS = { validateSchema: false, meta: false } as const;

/** The compiled files say so by their ending: features' steps must be loaded from the same side as the rest. */
export const isBuilt = import.meta.url.endsWith('.js');
