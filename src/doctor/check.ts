import type { Bilingual } from '../rules/rule.ts';

/** A text in both languages, or one that is the same in both. */
export type Text = string | Bilingual;

export const t = (en: string, zh: string): Bilingual => ({ en, zh });

/** The parts of the examination, in their order: each builds on those before it. */
export const STEPS = [
  'profile',
  'credentials',
  'backend',
  'gateway',
  'verbs',
  'notification',
  'after',
  'hooks',
] as const;
export type StepName = (typeof STEPS)[number];

/** What a fault is one of: a mistake in profile or credentials, nobody there, or a backend that answers and is wrong. */
export type FaultKind = 'configuration' | 'unreachable' | 'backend';

export interface Fault {
  readonly found: Text;
  readonly expected: Text;
  /** What to do. */
  readonly advice: Text;
}

/** One thing that was looked at, and what came of it. */
export type Check = { readonly step: StepName; readonly check: Text } & (
  | { readonly outcome: 'ok'; readonly found: Text }
  /** Works, and should be known. */
  | { readonly outcome: 'note'; readonly found: Text; readonly advice: Text }
  | ({ readonly outcome: 'wrong'; readonly kind: FaultKind } & Fault)
  /** Not looked at: there is no such thing, or what it builds on failed. */
  | { readonly outcome: 'skipped'; readonly because: Text }
);

export type Wrong = Extract<Check, { outcome: 'wrong' }>;

/** Makes the checks of one step. */
export const checksOf = (step: StepName, usually: FaultKind) => ({
  ok: (check: Text, found: Text): Check => ({ step, check, outcome: 'ok', found }),
  note: (check: Text, found: Text, advice: Text): Check => ({ step, check, outcome: 'note', found, advice }),
  wrong: (check: Text, fault: Fault, kind: FaultKind = usually): Check => ({
    step,
    check,
    outcome: 'wrong',
    kind,
    ...fault,
  }),
  skipped: (check: Text, because: Text): Check => ({ step, check, outcome: 'skipped', because }),
});

export const isWrong = (check: Check): check is Wrong => check.outcome === 'wrong';

const EXIT_CODES: Readonly<Record<FaultKind, 1 | 2 | 3>> = { backend: 1, configuration: 2, unreachable: 3 };

/** How the command ends: 0 where nothing is wrong, else by the first fault, which is the one to mend first. */
export function exitCodeOf(checks: readonly Check[]): 0 | 1 | 2 | 3 {
  const first = checks.find(isWrong);
  return first === undefined ? 0 : EXIT_CODES[first.kind];
}

/** The text in one language. */
export const inLanguage = (text: Text, language: 'en' | 'zh-CN'): string =>
  typeof text === 'string' ? text : language === 'en' ? text.en : text.zh;

/** A text that holds another: both made in each language. */
export const around = (inner: Text, en: (text: string) => string, zh: (text: string) => string): Bilingual => ({
  en: en(inLanguage(inner, 'en')),
  zh: zh(inLanguage(inner, 'zh-CN')),
});
