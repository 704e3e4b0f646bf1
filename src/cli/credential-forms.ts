import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Credentials } from '../sandbox/credentials/credentials.ts';

/**
 * Writes what else backends take credentials as into their folder: `merchant.env`, for environments, and a `.gitignore` that
 * keeps all of it out of Git. What is there already stays. Throws an Error where it cannot be written.
 */
export async function writeCredentialForms(folder: string, { merchant }: Credentials, baseUrl: string): Promise<void> {
  const pem = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  const values = {
    MCHID: merchant.mchid,
    APPID: merchant.appid,
    OPENID: merchant.openid,
    APIV3_KEY: merchant.apiv3_key,
    SERIAL_NO: merchant.serial_no,
    PRIVATE_KEY: await pem('apiclient_key.pem'),
    CERTIFICATE: await pem('apiclient_cert.pem'),
    PUBLIC_KEY_ID: merchant.public_key_id,
    PUBLIC_KEY: await pem('pub_key.pem'),
    PLATFORM_SERIAL_NO: merchant.platform_serial_no,
    PLATFORM_CERTIFICATE: await pem('platform_cert.pem'),
    CREDENTIALS: folder,
    BASE_URL: baseUrl,
  };
  // Readers differ in what they make of these in a value. Only a folder can have them.
  const plain = Object.entries(values).filter(([, value]) => !/["$`\\]/.test(value));
  const lines = plain.map(([name, value]) => `WECHATPAY_${name}=${quoted(value)}\n`);
  await addFile(join(folder, 'merchant.env'), `${HEAD}${lines.join('')}`);
  await addFile(join(folder, '.gitignore'), '# Keys are not for Git, not even of a merchant that there is not.\n*\n');
}

const HEAD = `\
# A test merchant for dotenv, node --env-file and the like. PEM texts are one line each: \\n stands for a line's end.
# Where a reader leaves the \\n as it is, put the ends back: text.replaceAll('\\\\n', '\\n').
`;

/** In double quotes, which every reader knows. */
const quoted = (text: string): string => `"${text.trimEnd().replaceAll('\n', '\\n')}"`;

async function addFile(path: string, text: string): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) await writeFile(path, text, { flag: 'wx', mode: 0o600 });
}
