import { type JSONValue, jsonpath } from 'json-p3';

/** Finds a value in JSON: the first one that the path leads to, or undefined where there is none. */
export type Find = (value: unknown) => unknown;

/** A JSONPath or an expression that cannot be read, and why. */
export class BadExpression extends Error {
  override readonly name = 'BadExpression';
}

/** What the library adds in parentheses is a place in a text that the reader may never have written. */
const why = (failure: unknown): string =>
  failure instanceof Error ? failure.message.replace(/ \('.*'?:\d+\)$/s, '') : String(failure);

/** Compiles a JSONPath (RFC 9535). Throws a BadExpression. */
export function compilePath(path: string): Find {
  const query = compiled(path, path, 'write it like $.data.id');
  return (value) => query(value)[0];
}

/** Compiles the query of `given`, of which `shown` is what its author wrote. Throws a BadExpression. */
function compiled(given: string, shown: string, right: string): (value: unknown) => readonly unknown[] {
  try {
    const query = jsonpath.compile(given);
    return (value) => (isJson(value) ? query.query(value).values() : []);
  } catch (failure) {
    throw new BadExpression(`"${shown}" cannot be read (${why(failure)}): ${right}`);
  }
}

const isJson = (value: unknown): value is JSONValue => value !== undefined;

/** An answer, as an expression sees it: text where it is not JSON. */
export interface Judged {
  readonly status: number;
  readonly body: unknown;
  readonly isJson: boolean;
}

const PARTS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\$|@|(?<![\w.$@])status\b/g;

/**
 * Compiles how a backend says yes: comparisons as in a filter of RFC 9535, in which `$` is the body and `status` the HTTP
 * status, such as `$.code == 0`, `$ == "success"`, `status == 302 || $.ok == true`. What is compared with `$.…` is never
 * true of an answer that is not JSON. Throws a BadExpression.
 */
export function compileSuccess(text: string): {
  readonly holds: (answer: Judged) => boolean;
  readonly saysStatus: boolean;
} {
  const right = 'write it like $.code == 0 or $.status.code == "OK"';
  let saysStatus = false;
  let looksInside = false;
  const filter = text.replaceAll(PARTS, (part: string, at: number) => {
    if (part === '@') throw new BadExpression(`"${text}" has an @ in it, and $ is the body already: ${right}`);
    if (part === 'status') saysStatus = true;
    if (part === '$' && /^\s*[.[]/.test(text.slice(at + 1))) looksInside = true;
    return part === '$' ? '@.body' : part === 'status' ? '@.status' : part;
  });
  if (!filter.includes('@')) throw new BadExpression(`"${text}" looks at nothing of the answer: ${right}`);
  const query = compiled(`$[?${filter}]`, text, right);
  return {
    saysStatus,
    holds: ({ status, body, isJson: json }) => (json || !looksInside) && query([{ status, body }]).length > 0,
  };
}
