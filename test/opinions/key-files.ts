import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { privateKeyPem, publicKeyPem } from '../../src/protocol/index.ts';
import { sampleKey, samplePublicKey } from '../protocol/people.ts';

/** A folder for what OpenSSL takes from files alone; it goes with the tests of this process. */
export function folderForFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'opinions-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  let written = 0;
  return (content: string | Buffer): string => {
    written += 1;
    const path = join(folder, `${written}`);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
}

/** The sample pair, in files. */
export const sampleKeyFiles = (file: (content: string) => string) => ({
  key: file(privateKeyPem(sampleKey)),
  publicKey: file(publicKeyPem(samplePublicKey)),
});
