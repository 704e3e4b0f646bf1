import type { Edit } from './change.ts';
import { changedPatterns } from './patterns.ts';
import { isNode, type Node, type Place, places, syntaxOf } from './syntax.ts';

/** All changes of a source text: comparisons, conditions, each side of `&&`, `||` and `??`, and every constant but prose. */
export function editsOf(text: string): readonly Edit[] {
  return [...places(syntaxOf(text))].flatMap((place) => {
    const { line } = place.node.loc.start;
    const own = [...conditions(place), ...expressions(text, place)].map((replacement) => {
      const { start, end } = place.node;
      return { start, end, line, replacement };
    });
    const without = withoutQuestion(text, place);
    return [...own, ...(without ? [{ ...without, line }] : [])];
  });
}

const LOOPS = new Set(['ForStatement', 'WhileStatement', 'DoWhileStatement']);

/** What decides is decided beforehand. A loop that never ends would only be waited for. */
function conditions({ node, key, parents: [parent] }: Place): readonly string[] {
  if (key !== 'test' || !parent || parent.type === 'SwitchCase' || node.type === 'BooleanLiteral') return [];
  return LOOPS.has(parent.type) ? ['false'] : ['true', 'false'];
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '^': ['&'],
  '+=': ['-='],
  '-=': ['+='],
  '??=': ['='],
};

const METHODS: ReadonlyMap<string, string> = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
]);

/** Three words and more are prose: what it says is for reviewers to judge. */
const isProse = (text: string): boolean => /\p{L}[,.:;]? +[\p{L}\d-]+[,.:;]? +\p{L}/u.test(text);

function expressions(text: string, { node, parents }: Place): readonly string[] {
  const source = (part: unknown): string => (isNode(part) ? text.slice(part.start, part.end) : '');
  const { left, right, operator } = node;
  switch (node.type) {
    case 'BinaryExpression':
    case 'AssignmentExpression': {
      const others = OPERATORS[String(operator)] ?? [];
      return others.map((other) => `(${source(left)}) ${other} (${source(right)})`);
    }
    case 'LogicalExpression':
      return [source(left), source(right)];
    case 'UnaryExpression':
      return operator === '!' || operator === '-' ? [source(node['argument'])] : [];
    case 'BooleanLiteral':
      return [String(node['value'] !== true)];
    case 'NumericLiteral':
      return [String(Number(node['value']) + 1), String(Number(node['value']) - 1)];
    case 'StringLiteral':
      return isProse(String(node['value'])) ? [] : [node['value'] === '' ? "'other'" : "''"];
    case 'TemplateLiteral':
      return parents[0]?.type === 'TaggedTemplateExpression' ? [] : templates(text, node);
    case 'RegExpLiteral':
      return changedPatterns(String(node['pattern'])).map((pattern) => `/${pattern}/${String(node['flags'])}`);
    case 'CallExpression':
      return calls(text, node);
    default:
      return [];
  }
}

/** A template without one of its constant parts. */
function templates(text: string, node: Node): readonly string[] {
  const parts = (node['quasis'] as readonly Node[]).filter(({ start, end }) => end > start);
  return parts
    .filter(({ start, end }) => !isProse(text.slice(start, end)))
    .map(({ start, end }) => text.slice(node.start, start) + text.slice(end, node.end));
}

function calls(text: string, node: Node): readonly string[] {
  const { callee } = node;
  const property = isNode(callee) && callee.type === 'MemberExpression' ? callee['property'] : undefined;
  if (!isNode(property)) return [];
  const other = METHODS.get(text.slice(property.start, property.end));
  return other ? [text.slice(node.start, property.start) + other + text.slice(property.end, node.end)] : [];
}

/** Without one `?.`: what is asked of nothing then throws. The whole chain is replaced, since it ends with the question. */
function withoutQuestion(text: string, { node, parents }: Place): Omit<Edit, 'line'> | undefined {
  if (!node.type.startsWith('Optional') || node['optional'] !== true) return undefined;
  const asked = node['object'] ?? node['callee'];
  if (!isNode(asked)) return undefined;
  let chain = node;
  for (const parent of parents) {
    if (!parent.type.startsWith('Optional') || (parent['object'] ?? parent['callee']) !== chain) break;
    chain = parent;
  }
  const question = text.indexOf('?.', asked.end);
  const link = /^\?\.[[(]/.test(text.slice(question, question + 3)) ? '' : '.';
  const replacement = text.slice(chain.start, question) + link + text.slice(question + 2, chain.end);
  return { start: chain.start, end: chain.end, replacement };
}
