import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { between, instant, seconds, stopwatch, wallClock } from '../../time/index.ts';
import { SandboxError } from '../sandbox-error.ts';

const PRIVATE = 0o600;
const PUBLIC = 0o644;

/**
 * The files of a credentials folder with their modes, in the order in which they are written: whoever makes the first has
 * the folder to itself, and merchant.json says that all are there.
 */
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
const FIRST = 'sandbox-keys.json' satisfies CredentialFile;

/** What the files hold. */
export type CredentialFiles = Readonly<Record<CredentialFile, Buffer>>;

/** What to do about credentials that do not fit together. */
export const mend = (folder: string): string =>
  `put the right file back, or delete the folder ${folder} to have new ones made`;

/** How long another process may take to write its files. It takes a few milliseconds, unless it is stopped. */
const PATIENCE = seconds(2);

/** Another process has made credentials in the same folder meanwhile: those count. */
export class CredentialsTaken extends SandboxError {
  override readonly name = 'CredentialsTaken';

  constructor(folder: string) {
    super(`Another process has just made credentials in ${folder}: start again, to go on with those`);
  }
}

/**
 * Reads the folder's files, once they are all there where another process is just writing them; undefined where it has
 * none of them. Throws a SandboxError that names what is missing or unreadable.
 */
export async function readCredentialFiles(folder: string): Promise<CredentialFiles | undefined> {
  const waited = stopwatch();
  let missing = await missingFrom(folder);
  while (missing.includes('merchant.json') && waited() < PATIENCE && (await isJustBegun(folder))) {
    missing = await missingFrom(folder);
  }
  if (missing.length === NAMES.length) return undefined;
  const [first] = missing;
  if (first) throw new SandboxError(`${join(folder, first)} is missing: ${mend(folder)}`);
  const contents = await Promise.all(NAMES.map(async (name) => [name, await read(folder, name)] as const));
  return Object.fromEntries(contents) as unknown as CredentialFiles;
}

async function missingFrom(folder: string): Promise<readonly CredentialFile[]> {
  const present = new Set(await entriesOf(folder));
  return NAMES.filter((name) => !present.has(name));
}

/** Whether somebody began to write credentials a moment ago. */
async function isJustBegun(folder: string): Promise<boolean> {
  const begun = await stat(join(folder, FIRST)).catch(() => undefined);
  return begun !== undefined && between(instant(begun.mtimeMs), wallClock.now()) < PATIENCE;
}

/**
 * Writes all files into a folder that has none of them. Throws a CredentialsTaken where another process was faster, and a
 * SandboxError where the folder cannot be written.
 */
export async function writeNewCredentials(folder: string, files: CredentialFiles): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, FIRST), files[FIRST], { mode: MODES[FIRST], flag: 'wx' });
  } catch (failure) {
    throw reasonOf(failure) === 'EEXIST' ? new CredentialsTaken(folder) : unwritable(folder, failure);
  }
  await writeCredentialFiles(folder, files);
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
    throw unwritable(folder, failure);
  }
}

const unwritable = (folder: string, failure: unknown): SandboxError =>
  new SandboxError(
    `The credentials cannot be written into ${folder} (${reasonOf(failure)}): choose another folder with --credentials`,
  );

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
