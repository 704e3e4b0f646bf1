import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isRecord } from '../../protocol/wire.ts';
import { ProfileError } from './profile-error.ts';

/** What a module exports as a profile, as plain data. Throws a ProfileError where it cannot be loaded or exports none. */
export async function readModule(path: string): Promise<unknown> {
  const file = basename(path);
  const loaded = await load(path, file);
  const profile = exported(loaded);
  if (profile === undefined)
    throw new ProfileError([
      `${file}: the module exports no profile: write "export const merchant = defineMerchant({ … })"`,
    ]);
  try {
    return JSON.parse(JSON.stringify(profile)) as unknown;
  } catch {
    throw new ProfileError([`${file}: the profile is no plain data: it must be what JSON can hold`]);
  }
}

/** The default export, or the one that is called merchant. Of a CommonJS module, all exports are one default export. */
function exported(module: Readonly<Record<string, unknown>>): unknown {
  const found = module['default'] ?? module['merchant'];
  const inner = isRecord(found) && !('verbs' in found) ? (found['default'] ?? found['merchant']) : undefined;
  return inner ?? found;
}

async function load(path: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const loaded: unknown = await import(pathToFileURL(path).href);
    return isRecord(loaded) ? loaded : {};
  } catch (failure) {
    const code = isRecord(failure) ? failure['code'] : undefined;
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION')
      throw new ProfileError([
        `${file}: this Node reads no TypeScript by itself: run the kit under "node --import tsx", or write the module as .mjs`,
      ]);
    const [line = ''] = (failure instanceof Error ? failure.message : String(failure)).split('\n');
    throw new ProfileError([`${file}: the module cannot be loaded: ${line}`]);
  }
}
