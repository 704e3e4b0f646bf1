import { clausesOfRule } from '../rules/clauses.ts';
import { mistakesAgainst } from '../rules/mistakes.ts';
import type { Bilingual, Rule, Source } from '../rules/rule.ts';
import { consoleWords } from './console-words.ts';
import type { Language } from './report.ts';

/** What is known of a rule beyond its row. */
export interface Known {
  readonly scenarios: readonly { readonly name: string; readonly file: string; readonly line: number }[];
  /** The names of the mutants that it catches. */
  readonly mutants: readonly string[];
}

interface Words {
  readonly subject: Readonly<Record<Rule['subject'], string>>;
  readonly needs: string;
  readonly why: string;
  readonly sources: string;
  readonly passes: string;
  readonly fails: string;
  readonly practice: string;
  readonly mend: string;
  readonly signedOff: string;
  readonly no: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    subject: { gateway: 'the gateway’s', merchant: 'the merchant’s' },
    needs: 'What the target must be able to do',
    why: 'Why',
    sources: 'Sources',
    passes: 'What passes it: these scenarios, all of them',
    fails: 'What fails it: subjects with one fault, each of which it catches',
    practice: 'What breaks it in practice',
    mend: 'How to mend it',
    signedOff: 'No program can see it: somebody vouches for it in the file of --attestations.',
    no: 'The sources below ask for it in these words: see there.',
  },
  'zh-CN': {
    subject: { gateway: '网关的义务', merchant: '商户的义务' },
    needs: '测试目标须具备的能力',
    why: '依据',
    sources: '出处',
    passes: '通过条件：以下场景全部通过',
    fails: '不通过的情形：以下各有一处缺陷的对象均被其发现',
    practice: '实践中的常见错误',
    mend: '如何修复',
    signedOff: '程序无法查看：由负责人在--attestations文件中书面确认。',
    no: '见下列出处。',
  },
};

/** A rule for whoever has broken it, or has to sign it: lines of text, all of it known without a network. */
export function explanation(rule: Rule, { scenarios, mutants }: Known, language: Language): string {
  const words = WORDS[language];
  const { levels, areas } = consoleWords[language];
  const say = ({ en, zh }: Bilingual): string => (language === 'en' ? en : zh);
  const clauses = clausesOfRule(rule.id);
  const section = (heading: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];
  return [
    `${rule.id} · ${levels[rule.level]} · ${words.subject[rule.subject]} · ${areas[rule.area]}`,
    say(rule.title),
    ...section(
      words.why,
      clauses.length === 0 ? [words.no] : clauses.map(({ id, restatement }) => `${id}  ${say(restatement)}`),
    ),
    ...section(words.sources, rule.sources.map(cited)),
    ...section(words.needs, rule.needs.length === 0 ? [] : [rule.needs.join(', ')]),
    ...section(
      words.passes,
      rule.attested ? [words.signedOff] : scenarios.map(({ name, file, line }) => `${name}  (${file}:${line})`),
    ),
    ...section(words.fails, mutants),
    ...section(
      words.practice,
      mistakesAgainst(rule.id).map((mistake) => [say(mistake), ...mistake.seen].join('  ')),
    ),
    ...section(words.mend, [say(rule.hint)]),
    '',
  ].join('\n');
}

/** The guide and the checklist are named, pages have an address. */
const cited = ({ document, ref, confidence }: Source): string =>
  document === 'api'
    ? `${ref}  https://pay.weixin.qq.com/doc/v3/merchant/${ref.slice('D:'.length)}  (${confidence})`
    : `${ref}  (${confidence})`;
