import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CredentialFile } from '../sandbox/credentials/credential-files.ts';

/** The files of a credentials folder, and whether what they hold is secret. */
const SECRET: Readonly<Record<CredentialFile, boolean>> = {
  'merchant.json': true,
  'apiclient_key.pem': true,
  'apiclient_cert.pem': false,
  'apiclient_cert.p12': true,
  'pub_key.pem': false,
  'platform_cert.pem': false,
  'ca.pem': false,
  'sandbox-keys.json': true,
};
const NAMES = Object.keys(SECRET) as CredentialFile[];

/** A credentials folder as it was found. */
export interface CredentialFolder {
  readonly path: string;
  readonly files: ReadonlyMap<CredentialFile, Buffer>;
  readonly missing: readonly CredentialFile[];
  /** With the system's reason. */
  readonly unreadable: ReadonlyMap<CredentialFile, string>;
  /** Secret files that others than their owner may read or change, with their mode in octal. */
  readonly open: ReadonlyMap<CredentialFile, string>;
  /** Why the folder itself cannot be looked into. */
  readonly closed?: string;
}

const OTHERS = 0o077;

/** Reads what is there. What cannot be read is told, not thrown. */
export async function readFolder(path: string): Promise<CredentialFolder> {
  const files = new Map<CredentialFile, Buffer>();
  const unreadable = new Map<CredentialFile, string>();
  const open = new Map<CredentialFile, string>();
  const closed = await readdir(path).then(() => undefined, codeOf);
  for (const name of NAMES) {
    try {
      const file = join(path, name);
      const { mode } = await stat(file);
      // Windows keeps no such rights in the mode.
      if (SECRET[name] && (mode & OTHERS) !== 0 && process.platform !== 'win32')
        open.set(name, (mode & 0o777).toString(8).padStart(4, '0'));
      files.set(name, await readFile(file));
    } catch (failure) {
      const code = codeOf(failure);
      if (code !== 'ENOENT' && code !== 'ENOTDIR') unreadable.set(name, code);
    }
  }
  const missing = NAMES.filter((name) => !files.has(name) && !unreadable.has(name));
  const why = closed === undefined || closed === 'ENOENT' ? {} : { closed };
  return { path, files, missing, unreadable, open, ...why };
}

const codeOf = (failure: unknown): string =>
  failure instanceof Error && 'code' in failure ? String(failure.code) : String(failure);
