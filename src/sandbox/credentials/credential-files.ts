import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';

const PRIVATE = 0o600;
const PUBLIC = 0o644;

/** The files of a credentials folder with their modes, in the order in which they are written: merchant.json says that all are there. */
const MODES = {
  'sandbox-keys.json': PRIVATE,
  'apiclient_key.pem': PRIVATE,
  'apiclient_cert.pem': PUBLIC,
  'apiclient_cert.p12': PRIVATE,
  'pub_key.pem': PUBLIC,
  'platform_cert.pem': PUBLIC,
  'ca.pem': PUBLIC,
  'merchant.json': PRIVATE, // it holds the APIv3 key
} as const;

export type CredentialFile = keyof typeof MODES;
const NAMES = Object.keys(MODES) as CredentialFile[];

/** What the files hold. */
export type CredentialFiles = Readonly<Record<CredentialFile, Buffer>>;

/** What to do about credentials that do not fit together. */
export const mend = (folder: string): string =>
  `put the right file back, or delete the folder ${folder} to have new ones made`;

/** Reads the folder's files; undefined where it has none of them. Throws a SandboxError that names what is missing or unreadable. */
export async function readCredentialFiles(folder: string): Promise<CredentialFiles | undefined> {
  const present = new Set(await entriesOf(folder));
  const missing = NAMES.filter((name) => !present.has(name));
  if (missing.length === NAMES.length) return undefined;
  const [first] = missing;
  if (first) throw new SandboxError(`${join(folder, first)} is missing: ${mend(folder)}`);
  const contents = await Promise.all(NAMES.map(async (name) => [name, await read(folder, name)] as const));
  return Object.fromEntries(contents) as unknown as CredentialFiles;
}

/** Writes files into the folder, each at once: nobody ever reads half of one. Throws a SandboxError where the folder cannot be written. */
export async function writeCredentialFiles(folder: string, files: Partial<CredentialFiles>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of NAMES) {
      const content = files[name];
      if (content) await replaceFile(join(folder, name), content, MODES[name]);
    }
  } catch (failure) {
    throw new SandboxError(
      `The credentials cannot be written into ${folder} (${reasonOf(failure)}): choose another folder with --credentials`,
    );
  }
}

async function replaceFile(path: string, content: Buffer, mode: number): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, content, { mode });
    await rename(temporary, path);
  } catch (failure) {
    await rm(temporary, { force: true });
    throw failure;
  }
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (failure) {
    const reason = reasonOf(failure);
    if (reason === 'ENOENT') return [];
    if (reason === 'ENOTDIR') {
      throw new SandboxError(`${folder} is not a folder: choose another one for the credentials with --credentials`);
    }
    throw new SandboxError(
      `The folder ${folder} cannot be read (${reason}): make it readable, or choose another one with --credentials`,
    );
  }
}

async function read(folder: string, name: CredentialFile): Promise<Buffer> {
  const path = join(folder, name);
  try {
    return await readFile(path);
  } catch (failure) {
    throw new SandboxError(`${path} cannot be read (${reasonOf(failure)}): make it readable, or ${mend(folder)}`);
  }
}

const reasonOf = (failure: unknown): string =>
  failure instanceof Error && 'code' in failure ? String(failure.code) : String(failure);
