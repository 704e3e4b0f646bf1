import { isDeepStrictEqual } from 'node:util';
import type { Language } from '../report/report.ts';
import { unitsInChinese, valueInChinese } from '../report/scenario-names/values.ts';
import { alternatives } from './sentences.ts';
import { stepsLibrary } from './steps-library.ts';

interface ParameterType {
  readonly name?: string;
  readonly regexpStrings: readonly string[];
  transform(self: unknown, texts: readonly string[]): unknown;
}
interface Argument {
  readonly group: { readonly value?: string };
  getParameterType(): ParameterType;
}
/** What cucumber's library holds, of which its types tell nothing. */
interface Library {
  readonly stepDefinitions: readonly {
    readonly unwrappedCode: unknown;
    readonly pattern: string | RegExp;
    readonly expression: { readonly match: (text: string) => readonly Argument[] | null };
  }[];
}

const CHINESE = /\p{Script=Han}/u;

/** How a feature's sentences are said in Chinese, as their definitions have it. What is no sentence of the kit's stays as it is. */
export async function inChinese(): Promise<(sentence: string) => string> {
  const library: unknown = await stepsLibrary();
  const { stepDefinitions } = library as Library;
  const chinese = new Map(
    stepDefinitions.flatMap(({ unwrappedCode, pattern }) =>
      CHINESE.test(String(pattern)) ? [[unwrappedCode, String(pattern)] as const] : [],
    ),
  );
  return (sentence) => {
    for (const { unwrappedCode, expression } of stepDefinitions) {
      const said = expression.match(sentence);
      if (said) return filled(chinese.get(unwrappedCode) ?? sentence, said);
    }
    return sentence;
  };
}

/** What says sentences in a language that is not the features' own. */
export const sayingIn = async (language: Language): Promise<{ readonly say?: (sentence: string) => string }> =>
  language === 'en' ? {} : { say: await inChinese() };

/** The two sentences of a definition take the same arguments in the same order: one function is behind both. */
function filled(pattern: string, said: readonly Argument[]): string {
  const values = said.map(argumentInChinese);
  return pattern.replaceAll(/\{\w*\}/g, (blank) => values.shift() ?? blank);
}

function argumentInChinese(argument: Argument): string {
  const { value = '' } = argument.group;
  const type = argument.getParameterType();
  if (type.name === 'money' || type.name === 'duration') return unitsInChinese(value);
  // `{}` takes a value in words, or JSON.
  if (type.name === '') return valueInChinese(value) ?? value;
  const words = type.regexpStrings.flatMap(alternatives).filter((word) => CHINESE.test(word));
  if (words.length === 0) return value;
  const meant = type.transform(undefined, [value]);
  return words.find((word) => isDeepStrictEqual(type.transform(undefined, [word]), meant)) ?? value;
}
