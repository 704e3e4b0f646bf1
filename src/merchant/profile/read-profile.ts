import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { checkAccounts } from './check-accounts.ts';
import { checkAddresses } from './check-addresses.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import { checkVerbs } from './check-verbs.ts';
import { checkWords } from './check-words.ts';
import { fillFromEnvironment } from './environment.ts';
import { literally } from './placeholders.ts';
import type { MerchantProfile } from './profile.ts';
import { formatPath, type Path, type Problem, ProfileError } from './profile-error.ts';
import { readModule } from './profile-module.ts';
import { shaped } from './shape.ts';
import { readYaml } from './yaml-document.ts';

export interface ReadProfile {
  readonly profile: MerchantProfile;
  /** Absolute: what the profile names by a relative path lies here. */
  readonly folder: string;
  /** Absolute. */
  readonly path: string;
  /** What came from the environment: it must not be shown. */
  readonly secrets: readonly string[];
}

const YAML = new Set(['.yaml', '.yml', '.json']);
const MODULE = new Set(['.ts', '.mts', '.js', '.mjs']);
const LARGEST = 1024 * 1024;

/**
 * Reads a merchant profile, YAML or a module, with the environment's values in it, and checks all that can be checked
 * before anything runs. Throws a ProfileError.
 */
export async function readProfile(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ReadProfile> {
  const absolute = resolve(path);
  const file = basename(absolute);
  const ending = extname(absolute).toLowerCase();
  if (!YAML.has(ending) && !MODULE.has(ending))
    throw new ProfileError([`${file}: a profile ends in .yaml, .yml, .json, .ts, .mts, .js or .mjs`]);
  await mustBeFile(absolute, path);
  const written = MODULE.has(ending)
    ? { value: await readModule(absolute), lineOf: undefined }
    : readYaml(await readFile(absolute, 'utf8'), file);
  const { value, secrets, problems } = fillFromEnvironment(written.value, env);
  const origin: Origin = { file, lineOf: written.lineOf, secrets };
  refuse(problems, origin);
  const found = shaped(value);
  refuse('problems' in found ? found.problems : checkProfile(found.profile), origin);
  if (!('profile' in found)) throw new Error('a profile without its shape was let through');
  return { profile: found.profile, folder: dirname(absolute), path: absolute, secrets };
}

/** All that is wrong in a profile of the right shape. */
export const checkProfile = (profile: MerchantProfile): readonly Problem[] => [
  ...checkAddresses(profile),
  ...checkVerbs(profile),
  ...checkAccounts(profile),
  ...checkWords(profile),
  ...checkPlaceholders(profile),
];

async function mustBeFile(absolute: string, given: string): Promise<void> {
  const found = await stat(absolute).catch(() => undefined);
  if (!found) throw new ProfileError([`${given}: there is no such file`]);
  if (!found.isFile()) throw new ProfileError([`${given}: this is no file; name the profile itself`]);
  if (found.size > LARGEST)
    throw new ProfileError([`${given}: the file has ${found.size} bytes; a profile has at most ${LARGEST}`]);
}

interface Origin {
  readonly file: string;
  /** Modules have no lines that could be named. */
  readonly lineOf: ((path: Path, atKey?: boolean) => number) | undefined;
  readonly secrets: readonly string[];
}

/** Ends with what is wrong, if anything is, in the order of the file. */
function refuse(problems: readonly Problem[], { file, lineOf, secrets }: Origin): void {
  const told = problems.map(({ path, message, atKey }) => {
    const line = lineOf?.(path, atKey) ?? 0;
    const at = path.length === 0 ? '' : ` ${formatPath(path)}:`;
    return { line, text: `${file}${lineOf ? `:${line}` : ''}:${at} ${secrets.reduce(without, message)}` };
  });
  const [first, ...rest] = told.sort((a, b) => a.line - b.line).map(({ text }) => text);
  if (first !== undefined) throw new ProfileError([first, ...rest]);
}

/** A message that shows what it was given shows what came from the environment too. */
const without = (message: string, secret: string): string =>
  [secret, literally(secret)].reduce((text, each) => text.replaceAll(each, '…'), message);
