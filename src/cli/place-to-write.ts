import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from './user-error.ts';

const isFolder = (path: string): boolean => statSync(path).isDirectory();

/** Throws a UserError where no folder of that name can be had: told before anything runs, not after. */
export function mustBecomeFolder(flag: string, path: string): void {
  const nearest = nearestOf(resolve(path));
  if (!isFolder(nearest)) throw new UserError(`${flag} ${path} cannot be a folder: ${nearest} is a file`);
  try {
    accessSync(nearest, constants.W_OK);
  } catch {
    throw new UserError(`${flag} ${path}: nothing may be written in ${nearest}`);
  }
}

/** The same of a file. Its folder is made where it is missing. */
export function mustBecomeFile(flag: string, path: string): void {
  if (existsSync(path) && isFolder(path)) throw new UserError(`${flag} ${path} is a folder: name a file in it`);
  mustBecomeFolder(flag, dirname(resolve(path)));
}

const nearestOf = (path: string): string => (existsSync(path) ? path : nearestOf(dirname(path)));
