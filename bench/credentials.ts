import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyPair, type PrivateKey, privateKeyFromPem, systemEntropy } from '../src/protocol/index.ts';
import { writeCredentialFiles } from '../src/sandbox/credentials/credential-files.ts';
import { makeCredentials } from '../src/sandbox/credentials/make-credentials.ts';
import type { MerchantFile } from '../src/sandbox/credentials/merchant-file.ts';
import { publishedKeys } from '../src/targets/mock/published-keys.ts';
import { wallClock } from '../src/time/index.ts';

/** Writes a demo merchant's credentials, made with keys that are published already, into a folder. */
export async function writeCredentials(folder: string): Promise<void> {
  const keys = Object.values(publishedKeys);
  let made = 0;
  const keyPair = async (): Promise<KeyPair> => {
    const privateKey = createPrivateKey({ key: { ...keys[made % keys.length] }, format: 'jwk' });
    made += 1;
    return { privateKey, publicKey: createPublicKey(privateKey) };
  };
  await writeCredentialFiles(folder, await makeCredentials(wallClock, systemEntropy, keyPair));
}

/** The demo merchant of a folder, as its backend knows it. */
export const readMerchant = (folder: string): { readonly merchant: MerchantFile; readonly key: PrivateKey } => ({
  merchant: JSON.parse(readFileSync(join(folder, 'merchant.json'), 'utf8')) as MerchantFile,
  key: privateKeyFromPem(readFileSync(join(folder, 'apiclient_key.pem'), 'utf8')),
});
