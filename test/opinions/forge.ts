import { createRequire } from 'node:module';
import type * as Forge from 'node-forge';
import { type PrivateKey, type PublicKey, privateKeyPem, publicKeyPem } from '../../src/protocol/index.ts';

/** The second opinion in JavaScript. It is CommonJS, and its RSA takes 70 ms a signature: few are asked for. */
export const forge = createRequire(import.meta.url)('node-forge') as typeof Forge;

/** Forge holds bytes as text, one character each. */
export const binary = (bytes: Buffer): string => bytes.toString('latin1');
export const fromBinary = (text: string): Buffer => Buffer.from(text, 'latin1');

export const forgePrivateKey = (key: PrivateKey): Forge.pki.rsa.PrivateKey =>
  forge.pki.privateKeyFromPem(privateKeyPem(key)) as Forge.pki.rsa.PrivateKey;

export const forgePublicKey = (key: PublicKey): Forge.pki.rsa.PublicKey =>
  forge.pki.publicKeyFromPem(publicKeyPem(key)) as Forge.pki.rsa.PublicKey;

export const forgeSha256 = (message: Buffer): Forge.md.MessageDigest => {
  const digest = forge.md.sha256.create();
  digest.update(binary(message));
  return digest;
};
