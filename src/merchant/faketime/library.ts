import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Where libfaketime is, or why a backend cannot be launched under it. */
export type Library = { readonly path: string } | { readonly missing: string };

/** The variable of the environment that names the library, where it lies in no usual place. */
const NAMED_BY = 'LIBFAKETIME';
const ROOTS = ['/usr/lib', '/usr/lib64', '/usr/local/lib', '/usr/local/lib64', '/lib'];
/** The one for threads comes first: runtimes have some. */
const NAMES = ['libfaketimeMT.so.1', 'libfaketime.so.1'];

/**
 * Looks for libfaketime where packages put it (Debian's in `/usr/lib/<architecture>/faketime`), and beside a `faketime`
 * command of the path. Nothing is run.
 */
export function findLibrary(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
  roots: readonly string[] = ROOTS,
): Library {
  if (platform !== 'linux')
    return { missing: `the clock of a backend can be driven by faketime on Linux alone, and this is ${platform}` };
  const named = env[NAMED_BY];
  if (named !== undefined && named !== '')
    return existsSync(named)
      ? { path: named }
      : { missing: `${NAMED_BY} in the environment names ${named}, and there is no such file` };
  const folders = [...roots.flatMap(packaged), ...besideCommand(env['PATH'] ?? '')];
  const path = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((each) => existsSync(each));
  return path === undefined ? { missing: 'faketime is not installed: apt-get install faketime' } : { path };
}

/** With and without a folder for the architecture. */
const packaged = (root: string): readonly string[] => [
  join(root, 'faketime'),
  ...within(root)
    .filter((name) => name.includes('-linux-'))
    .map((name) => join(root, name, 'faketime')),
];

function within(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Package managers that install into a folder of their own have the library next to the command. */
function besideCommand(path: string): readonly string[] {
  const command = path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'faketime'))
    .find((each) => existsSync(each));
  if (command === undefined) return [];
  const prefix = dirname(dirname(realpathSync(command)));
  return ['lib', 'lib64'].map((name) => join(prefix, name, 'faketime'));
}
