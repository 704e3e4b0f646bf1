import { readFileSync } from 'node:fs';
import { UserError } from './user-error.ts';

/** What a file that the user names holds. Throws a UserError where it is not there, or no file. */
export function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? String(failure.code) : String(failure);
    if (code === 'ENOENT') throw new UserError(`There is no file ${path}`);
    throw new UserError(code === 'EISDIR' ? `${path} is a folder: name a file` : `${path} cannot be read: ${code}`);
  }
}
