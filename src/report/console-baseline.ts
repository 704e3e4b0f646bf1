import type { Held, KnownFailure } from '../judge/baseline.ts';
import { allPrintable } from './printable.ts';
import type { Language } from './report.ts';

type Words = Readonly<Record<keyof Held, (entry: KnownFailure) => string>>;

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    known: ({ rule, reason, expires }) => `${rule} is broken, which is known and let pass until ${expires}: ${reason}`,
    expired: ({ rule, expires }) =>
      `${rule} was let pass until ${expires}, and is still broken: mend it, or give the entry another day`,
    stale: ({ rule }) =>
      `${rule} is not broken any more: take its entry out of the baseline, or it hides that it breaks again`,
  },
  'zh-CN': {
    known: ({ rule, reason, expires }) => `${rule} 未遵守，属已知问题，${expires} 前放行：${reason}`,
    expired: ({ rule, expires }) => `${rule} 的放行期至 ${expires} 已过，仍未遵守：请修复，或更新基线中的日期`,
    stale: ({ rule }) => `${rule} 已恢复遵守：请从基线中删除该条目，否则再次违反时会被掩盖`,
  },
};

/** A line for each entry of the baseline that has a say in how the run ends; none where there is none. */
export function baselineLines(held: Held, language: Language): readonly string[] {
  const words = WORDS[language];
  const { known, expired, stale } = allPrintable(held);
  return [...known.map(words.known), ...expired.map(words.expired), ...stale.map(words.stale)];
}
