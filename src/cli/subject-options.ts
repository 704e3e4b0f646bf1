import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { TARGETS, type TargetName } from '../run/scope.ts';
import { SubjectError } from '../targets/subject-error.ts';
import type { GatewayUnderTest, MerchantUnderTest } from '../targets/target.ts';
import { UserError } from './user-error.ts';

/** The options that say whom a command is about. */
export interface SubjectOptions {
  readonly target?: TargetName;
  readonly url?: string;
  readonly merchant?: string;
  readonly credentials?: string;
  readonly listen?: string;
  readonly publicUrl?: string;
  readonly parallel?: number;
  readonly reports?: string;
}

/** The same options for every command that meets a subject. */
export const withSubjectOptions = (command: Command): Command =>
  command
    .addOption(new Option('--target <target>', 'what to run against').choices(TARGETS))
    .option('--url <url>', 'judge the APIv3 gateway at this URL: the target is then the sandbox')
    .option('--merchant <file>', 'judge the backend that this profile describes: the target is then the merchant')
    .option('--credentials <folder>', 'the merchant that the gateway knows, as the sandbox writes it (.wechatpay)')
    .option(
      '--listen <host:port>',
      "where the gateway can bring notifications (127.0.0.1:0); with --merchant, where the backend finds the kit's gateway (127.0.0.1:8787)",
    )
    .option('--public-url <url>', 'what notify_urls begin with, where the gateway reaches --listen by another name');

/** What is to be judged, as the options name it. Throws a UserError where they name nothing, or two things. */
export function subjectOf(options: SubjectOptions): Subject {
  const { url, merchant, credentials, listen, publicUrl, parallel = 0 } = options;
  if (url !== undefined && merchant !== undefined)
    throw new UserError('--url judges a gateway and --merchant a backend: give one of them');
  const implied = url === undefined ? (merchant === undefined ? 'mock' : 'merchant') : 'sandbox';
  const { target = implied } = options;
  if (target === 'merchant') return merchantOf(options);
  if (merchant !== undefined)
    throw new UserError(`--merchant is for the target merchant, and this run is on the ${target}`);
  if (target === 'mock') {
    const [flag] = whereOf(options);
    if (flag !== undefined)
      throw new UserError(`${flag} is for the targets sandbox and merchant, and this run is on the mock`);
    return { target };
  }
  if (url === undefined)
    throw new UserError('The target sandbox needs a gateway to judge: name it with --url, like http://127.0.0.1:8787');
  if (parallel > 1 && listen !== undefined && !/:0+$/.test(listen))
    throw new UserError(
      `--listen ${listen} can be had by one process only, and --parallel ${parallel} starts ${parallel}: give port 0, or leave --parallel out`,
    );
  const gateway = { url, credentials: resolve(credentials ?? DEFAULT_CREDENTIALS) };
  return {
    target,
    gateway: {
      ...gateway,
      ...(listen === undefined ? {} : { listen }),
      ...(publicUrl === undefined ? {} : { publicUrl }),
    },
  };
}

export interface Subject {
  readonly target: TargetName;
  readonly gateway?: GatewayUnderTest;
  readonly merchant?: MerchantUnderTest;
}

function merchantOf({ url, merchant, credentials, listen, publicUrl, parallel = 0, reports }: SubjectOptions): Subject {
  if (url !== undefined) throw new UserError('--url is for the target sandbox, and this run is on a merchant');
  if (merchant === undefined)
    throw new UserError(
      'The target merchant needs the profile of a backend: name it with --merchant, like merchant.yaml',
    );
  if (publicUrl !== undefined)
    throw new UserError('--public-url is for the target sandbox: a backend names its notify_url itself');
  if (parallel > 1)
    throw new UserError(
      `--parallel ${parallel} cannot be had with --merchant: one backend meets one scenario at a time. Leave it out`,
    );
  return {
    target: 'merchant',
    merchant: {
      profile: resolve(merchant),
      ...(credentials === undefined ? {} : { credentials: resolve(credentials) }),
      ...(listen === undefined ? {} : { listen }),
      ...(reports === undefined ? {} : { reports: resolve(reports) }),
    },
  };
}

const DEFAULT_CREDENTIALS = '.wechatpay';

/** The options that say where the subject is, word by word, as they were given. */
export const whereOf = ({ url, merchant, credentials, listen, publicUrl }: SubjectOptions): readonly string[] =>
  [
    ['--url', url],
    ['--merchant', merchant],
    ['--credentials', credentials],
    ['--listen', listen],
    ['--public-url', publicUrl],
  ].flatMap(([flag = '', value]) => (value === undefined ? [] : [flag, value]));

/** A subject that cannot be judged, as the user has to hear it; anything else is thrown on. */
export function withoutSubject(failure: unknown): never {
  if (failure instanceof SubjectError) throw new UserError(failure.message, failure.kind === 'unreachable' ? 3 : 2);
  throw failure;
}
