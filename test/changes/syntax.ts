import { parse } from '@babel/parser';

/** A node of the syntax tree, of which no more is known than what is asked. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly loc: { readonly start: { readonly line: number } };
  readonly [key: string]: unknown;
}

export const syntaxOf = (text: string): Node =>
  parse(text, { sourceType: 'module', plugins: ['typescript'] }).program as unknown as Node;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string' && 'start' in value;

/** A node and what it stands in, nearest first. */
export interface Place {
  readonly node: Node;
  /** The property of the parent that holds it. */
  readonly key: string;
  readonly parents: readonly Node[];
}

/** These wrap an expression; every other node of TypeScript's own is gone when the code runs. */
const WRAPPERS = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSParameterProperty']);

/** Every expression and statement that runs, outer ones first. What a message says to people who erred is not among them. */
export function* places(node: Node, key = '', parents: readonly Node[] = []): Generator<Place> {
  if (node.type.startsWith('TS') && !WRAPPERS.has(node.type)) return;
  if (/^(?:Import|Export(?:All|Named)).*/.test(node.type) && node['source']) return;
  if (node['declare'] === true || node.type === 'ThrowStatement' || isError(node)) return;
  yield { node, key, parents };
  for (const [name, value] of Object.entries(node)) {
    if (name === 'key' && node['computed'] !== true) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* places(child, name, [node, ...parents]);
    }
  }
}

const isError = ({ type, callee }: Node): boolean =>
  type === 'NewExpression' && isNode(callee) && /Error$/.test(String(callee['name']));
