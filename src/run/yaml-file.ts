import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { LineCounter, parseDocument } from 'yaml';
import { OWN_SCHEMAS, readPackageJson } from '../package-root.ts';
import { parseRfc3339 } from '../time/index.ts';

/** A file of the user's cannot be used; the message names it and says what is wrong. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';
}

const LARGEST = 1024 * 1024;

/** Reads YAML of the shape that a schema of the kit's gives. Throws an UnusableFile with file and line where it is none, or of another shape. */
export function readYamlFile<T>(path: string, schema: `schemas/${string}.schema.json`): T {
  const fail = (what: string): never => {
    throw new UnusableFile(`${path}${what}`);
  };
  const lines = new LineCounter();
  const document = parseDocument(textOf(path), { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem)
    fail(`:${Math.max(1, lines.linePos(problem.pos[0]).line)}: this is no YAML: ${problem.message.split('\n')[0]}`);
  const value = plain(document) ?? fail(': aliases of this file expand to more than it can hold: write it out');
  const check = new Ajv2020({ ...OWN_SCHEMAS, formats: { date: isDate } }).compile<T>(
    readPackageJson(schema) as object,
  );
  if (check(value.content)) return value.content;
  const [error] = check.errors ?? [];
  return fail(`: ${error ? complaint(error, schema) : 'this is of another shape'}`);
}

function textOf(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'it cannot be read';
    throw new UnusableFile(code === 'ENOENT' ? `There is no file ${path}` : `${path} cannot be read: ${code}`);
  }
  if (text.length > LARGEST) throw new UnusableFile(`${path} has more than 1 MiB: this is another file`);
  return text;
}

function plain(document: ReturnType<typeof parseDocument>): { content: unknown } | undefined {
  try {
    return { content: document.toJS({ maxAliasCount: 100 }) as unknown };
  } catch {
    return undefined;
  }
}

const isDate = (text: string): boolean => parseRfc3339(`${text}T00:00:00+08:00`) !== undefined;

/** `known[0].expires must match format "date"`, with the key where one is missing or too many. */
function complaint({ instancePath, params, keyword, message = 'is wrong' }: ErrorObject, schema: string): string {
  if (keyword === 'type' && instancePath === '')
    return `this is another file, or an empty one: ${schema} says what it holds`;
  const place =
    instancePath
      .slice(1)
      .replaceAll(/\/(\d+)/g, '[$1]')
      .replaceAll('/', '.') || 'the file';
  if (keyword === 'additionalProperties')
    return `${place} has a key that is not known: ${params['additionalProperty']}`;
  if (keyword === 'required') return `${place} lacks ${params['missingProperty']}`;
  if (keyword === 'format') return `${place} is no day: write it as 2026-12-31`;
  if (keyword === 'pattern') return `${place} is blank`;
  return `${place} ${message}`;
}
