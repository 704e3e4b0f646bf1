import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import { sourcesOf } from '../house/sources.ts';
import type { Change, Equivalent } from './change.ts';
import { schemaChanges } from './data-changes.ts';
import { editsOf } from './edits.ts';
import { ofGateway } from './equivalents/gateway.ts';
import { ofJudge } from './equivalents/judge.ts';
import { ofProtocol } from './equivalents/protocol.ts';
import { ofTime } from './equivalents/time.ts';
import type { Numbered } from './instrument.ts';

/** A part of the kit, with the tests that are near enough to it to answer for it. */
interface Area {
  readonly sources: string;
  /** A folder of JSON Schemas that belong to it. */
  readonly schemas?: string;
  readonly tests: readonly string[];
  readonly equivalents: readonly Equivalent[];
}

export const AREAS: Readonly<Record<string, Area>> = {
  time: { sources: 'src/time', tests: ['test/time'], equivalents: ofTime },
  protocol: { sources: 'src/protocol', tests: ['test/protocol'], equivalents: ofProtocol },
  judge: { sources: 'src/judge', tests: ['test/judge'], equivalents: ofJudge },
  gateway: {
    sources: 'src/gateway',
    schemas: 'schemas/wire',
    tests: ['test/gateway', 'test/bills'],
    equivalents: ofGateway,
  },
};

/** All that can be changed in an area, and where its sources want their switches. */
export interface Changes {
  readonly all: readonly Change[];
  readonly editsIn: ReadonlyMap<string, readonly Numbered[]>;
}

export function changesOf({ sources, schemas }: Area): Changes {
  const all: Change[] = [];
  const editsIn = new Map<string, readonly Numbered[]>();
  for (const { path: file, text } of sourcesOf(sources)) {
    const numbered = editsOf(text).map((edit, index) => ({ ...edit, id: all.length + index }));
    all.push(
      ...numbered.map(({ id, line, start, end, replacement }) => {
        const code = text.split('\n')[line - 1]?.trim() ?? '';
        return { id, file, line, was: text.slice(start, end), becomes: replacement, code };
      }),
    );
    editsIn.set(file, numbered);
  }
  for (const name of schemas === undefined ? [] : readdirSync(join(packageRoot, schemas)).sort()) {
    const file = posix.join(schemas ?? '', name);
    const changes = schemaChanges(readFileSync(join(packageRoot, file), 'utf8'));
    all.push(...changes.map((change, index) => ({ ...change, file, line: 1, code: '', id: all.length + index })));
  }
  return { all, editsIn };
}

/** The test files of an area. */
export const testsOf = ({ tests }: Area): readonly string[] =>
  sourcesOf(...tests)
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.test.ts'));

/** `src/time/instant.ts` and `test/time/instant.test.ts` are about the same. */
export const isNamesake = (test: string, file: string): boolean =>
  basename(test, '.test.ts') === basename(file).replace(/\.(?:schema\.json|ts)$/, '');
