import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Attestation } from '../judge/attestation.ts';
import { isRecord } from '../protocol/wire.ts';
import { readReport } from '../report/read-report.ts';
import { catalogue } from '../rules/catalogue.ts';
import type { Rule } from '../rules/rule.ts';
import { packed } from './archive.ts';
import { enveloped, keyOfTheRun, type SigningKey } from './dsse.ts';
import { statementOf } from './statement.ts';

export const STATEMENT_FILE = 'statement.dsse.json';
export const KEY_FILE = 'public-key.pem';

export interface Evidence {
  /** The folder into which the run wrote its reports. */
  readonly reports: string;
  /** The merchant's profile, where there is one. */
  readonly profile?: string;
  readonly attestations: readonly Attestation[];
  /** Rules of the user's own. */
  readonly own?: readonly Rule[];
  readonly versions: Readonly<Record<string, string>>;
  /** The user's own; without it one is made for the run. */
  readonly key?: SigningKey;
}

/** Writes one archive of all that a verdict rests on, signed; whole or not at all. Answers the fingerprint of the key. */
export async function writeBundle(
  path: string,
  { reports, profile, attestations, own = [], versions, key = keyOfTheRun() }: Evidence,
): Promise<string> {
  const files = new Map(filesIn(reports));
  const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);
  files.set('catalogue.json', json([...catalogue, ...own]));
  files.set('versions.json', json(versions));
  files.set('attestations.json', json({ attestations }));
  const told = profile === undefined ? undefined : profileWithoutSecrets(profile);
  if (told !== undefined) files.set('profile.json', json(told));
  const statement = statementOf(readReport(reports), files);
  files.set(STATEMENT_FILE, json(enveloped(statement, key)));
  files.set(KEY_FILE, Buffer.from(key.publicKey));
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, await packed(files));
    renameSync(temporary, path);
  } catch (failure) {
    rmSync(temporary, { force: true });
    throw failure;
  }
  return key.keyid;
}

const REPORTS = ['conformance.json', 'conformance.html', 'junit.xml', 'messages.ndjson'];

/** What a run has written, and nothing that happens to lie beside it. */
function filesIn(folder: string): readonly (readonly [string, Buffer])[] {
  const there = readdirSync(folder).filter((name) => REPORTS.includes(name));
  const traces = readdirSync(join(folder, 'traces'))
    .filter((name) => name.endsWith('.ndjson') && statSync(join(folder, 'traces', name)).isFile())
    .map((name) => `traces/${name}`);
  return [...there, ...traces].map((name) => [name, readFileSync(join(folder, name))]);
}

/** A profile as it is written, with what somebody may have put into it that is secret. Of a module only its name can be told. */
function profileWithoutSecrets(path: string): unknown {
  if (!/\.(?:ya?ml|json)$/i.test(path)) return { module: path.replace(/^.*[/\\]/, '') };
  return cut(parse(readFileSync(path, 'utf8')), false);
}

/** Headers, environment and what is sent may hold secrets: of those only placeholders are told, which name and do not hold. */
const GUARDED = new Set(['headers', 'env', 'body', 'form', 'query', 'sign', 'command']);

function cut(value: unknown, guarded: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => cut(item, guarded));
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, cut(inner, guarded || GUARDED.has(name))]),
    );
  if (value === null || typeof value === 'boolean') return value;
  if (guarded) return placeholdersIn(String(value));
  return typeof value === 'string' && /^(?:https?:\/)?\//i.test(value) ? addressWithoutSecrets(value) : value;
}

const placeholdersIn = (text: string): string => (text.match(/\$?\{[^{}]*\}/g) ?? []).join(' ') || '…';

/** A path or an address: who logs in by it, and what its parameters say, may be secret. */
const addressWithoutSecrets = (address: string): string =>
  address
    .replace(/\/\/[^/?#]*@/, '//…@')
    .replaceAll(/([?&][^=&#]*=)([^&#]*)/g, (_, name: string, value: string) => `${name}${placeholdersIn(value)}`);
