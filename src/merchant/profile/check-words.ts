import { fenFromYuan } from '../../money/fen.ts';
import { seconds } from '../../time/index.ts';
import { allSteps } from './all-steps.ts';
import { compilePath, compileSuccess } from './json-path.ts';
import { fillQuery } from './placeholders.ts';
import type { MerchantProfile, StateWord, Take } from './profile.ts';
import type { Path, Problem } from './profile-error.ts';
import { readDuration, readPace } from './short-duration.ts';

/** What is written in small languages of its own: durations, paces, JSONPaths, expressions, amounts, words for states. */
export function checkWords(profile: MerchantProfile): readonly Problem[] {
  const { clock } = profile;
  const faketime = typeof clock === 'object' && 'faketime' in clock ? clock.faketime.step : undefined;
  return [
    ...reads(['patience'], profile.patience, readDuration),
    ...reads(['launch', 'within'], profile.launch?.within, readDuration),
    ...reads(['clock', 'faketime', 'step'], faketime, readStep),
    ...reads(['pace'], profile.pace, readPace),
    ...reads(['success'], profile.success, compileSuccess),
    ...allSteps(profile).flatMap(({ step, path }) => [
      ...('success' in step ? reads([...path, 'success'], step.success, compileSuccess) : []),
      ...Object.entries(step.take ?? {}).flatMap(([name, take]) => checkTake(take, [...path, 'take', name])),
    ]),
    ...words(profile.states, 'states'),
    ...words(profile.refundStates, 'refundStates'),
    ...words(profile.differences, 'differences'),
    ...prices(profile),
  ];
}

/** A text that its own reader must be able to read. */
function reads(path: Path, text: string | undefined, read: (text: string) => unknown): readonly Problem[] {
  if (text === undefined) return [];
  try {
    read(text);
    return [];
  } catch (failure) {
    return [{ path, message: failure instanceof Error ? failure.message : String(failure) }];
  }
}

/** Time moves in whole seconds. */
function readStep(text: string): void {
  if (readDuration(text) < seconds(1))
    throw new RangeError(`"${text}" is less than a second: give the backend's smallest interval, such as 30s`);
}

const NAMED = /^(?:header|cookie):[\w!#$%&'*+.^`|~-]+$/;
/** A path may name what was taken before: it is looked at with something in that place. */
const readPath = (text: string): unknown => compilePath(fillQuery(text, () => 0));
const readSource = (text: string): void => {
  if (!NAMED.test(text)) readPath(text);
};

function checkTake(take: Take, path: Path): readonly Problem[] {
  if (typeof take === 'string') return reads(path, take, readSource);
  const keys = Object.entries(take.keys ?? {}).filter(([, name]) => name.startsWith('$'));
  return [
    ...reads([...path, 'from'], take.from, readSource),
    ...reads([...path, 'inside'], take.inside, readPath),
    ...(take.inside !== undefined && take.parse === undefined
      ? [
          {
            path: [...path, 'inside'],
            message: 'inside looks into what was parsed: add parse: json, or say it in from',
          },
        ]
      : []),
    ...(['order', 'kind'] as const)
      .filter((key) => take[key]?.startsWith('$'))
      .flatMap((key) => reads([...path, key], take[key], compilePath)),
    ...keys.flatMap(([key, name]) => reads([...path, 'keys', key], name, compilePath)),
  ];
}

function words(
  states: Readonly<Record<string, readonly StateWord[] | undefined>> | undefined,
  name: string,
): readonly Problem[] {
  const meaning = new Map<string, string>();
  return Object.entries(states ?? {}).flatMap(([state, its = []]) =>
    its.flatMap((word, index): Problem[] => {
      const other = meaning.get(String(word));
      meaning.set(String(word), other ?? state);
      const message = `"${word}" stands for ${other} already: a word has one meaning`;
      return other === undefined ? [] : [{ path: [name, state, index], message }];
    }),
  );
}

function prices({ prices: given }: MerchantProfile): readonly Problem[] {
  const skus = new Map<number, string>();
  return Object.keys(given?.skus ?? {}).flatMap((yuan): Problem[] => {
    const path = ['prices', 'skus', yuan];
    try {
      const price = fenFromYuan(yuan);
      const other = skus.get(price);
      skus.set(price, yuan);
      return other === undefined ? [] : [{ path, atKey: true, message: `"${yuan}" is the same price as "${other}"` }];
    } catch (failure) {
      return [{ path, atKey: true, message: failure instanceof Error ? failure.message : String(failure) }];
    }
  });
}
