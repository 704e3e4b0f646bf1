import { basename } from 'node:path';
import { stepsLibrary } from './steps-library.ts';

/** One step: how it is said in both languages. */
export interface Sentence {
  readonly keyword: string;
  readonly en: string;
  readonly zh: string;
  /** The file that defines it, without its ending: `refund-steps`. */
  readonly subject: string;
}

/** What may stand where a sentence has a word in braces. */
export interface Blank {
  readonly name: string;
  readonly values: readonly string[];
}

export interface Language {
  readonly sentences: readonly Sentence[];
  readonly blanks: readonly Blank[];
}

/** What cucumber's library holds, of which its types tell nothing. */
interface Registered {
  readonly stepDefinitions: readonly {
    readonly unwrappedCode: unknown;
    readonly keyword: string;
    readonly pattern: string | RegExp;
    readonly uri: string;
  }[];
  readonly parameterTypeRegistry: {
    readonly parameterTypes: Iterable<{ readonly name?: string; readonly regexpStrings: readonly string[] }>;
  };
}

/** Values that are too many to list, by examples. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  money: ['9.90 yuan', '990 fen', '9.90元', '990分'],
  duration: ['2 hours', '5 minutes 1 second', '7 days', '2小时', '7天'],
  timeOfDay: ['10:00:00'],
  int: ['3'],
  string: ['"text"'],
  word: ['amount.total'],
  '': ['anything up to the end of the line'],
};

/** Cucumber's own types, and those that no sentence of the kit uses. */
const isOurs = ({ name }: Blank, sentences: readonly Sentence[]): boolean =>
  sentences.some(({ en }) => en.includes(`{${name}}`));

/** Every sentence that features can be written in, as the step definitions have registered them. */
export async function sentences(): Promise<Language> {
  const library: unknown = await stepsLibrary();
  const { stepDefinitions, parameterTypeRegistry } = library as Registered;
  const known = new Map<unknown, Sentence>();
  for (const { unwrappedCode, keyword, pattern, uri } of stepDefinitions) {
    const said = String(pattern);
    const before = known.get(unwrappedCode);
    const subject = basename(uri).replace(/\.[jt]s$/, '');
    known.set(unwrappedCode, before ? { ...before, zh: said } : { keyword, en: said, zh: '', subject });
  }
  const all = [...known.values()];
  const blanks = [...parameterTypeRegistry.parameterTypes].map(({ name = '', regexpStrings }) => ({
    name,
    values: EXAMPLES[name] ?? regexpStrings.flatMap(alternatives),
  }));
  return { sentences: all, blanks: blanks.filter((blank) => isOurs(blank, all)) };
}

/** The words of a pattern that is nothing but words. */
export const alternatives = (pattern: string): readonly string[] =>
  pattern.split(/(?<!\\)\|/).map((word) => word.replaceAll(/\\(.)/g, '$1'));
