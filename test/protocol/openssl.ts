import { spawnSync } from 'node:child_process';

/** The reason for which a test that asks OpenSSL is skipped, or false where OpenSSL is on the PATH. */
export const withoutOpenssl: string | false =
  spawnSync('openssl', ['version']).status === 0 ? false : 'no openssl on the PATH to ask for a second opinion';

/** What `openssl` writes, in bytes. Throws with its complaint where it fails. */
export function opensslBytes(args: readonly string[], input: string | Buffer): { stdout: Buffer; stderr: Buffer } {
  const { status, stdout, stderr } = spawnSync('openssl', args, { input });
  if (status !== 0) throw new Error(`openssl ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return { stdout, stderr };
}

/** What `openssl` writes to both outputs, as text. */
export function openssl(args: readonly string[], input: string | Buffer): string {
  const { stdout, stderr } = opensslBytes(args, input);
  return `${stdout}${stderr}`;
}
