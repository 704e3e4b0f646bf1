import type { Attestation } from '../judge/attestation.ts';
import { judge } from '../judge/judge.ts';
import { isRecord } from '../protocol/wire.ts';
import { type ConformanceReport, validateReport } from '../report/conformance-json.ts';
import { ruleById } from '../rules/catalogue.ts';
import type { Rule } from '../rules/rule.ts';
import { eventsOf } from '../run/trace-files.ts';
import { unpacked } from './archive.ts';
import { KEY_FILE, STATEMENT_FILE } from './bundle.ts';
import { fingerprint, opened } from './dsse.ts';
import { digestsIn, sha256 } from './statement.ts';

export interface Verified {
  readonly keyid: string;
  readonly report: ConformanceReport;
  /** Everything that is not as it was signed, or does not follow from the traces; none where the bundle holds. */
  readonly differences: readonly string[];
}

/** The bundle cannot be read as one; the message says why. */
export class NoBundle extends Error {
  override readonly name = 'NoBundle';
}

/**
 * Holds a bundle to its signature, its digests and its own traces. Throws a NoBundle or an UnreadableArchive where it is
 * none. `publicKey` is the PEM of the key that must have signed it; without one the bundle's own is taken.
 */
export async function verifyBundle(archive: Buffer, publicKey?: string): Promise<Verified> {
  const files = await unpacked(archive);
  const text = (name: string): string => {
    const content = files.get(name);
    if (!content) throw new NoBundle(`it lacks ${name}: this is no evidence bundle`);
    return content.toString();
  };
  const json = (name: string): unknown => {
    try {
      return JSON.parse(text(name)) as unknown;
    } catch (failure) {
      if (failure instanceof NoBundle) throw failure;
      throw new NoBundle(`its ${name} is no JSON`);
    }
  };
  const key = publicKey ?? text(KEY_FILE);
  const statement = opened(json(STATEMENT_FILE), key);
  const digests = digestsIn(statement);
  const report = reportIn(json('conformance.json'));
  const signed = digests
    ? differencesOf(files, digests)
    : [`the statement is not signed with the key ${fingerprint(key)}`];
  const traces = [...files.keys()].filter((name) => name.startsWith('traces/')).toSorted();
  const judged = judgedAgain(
    report,
    traces.map((path) => ({ path, events: eventsOf(text(path), path) })),
    attestationsIn(json('attestations.json')),
    ownIn(json('catalogue.json')),
  );
  return { keyid: fingerprint(key), report, differences: [...signed, ...judged] };
}

function reportIn(report: unknown): ConformanceReport {
  try {
    validateReport(report);
  } catch (failure) {
    throw new NoBundle(failure instanceof Error ? failure.message : 'its report is none');
  }
  return report as ConformanceReport;
}

const attestationsIn = (content: unknown): readonly Attestation[] =>
  (content as { attestations?: readonly Attestation[] } | null)?.attestations ?? [];

/** Rules of the user's own are in the bundle alone. */
const ownIn = (content: unknown): readonly Rule[] =>
  Array.isArray(content) ? content.filter((row): row is Rule => isRecord(row) && typeof row['id'] === 'string') : [];

/** Files that are not as they were signed, that nobody signed, or that are gone. */
function differencesOf(files: ReadonlyMap<string, Buffer>, digests: ReadonlyMap<string, string>): readonly string[] {
  const changed = [...digests].flatMap(([name, digest]) => {
    const content = files.get(name);
    if (!content) return [`${name} was signed and is gone`];
    return sha256(content) === digest ? [] : [`${name} is not as it was signed`];
  });
  const added = [...files.keys()].filter((name) => !digests.has(name) && name !== STATEMENT_FILE && name !== KEY_FILE);
  return [...changed, ...added.map((name) => `${name} was added after signing`)];
}

/** What judging the traces again says otherwise than the report. */
function judgedAgain(
  report: ConformanceReport,
  traces: Parameters<typeof judge>[0],
  attestations: readonly Attestation[],
  bundled: readonly Rule[],
): readonly string[] {
  const known = (id: string): Rule | undefined => ruleById(id) ?? bundled.find((rule) => rule.id === id);
  const unknown = report.rules
    .filter(({ id }) => !known(id))
    .map(({ id }) => `${id} is no rule of this edition of the kit`);
  const rules = report.rules.flatMap(({ id }) => known(id) ?? []);
  const judgement = judge(traces, rules, { attestations });
  const verdicts = new Map(judgement.rules.map(({ rule, verdict }) => [rule.id, verdict]));
  const otherwise = report.rules.flatMap(({ id, verdict }) => {
    const again = verdicts.get(id);
    return again === undefined || again === verdict
      ? []
      : [`${id} is reported as ${verdict}, and its traces say ${again}`];
  });
  const whole =
    judgement.verdict === report.verdict
      ? []
      : [`the run is reported as ${report.verdict}, and its traces say ${judgement.verdict}`];
  return [...unknown, ...otherwise, ...whole];
}
