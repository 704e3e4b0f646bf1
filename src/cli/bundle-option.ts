import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Evidence, writeBundle } from '../evidence/bundle.ts';
import { signingKey, UnusableKey } from '../evidence/dsse.ts';
import { kit } from '../run/kit.ts';
import { contentOf } from './given-file.ts';
import { mustBecomeFile } from './place-to-write.ts';
import { UserError } from './user-error.ts';

export interface BundleOptions {
  readonly bundle?: string;
  readonly bundleKey?: string;
}

export const withBundleOptions = (command: Command): Command =>
  command
    .option('--bundle <file>', 'one signed archive of all that the verdict rests on (.tar.gz); "verify" checks it')
    .option('--bundle-key <file>', 'the Ed25519 private key (PEM) to sign it with; without it one is made for the run');

/** What writes the bundle once the reports are there; undefined where none is wanted. Throws a UserError before anything runs. */
export function bundler({
  bundle,
  bundleKey,
}: BundleOptions): ((evidence: Omit<Evidence, 'key' | 'versions'>) => Promise<string>) | undefined {
  if (bundle === undefined) {
    if (bundleKey !== undefined)
      throw new UserError('--bundle-key signs a bundle, and none is asked for: give --bundle too');
    return undefined;
  }
  mustBecomeFile('--bundle', bundle);
  const key = bundleKey === undefined ? {} : { key: keyIn(bundleKey) };
  const versions = {
    [kit().name]: kit().version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
  return (evidence) => writeBundle(resolve(bundle), { ...evidence, versions, ...key });
}

function keyIn(path: string): ReturnType<typeof signingKey> {
  const pem = contentOf(path).toString();
  try {
    return signingKey(pem);
  } catch (failure) {
    if (failure instanceof UnusableKey) throw new UserError(`${path}: ${failure.message}`);
    throw failure;
  }
}
