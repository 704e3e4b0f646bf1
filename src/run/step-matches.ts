import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';

/** What cucumber keeps of a definition, as far as it is needed here: its types leave the library closed. */
interface Definition {
  readonly expression: { match: (text: string) => Arguments | null; readonly treeRegexp?: TreeRegexp };
}

/** What a sentence became: a pattern, and what makes a tree of its groups. */
interface TreeRegexp {
  readonly regexp: RegExp;
  readonly groupBuilder: { build: (match: RegExpExecArray, nextGroup: () => number) => unknown };
  match: (text: string) => unknown;
}

/** The arguments that a sentence takes out of a text; cucumber transforms them anew wherever it asks for their values. */
type Arguments = readonly unknown[];

const prepared = new WeakSet<ISupportCodeLibrary>();

/**
 * Has the definitions of a library remember what they made of a text. Cucumber holds each step of each scenario against
 * every sentence, and three times against its own; most steps stand in many scenarios. A library that is not built as
 * expected is left as it is.
 */
export function rememberMatches(library: ISupportCodeLibrary): void {
  const { stepDefinitions } = library as { stepDefinitions?: readonly Definition[] };
  if (!stepDefinitions || prepared.has(library)) return;
  prepared.add(library);
  for (const { expression } of stepDefinitions) placeGroupsNatively(expression.treeRegexp);
  const known = new Map<string, ReadonlyMap<unknown, Arguments>>();
  const matchers = stepDefinitions.map(({ expression }) => {
    const match = expression.match.bind(expression);
    return (text: string) => [expression, match(text)] as const;
  });
  const matchesOf = (text: string): ReadonlyMap<unknown, Arguments> => {
    const found = new Map<unknown, Arguments>();
    for (const matcher of matchers) {
      const [expression, taken] = matcher(text);
      if (taken !== null) found.set(expression, taken);
    }
    known.set(text, found);
    return found;
  };
  // All sentences are asked about one text before any is asked about the next.
  let asked: string | undefined;
  let matches: ReadonlyMap<unknown, Arguments> = new Map();
  for (const { expression } of stepDefinitions)
    expression.match = (text) => {
      if (text !== asked) matches = known.get(text) ?? matchesOf(text);
      asked = text;
      return matches.get(expression) ?? null;
    };
}

/**
 * Has the places of groups told by the pattern itself. Cucumber parses each pattern and writes it anew to learn them, as was
 * necessary before ES2022: two thirds of all that matching takes.
 */
function placeGroupsNatively(tree: TreeRegexp | undefined): void {
  if (!tree?.regexp || !tree.groupBuilder || tree.regexp.hasIndices) return;
  const regexp = new RegExp(tree.regexp.source, `${tree.regexp.flags}d`);
  tree.match = (text) => {
    const match = regexp.exec(text);
    let group = 0;
    return match && tree.groupBuilder.build(match, () => group++);
  };
}
