import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { type Path, ProfileError } from './profile-error.ts';

/** A profile as it was written, and in which line what stands. */
export interface Written {
  readonly value: unknown;
  /** The line of what a path leads to, or of its key; of what encloses it where it is not there itself. */
  readonly lineOf: (path: Path, atKey?: boolean) => number;
}

/** A profile repeats a few steps by alias; what expands further is no profile. */
const MOST_ALIASES = 100;

const IN_WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a line begins with a tab: YAML is indented with spaces',
  DUPLICATE_KEY: 'this key stands there twice: keep one of the two',
  MULTIPLE_DOCS: 'a second document begins here: a profile is one document',
  RESOURCE_EXHAUSTION: 'this is nested too deep to be read',
  NON_STRING_KEY: 'a key is a list or a mapping: a key is a word',
  BLOCK_AS_IMPLICIT_KEY: 'there are two colons in one line: put a text with a colon in quotes',
  BAD_SCALAR_START: 'a text begins with a character that YAML keeps for itself: put it in quotes',
};

/** Reads YAML with its positions. Throws a ProfileError with file and line where it is none, or more than a mapping. */
export function readYaml(text: string, file: string): Written {
  const lines = new LineCounter();
  const fail = (line: number, message: string): never => {
    throw new ProfileError([`${file}:${line}: ${message}`]);
  };
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    logLevel: 'error',
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) fail(lineAt(problem.pos[0]), wording(problem));
  if (document.contents === null) fail(1, 'the file is empty: a profile has at least name, baseUrl and verbs');
  if (!isMap(document.contents)) fail(1, `this is no mapping: a profile begins with lines like "name: my-shop"`);
  return {
    value: plain(document, (message) => fail(1, message)),
    lineOf: (path, atKey = false) => lineAt(offsetOf(document, path, atKey)),
  };
}

function wording(problem: YAMLError): string {
  if (/^Unresolved tag/.test(problem.message)) return 'a tag (!…) stands here: a profile has none';
  const line = problem.message.split('\n')[0] ?? '';
  return (
    IN_WORDS[problem.code] ??
    `this is no YAML: ${line.charAt(0).toLowerCase()}${line.slice(1)} (a value with { } in it needs quotes)`
  );
}

function plain(document: Document, fail: (message: string) => never): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    JSON.stringify(value); // throws where an alias stands inside its own anchor
    return value;
  } catch (failure) {
    const text = failure instanceof Error ? failure.message : '';
    const [, name] = /^Unresolved alias.*: (.+)$/.exec(text) ?? [];
    if (name !== undefined) return fail(`the alias *${name} has no anchor &${name} before it`);
    return fail('the aliases expand to more than a profile can hold: write the steps out');
  }
}

type Found = Node | null | undefined;

function offsetOf(document: Document, path: Path, atKey: boolean): number {
  let node: Found = document.contents;
  let offset = 0;
  for (const [index, part] of path.entries()) {
    const inside: { key?: Node; value: Found } | undefined = step(resolved(node, document), part);
    if (!inside) return offset;
    const { key, value } = inside;
    const last = index === path.length - 1;
    offset = start(last && atKey ? key : (value ?? key)) ?? start(key) ?? offset;
    // What is an empty value, or a mapping below its key, is best shown at its key.
    if (last && key && !isScalar(value)) offset = start(key) ?? offset;
    node = value;
  }
  return offset;
}

const start = (node: Found): number | undefined => node?.range?.[0];
const resolved = (node: Found, document: Document): Found => (isAlias(node) ? node.resolve(document) : node);

function step(node: Found, part: string | number): { key?: Node; value: Found } | undefined {
  if (isSeq<Node>(node)) {
    const value = node.items[Number(part)];
    return value === undefined ? undefined : { value };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
  return pair && { key: pair.key, value: pair.value };
}
