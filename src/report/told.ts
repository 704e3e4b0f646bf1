import { ENGLISH, MATCHERS } from '../trace/index.ts';
import { checkedIn } from './checked.ts';
import { consoleWords } from './console-words.ts';
import { reasonInChinese } from './reasons.ts';
import type { Language } from './report.ts';
import { seenInChinese } from './seen-words.ts';

/** A message of a judgement in the reader's language; what scenarios and subjects say stays as it was said. */
export function toldIn(language: Language, message: string): string {
  if (language === 'en') return message;
  return expectationInChinese(message) ?? reasonInChinese(message) ?? message;
}

/** An expectation in one line, as a trace's own reader puts it: what was checked, expected and seen. */
function expectationInChinese(message: string): string | undefined {
  const [, what, expected = '', seen = ''] = /^(.+?): expected (.*?), seen (.*)$/s.exec(message) ?? [];
  if (what === undefined) return undefined;
  const { nothing } = consoleWords['zh-CN'].expectation;
  const wanted = expectedInChinese(expected);
  const found = seen === ENGLISH.nothing ? nothing : seenInChinese(seen);
  return `${checkedIn('zh-CN', what)}：应为${spaced(wanted)}，实为${spaced(found)}`;
}

function expectedInChinese(expected: string): string {
  const { matchers } = consoleWords['zh-CN'].expectation;
  for (const matcher of MATCHERS) {
    const begins = ENGLISH.matchers[matcher];
    const whole = matcher === 'absent' || matcher === 'present';
    if (begins !== '' && (whole ? expected === begins : expected.startsWith(begins)))
      return matchers[matcher] + expected.slice(begins.length);
  }
  return seenInChinese(expected);
}

/** A blank between Chinese and what is not. */
const spaced = (text: string): string => (/^\p{Script=Han}/u.test(text) ? text : ` ${text}`);
