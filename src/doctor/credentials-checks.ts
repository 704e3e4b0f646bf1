import { join } from 'node:path';
import type { Instant } from '../time/index.ts';
import { type Check, checksOf, t } from './check.ts';
import type { CredentialFolder } from './credential-folder.ts';
import { keyChecks } from './key-checks.ts';
import { merchantJsonChecks } from './merchant-json-checks.ts';
import { platformChecks } from './platform-checks.ts';

const { ok, note, wrong } = checksOf('credentials', 'configuration');

/** Whether the credentials are whole, readable and belong together (G§1.3, D:4013070756). Pure. */
export function credentialsChecks(folder: CredentialFolder, now: Instant, launched: boolean): readonly Check[] {
  const { path, files, unreadable, closed } = folder;
  if (closed !== undefined) return [notAFolder(path, closed)];
  if (files.size === 0 && unreadable.size === 0) return [newOnes(path, launched)];
  const json = files.get('merchant.json');
  const { checks, fields } = json ? merchantJsonChecks(json) : { checks: [], fields: {} };
  return [
    ...wholeness(folder),
    ...permissions(folder),
    ...checks,
    ...keyChecks(files, fields, now),
    ...platformChecks(files, fields, now),
  ];
}

const FOLDER = t('folder', '目录');

const notAFolder = (path: string, code: string): Check =>
  wrong(FOLDER, {
    found: t(`${path} cannot be looked into (${code})`, `${path}无法读取（${code}）`),
    expected: t('a folder with merchant.json and the PEM files', '包含merchant.json与PEM文件的目录'),
    advice: t('make it readable, or name another one with --credentials', '使其可读，或用--credentials指定其他目录'),
  });

function newOnes(path: string, launched: boolean): Check {
  const made = t(
    `there are no credentials in ${path}: new ones are made there now`,
    `${path}中没有开发参数：现在生成一套`,
  );
  // A backend that the kit launches is told of them.
  if (launched) return ok(FOLDER, made);
  return note(
    FOLDER,
    made,
    t('configure your backend with them, and start it again', '用它们配置商户后台，并重启商户后台'),
  );
}

function wholeness({ path, files, missing, unreadable }: CredentialFolder): readonly Check[] {
  const faults = [
    ...missing.map((name) => (name === 'sandbox-keys.json' ? foreign(path) : lacking(join(path, name)))),
    ...[...unreadable].map(([name, code]) =>
      wrong(name, {
        found: t(`${join(path, name)} cannot be read (${code})`, `${join(path, name)}无法读取（${code}）`),
        expected: t('a file that the user of the kit may read', '测试工具的用户可读的文件'),
        advice: t(`make it readable for yourself: chmod 600 ${name}`, `使自己可读：chmod 600 ${name}`),
      }),
    ),
  ];
  if (faults.length > 0) return faults;
  return [ok(FOLDER, t(`${path} holds all ${files.size} files`, `${path}中${files.size}个文件齐全`))];
}

const lacking = (file: string): Check =>
  wrong(FOLDER, {
    found: t(`${file} is missing`, `缺少${file}`),
    expected: t('all files as the kit writes them', '测试工具写出的全部文件'),
    advice: t(
      'put the file back, or name an empty folder with --credentials to have a whole new set made',
      '恢复该文件，或用--credentials指定空目录以生成全套新文件',
    ),
  });

/** Credentials that somebody put together: whoever plays WeChat Pay needs its private keys, and real ones nobody has. */
const foreign = (path: string): Check =>
  wrong(FOLDER, {
    found: t(
      `${path} holds credentials that the kit did not make: sandbox-keys.json is missing`,
      `${path}中的开发参数不是测试工具生成的：缺少sandbox-keys.json`,
    ),
    expected: t(
      "the kit's own credentials: it plays WeChat Pay, and can only sign with keys whose private half it has",
      '测试工具自己生成的开发参数：它扮演微信支付，只能用自己持有私钥的密钥签名',
    ),
    advice: t(
      'give a new folder with --credentials, let "init" fill it, and configure your backend with that; keep real keys out of tests',
      '用--credentials指定新目录，由“init”生成，并用其配置商户后台；真实密钥不要用于测试',
    ),
  });

const permissions = ({ open, missing }: CredentialFolder): readonly Check[] => {
  const names = [...open.keys()];
  const check = t('permissions', '文件权限');
  if (names.length === 0)
    return missing.length > 0 ? [] : [ok(check, t('only you can read the secret files', '只有本用户可读保密文件'))];
  const list = [...open].map(([name, mode]) => `${name} ${mode}`).join(', ');
  return [
    note(
      check,
      t(`others than you may read secret files: ${list}`, `其他用户可读保密文件：${list}`),
      `chmod 600 ${names.join(' ')}`,
    ),
  ];
};
