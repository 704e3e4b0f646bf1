import { createHash } from 'node:crypto';
import { isRecord } from '../protocol/wire.ts';
import type { ConformanceReport } from '../report/conformance-json.ts';
import type { Files } from './archive.ts';

const STATEMENT = 'https://in-toto.io/Statement/v1';
const TEST_RESULT = 'https://in-toto.io/attestation/test-result/v0.1';

export const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

export interface Statement {
  readonly _type: string;
  readonly subject: readonly object[];
  readonly predicateType: string;
  readonly predicate: {
    readonly result: string;
    readonly configuration: readonly object[];
    readonly passedTests: readonly string[];
    readonly warnedTests: readonly string[];
    readonly failedTests: readonly string[];
  };
}

/** An in-toto statement of a test's result: what came of the rules, and the digests of everything that it rests on. */
export function statementOf(report: ConformanceReport, files: Files): Statement {
  const named = (...verdicts: readonly string[]): readonly string[] =>
    report.rules.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id }) => id);
  const resource = (name: string): object => ({ name, digest: { sha256: sha256(files.get(name) ?? Buffer.alloc(0)) } });
  const names = [...files.keys()].toSorted();
  return {
    _type: STATEMENT,
    subject: names.map(resource),
    predicateType: TEST_RESULT,
    predicate: {
      result: RESULTS[report.verdict],
      configuration: ['catalogue.json', 'versions.json'].filter((name) => files.has(name)).map(resource),
      passedTests: named('pass', 'attested'),
      // Whoever reads these takes a warned test for one that passed: what nobody saw stands in none of the lists.
      warnedTests: named('warn'),
      failedTests: named('fail', 'error'),
    },
  };
}

const RESULTS: Readonly<Record<ConformanceReport['verdict'], string>> = {
  conformant: 'PASSED',
  incomplete: 'WARNED',
  nonconformant: 'FAILED',
};

/** The digests that a statement names; undefined where it is no statement of a test's result. */
export function digestsIn(statement: unknown): ReadonlyMap<string, string> | undefined {
  if (!isRecord(statement) || statement['_type'] !== STATEMENT || statement['predicateType'] !== TEST_RESULT)
    return undefined;
  const subjects: unknown = statement['subject'];
  if (!Array.isArray(subjects)) return undefined;
  return new Map(
    subjects.flatMap((subject: unknown) => {
      if (!isRecord(subject) || !isRecord(subject['digest'])) return [];
      return [[String(subject['name']), String(subject['digest']['sha256'])] as const];
    }),
  );
}
