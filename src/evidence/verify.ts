import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../protocol/wire.ts';
import type { ConformanceReport } from '../report/conformance-json.ts';
import { catalogue } from '../rules/catalogue.ts';
import { eventsOf } from '../run/trace-files.ts';
import { UnusableFile } from '../run/yaml-file.ts';
import { type Files, unpacked } from './archive.ts';
import { KEY_FILE, STATEMENT_FILE } from './bundle.ts';
import { attestationsIn, jsonIn, NoBundle, reportIn, rulesIn, textIn } from './contents.ts';
import { fingerprint, opened } from './dsse.ts';
import { differencesFrom, type Grounds, isOfThisEdition } from './follows.ts';
import { digestsIn, sha256, statementOf } from './statement.ts';

export interface Verified {
  /** Of the key that was looked for. */
  readonly keyid: string;
  readonly isSigned: boolean;
  /** Absent where it was changed into something that is none. */
  readonly report?: ConformanceReport;
  /** Everything that is not as it was signed, or does not follow from the traces; none where the bundle holds. */
  readonly differences: readonly string[];
}

/**
 * Holds a bundle to its signature, its digests and its own traces. Throws a NoBundle or an UnreadableArchive where it is
 * none. `key` is the PEM or the fingerprint (`sha256:…`) of the key that must have signed it; without one the bundle's
 * own is taken, which says nothing of who signed.
 */
export async function verifyBundle(archive: Buffer, key?: string): Promise<Verified> {
  const files = await unpacked(archive);
  const pem = key === undefined || key.startsWith('sha256:') ? textIn(files, KEY_FILE) : key;
  const envelope = jsonIn(files, STATEMENT_FILE);
  const mine = fingerprint(pem);
  const keyid = key?.startsWith('sha256:') ? key : mine;
  const statement = keyid === mine ? opened(envelope, pem) : undefined;
  const digests = digestsIn(statement);
  const signed = digests
    ? differencesOf(files, digests)
    : [`the statement is not signed with the key ${keyid}${signersOf(files, keyid)}`];
  const found = { keyid, isSigned: digests !== undefined };
  try {
    const grounds = groundsIn(files);
    const { report } = grounds;
    const stated = digests ? statedOtherwise(statement, report, files) : [];
    const differences = [...signed, ...stated, ...differencesFrom(grounds), ...cataloguedOtherwise(grounds)];
    return { ...found, report, differences };
  } catch (failure) {
    // What was changed after signing may no longer be readable: that it was changed is the finding.
    if (signed.length === 0 || !(failure instanceof NoBundle || failure instanceof UnusableFile)) throw failure;
    return { ...found, differences: [...signed, `nothing can be judged again: ${failure.message}`] };
  }
}

/** What a verdict has to follow from, as far as it is in the bundle. */
function groundsIn(files: Files): Grounds {
  const traces = [...files.keys()].filter((name) => name.startsWith('traces/')).toSorted();
  return {
    report: reportIn(files),
    traces: traces.map((path) => ({ path, events: eventsOf(textIn(files, path), path) })),
    attestations: attestationsIn(files),
    rules: rulesIn(files),
  };
}

/** Whom the bundle itself names, where that is somebody else. */
function signersOf(files: Files, keyid: string): string {
  const own = files.get(KEY_FILE)?.toString();
  if (own === undefined) return '';
  const other = fingerprint(own);
  return other === keyid ? '' : `; the one in the bundle is ${other}`;
}

/** Files that are not as they were signed, that nobody signed, or that are gone. */
function differencesOf(files: Files, digests: ReadonlyMap<string, string>): readonly string[] {
  const changed = [...digests].flatMap(([name, digest]) => {
    const content = files.get(name);
    if (!content) return [`${name} was signed and is gone`];
    return sha256(content) === digest ? [] : [`${name} is not as it was signed`];
  });
  const added = [...evidenceIn(files).keys()].filter((name) => !digests.has(name));
  return [...changed, ...added.map((name) => `${name} was added after signing`)];
}

/** Everything in a bundle but the signature and its key. */
const evidenceIn = (files: Files): Files =>
  new Map([...files].filter(([name]) => name !== STATEMENT_FILE && name !== KEY_FILE));

/** Who reads the statement alone must read what the report says. */
function statedOtherwise(statement: unknown, report: ConformanceReport, files: Files): readonly string[] {
  const stated = isRecord(statement) ? statement['predicate'] : undefined;
  const own = statementOf(report, evidenceIn(files)).predicate;
  if (!isRecord(stated)) return ['the statement says nothing of the result'];
  return Object.entries(own).flatMap(([field, value]) =>
    field === 'configuration' || isDeepStrictEqual(stated[field], value)
      ? []
      : [`the statement’s ${field} is ${JSON.stringify(stated[field])}, and by the report ${JSON.stringify(value)}`],
  );
}

/** The rules that the auditor reads are those that were judged by. */
function cataloguedOtherwise({ report, rules }: Grounds): readonly string[] {
  if (!isOfThisEdition(report)) return [];
  const written = new Map(rules.map((rule) => [rule.id, rule]));
  return catalogue.flatMap((rule) =>
    isDeepStrictEqual(written.get(rule.id), JSON.parse(JSON.stringify(rule)))
      ? []
      : [`catalogue.json has ${rule.id} otherwise than this edition of the kit`],
  );
}
