import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { PROFILE_TEMPLATE } from './profile-template.ts';
import { UserError } from './user-error.ts';

interface InitOptions {
  readonly merchant: string;
  readonly credentials: string;
}

/** Where the kit's gateway is found where nothing else is said. */
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
  } catch (failure) {
    throw failure instanceof SandboxError ? new UserError(failure.message) : failure;
  }
  await mkdir(dirname(merchant), { recursive: true });
  await writeFile(merchant, PROFILE_TEMPLATE, { flag: 'wx' }).catch((failure: unknown) => {
    const code = failure instanceof Error && 'code' in failure ? String(failure.code) : String(failure);
    throw new UserError(`${options.merchant} cannot be written (${code}): name another file with --merchant`);
  });
  process.stdout.write(`${JSON.stringify({ merchant, credentials })}\n`);
  process.stderr.write(nextSteps(options));
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const nextSteps = ({ merchant, credentials }: InitOptions): string => `\
${merchant} says how your backend is met: go through its lines, each has a comment.
${credentials} holds what your backend is configured with, in the forms that SDKs take:
  merchant.json        mchid, appid, serial_no, apiv3_key, public_key_id, platform_serial_no
  apiclient_key.pem    the merchant's private key         apiclient_cert.pem, .p12   its certificate
  pub_key.pem          WeChat Pay's public key            platform_cert.pem          its platform certificate
  ca.pem               for TLS under WeChat Pay's names
Then: wechatpay-conformance run --merchant ${merchant}
`;
