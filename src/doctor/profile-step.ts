import { resolve } from 'node:path';
import { isAbsent, VERBS } from '../merchant/profile/profile.ts';
import { ProfileError } from '../merchant/profile/profile-error.ts';
import { type ReadProfile, readProfile } from '../merchant/profile/read-profile.ts';
import { type Check, checksOf, type Text, t } from './check.ts';

const { ok, wrong } = checksOf('profile', 'configuration');

const CREDENTIALS = '.wechatpay';

/** Reads the profile with the environment's values. Undefined where it cannot be used: each mistake is told. */
export async function profileStep(
  path: string,
  env: NodeJS.ProcessEnv,
  emit: (check: Check) => void,
): Promise<ReadProfile | undefined> {
  try {
    const read = await readProfile(path, env);
    const { profile, secrets } = read;
    const described = VERBS.filter((verb) => {
      const said = profile.verbs[verb];
      return said !== undefined && !isAbsent(said);
    });
    emit(
      ok(
        t('file', '文件'),
        t(`${profile.name}: it describes ${described.join(', ')}`, `${profile.name}：描述了${described.join('、')}`),
      ),
    );
    emit(ok(t('environment', '环境变量'), fromEnvironment(secrets.length)));
    return read;
  } catch (failure) {
    if (!(failure instanceof ProfileError)) throw failure;
    for (const problem of failure.problems) emit(wrong(...mistake(problem)));
    return undefined;
  }
}

const fromEnvironment = (count: number): Text =>
  count === 0
    ? t('the profile takes nothing from it', '配置文件没有引用环境变量')
    : t(`all variables that the profile names are set (${count} values)`, `配置文件引用的变量均已设置（${count}个值）`);

function mistake(problem: string): Parameters<typeof wrong> {
  const variable = /the environment has no variable (\w+)/.exec(problem)?.[1];
  if (variable !== undefined)
    return [
      t('environment', '环境变量'),
      {
        found: problem,
        expected: t(`a variable ${variable}`, `环境变量${variable}`),
        advice: `export ${variable}=…`,
      },
    ];
  return [
    t('file', '文件'),
    {
      found: problem,
      expected: t('a profile that can be used', '可用的配置文件'),
      advice: t(
        'correct that line; docs/merchant.md explains each key, and "init" writes a profile to begin with',
        '改正该行；docs/merchant.md说明了每个键，“init”可生成初始配置文件',
      ),
    },
  ];
}

/** The credentials folder of a run: the one asked for, the profile's, or that of the working directory. Absolute. */
export function credentialsFolder(asked: string | undefined, { profile, folder }: ReadProfile): string {
  if (asked !== undefined) return resolve(asked);
  const said = profile.gateway?.credentials;
  return said === undefined ? resolve(CREDENTIALS) : resolve(folder, said);
}
