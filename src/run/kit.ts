import { readPackageJson } from '../package-root.ts';
import { isRecord } from '../protocol/wire.ts';

/** The kit's own name and version. */
export function kit(): { readonly name: string; readonly version: string } {
  const manifest = readPackageJson('package.json');
  if (!isRecord(manifest)) throw new Error('package.json is no JSON object');
  return { name: String(manifest['name']), version: String(manifest['version']) };
}
