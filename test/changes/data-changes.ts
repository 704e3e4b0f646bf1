import { isRecord } from '../../src/protocol/wire.ts';

/** A schema with one constant changed. */
export interface DataChange {
  readonly was: string;
  readonly becomes: string;
  readonly text: string;
}

/** Every keyword of a JSON Schema that has a number, a pattern, a list or a name in it, changed by one. */
export function schemaChanges(text: string): readonly DataChange[] {
  const schema: unknown = JSON.parse(text);
  return keywords(schema, []).flatMap(({ path, keyword, value }) =>
    otherValues(keyword, value).map((other) => ({
      was: `${['', ...path, keyword].join('/')}: ${JSON.stringify(value)}`,
      becomes: other === undefined ? 'nothing' : JSON.stringify(other),
      text: JSON.stringify(replaced(schema, [...path, keyword], other)),
    })),
  );
}

interface Keyword {
  readonly path: readonly string[];
  readonly keyword: string;
  readonly value: unknown;
}

const TELLS_ONLY = new Set(['$schema', '$id', '$comment', 'title', 'description', 'examples']);

function keywords(schema: unknown, path: readonly string[]): readonly Keyword[] {
  if (!isRecord(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]): readonly Keyword[] => {
    if (TELLS_ONLY.has(keyword)) return [];
    if (keyword === 'properties' || keyword === '$defs') {
      const inner = isRecord(value) ? Object.entries(value) : [];
      return inner.flatMap(([name, part]) => keywords(part, [...path, keyword, name]));
    }
    if (Array.isArray(value) && value.every(isRecord)) {
      return value.flatMap((part, index) => keywords(part, [...path, keyword, String(index)]));
    }
    return isRecord(value) ? keywords(value, [...path, keyword]) : [{ path, keyword, value }];
  });
}

/** A bound one more and one less; a list without each of its items; anything else left out. */
function otherValues(keyword: string, value: unknown): readonly unknown[] {
  if (typeof value === 'number') return [value + 1, value - 1];
  if (Array.isArray(value)) return value.map((_, index) => value.filter((__, place) => place !== index));
  if (keyword === 'pattern') return [undefined, ...withoutAnchors(String(value))];
  return [undefined];
}

const withoutAnchors = (pattern: string): readonly string[] =>
  [pattern.replace(/^\^/, ''), pattern.replace(/\$$/, '')].filter((other) => other !== pattern);

function replaced(schema: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(schema))
    return schema.map((part, index) => (String(index) === name ? replaced(part, rest, value) : part));
  return isRecord(schema) ? { ...schema, [name]: replaced(schema[name], rest, value) } : schema;
}
