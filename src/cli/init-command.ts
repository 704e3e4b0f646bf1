import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../package-root.ts';
import { writeCredentialForms } from './credential-forms.ts';
import { profileTemplate } from './profile-template.ts';
import { UserError } from './user-error.ts';

interface InitOptions {
  readonly merchant: string;
  readonly credentials: string;
}

/** Where the profile has the kit's gateway listen. */
const GATEWAY = 'http://127.0.0.1:8787';

/** `init`: writes a commented profile and the credentials that a backend is to be configured with. Nothing that is there is overwritten. */
export const initCommand = (): Command =>
  new Command('init')
    .description('write a commented merchant profile, and the credentials for your backend')
    .option('--merchant <file>', 'where the profile goes', 'merchant.yaml')
    .option('--credentials <folder>', 'where the credentials go; kept where they are there already', '.wechatpay')
    .action(init);

async function init(options: InitOptions): Promise<void> {
  const { openCredentials, SandboxError } = await import('../sandbox/index.ts');
  const { systemEntropy } = await import('../protocol/index.ts');
  const { wallClock } = await import('../time/index.ts');
  const merchant = resolve(options.merchant);
  const credentials = resolve(options.credentials);
  if (await exists(merchant))
    throw new UserError(`${options.merchant} is there already: name another file with --merchant, or edit that one`);
  try {
    const held = await openCredentials(credentials, wallClock, systemEntropy);
    await held.save(held.merchant.base_url === '' ? GATEWAY : held.merchant.base_url);
    await writeCredentialForms(credentials, held, GATEWAY);
  } catch (failure) {
    if (failure instanceof SandboxError) throw new UserError(failure.message);
    throw new UserError(
      `${options.credentials} cannot be written (${reasonOf(failure)}): name another folder with --credentials`,
    );
  }
  const folder = dirname(merchant);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(merchant, profileTemplate(relative(folder, credentials) || '.'), { flag: 'wx' });
  } catch (failure) {
    throw new UserError(
      `${options.merchant} cannot be written (${reasonOf(failure)}): name another file with --merchant`,
    );
  }
  process.stdout.write(`${JSON.stringify({ merchant, credentials })}\n`);
  process.stderr.write(nextSteps(options));
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const reasonOf = (failure: unknown): string =>
  failure instanceof Error && 'code' in failure ? String(failure.code) : String(failure);

const nextSteps = ({ merchant, credentials }: InitOptions): string => `\
${merchant} says how your backend is met: go through its lines, each has a comment.
${credentials} holds a test merchant's credentials in the forms that SDKs take. Keys can be read by you alone, and Git ignores the folder:
  merchant.json        mchid, appid, openid, serial_no, apiv3_key, public_key_id, platform_serial_no
  merchant.env         the same and the PEM texts as environment variables, for dotenv and node --env-file
  apiclient_key.pem    the merchant's private key (PKCS#8)
  apiclient_cert.pem   its certificate, whose number is serial_no
  apiclient_cert.p12   both in one file; the password is the mchid
  pub_key.pem          WeChat Pay's public key, whose id is public_key_id
  platform_cert.pem    its platform certificate, whose number is platform_serial_no, for SDKs without public keys
  ca.pem               the authority to trust, for TLS under WeChat Pay's names
To a first verdict:
  1. Configure your backend with these, and with ${GATEWAY} in place of https://api.mch.weixin.qq.com.
     Where your SDK has its hosts fixed: ${join(packageRoot, 'docs/sandbox.md')} has other ways.
  2. Start it, or let the kit do that: "launch" in ${merchant}.
  3. npx wechatpay-conformance doctor --merchant ${merchant}   says what is still to be changed
  4. npx wechatpay-conformance run --merchant ${merchant}
`;
