import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';

/** A source file by its path from the package's root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file under the given folders. */
export function sourcesOf(...folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .sort()
      .map((path) => ({ path, text: readFileSync(join(packageRoot, path), 'utf8') })),
  );
}

const COMMENT_OR_TEXT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/** The code alone: comments are blank, so that what they say is not taken for code. Line numbers stay. */
export const withoutComments = (text: string): string =>
  text.replaceAll(COMMENT_OR_TEXT, (found) => (found.startsWith('/') ? found.replaceAll(/[^\n]/g, ' ') : found));

/** The code with the insides of plain texts blank too. What a template inserts is code, and stays. */
export const withoutTexts = (text: string): string =>
  text.replaceAll(COMMENT_OR_TEXT, (found) => {
    if (found.startsWith('`')) return found;
    if (found.startsWith('/')) return found.replaceAll(/[^\n]/g, ' ');
    return `${found.charAt(0)}${' '.repeat(found.length - 2)}${found.charAt(0)}`;
  });

export interface Import {
  readonly from: string;
  /** A path from the package's root for a file of the package, the bare name for a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const STATEMENT = /\b(import|export)\s+(type\s+)?((?:[\w*{][^;'"`]*?\s*)?from\s*)?(['"])([^'"]+)\4/g;
const CALL = /\b(?:import|require)\(\s*(['"])([^'"]+)\1\s*\)/g;

/** `{ type A, type B }`: every name of the clause is a type. */
const allTypes = (clause: string): boolean =>
  /^\{(\s*type\s+[^,}]+,?)+\s*\}\s*from\s*$/.test(clause.trim().concat(' ').trimStart());

export function importsOf({ path, text }: SourceFile): readonly Import[] {
  const code = withoutComments(text);
  const resolved = (name: string): string => (name.startsWith('.') ? posix.join(dirname(path), name) : name);
  return [
    ...[...code.matchAll(STATEMENT)].map(([, , type, clause = '', , name = '']) => ({
      from: path,
      to: resolved(name),
      typeOnly: type !== undefined || allTypes(clause),
    })),
    ...[...code.matchAll(CALL)].map(([, , name = '']) => ({ from: path, to: resolved(name), typeOnly: false })),
  ];
}
