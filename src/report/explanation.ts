import { clausesOfRule } from '../rules/clauses.ts';
import { mistakesAgainst } from '../rules/mistakes.ts';
import type { Bilingual, Rule, Source } from '../rules/rule.ts';
import { CAPABILITY_WORDS } from './capability-words.ts';
import { consoleWords } from './console-words.ts';
import type { Language } from './report.ts';
import { scenarioNameIn } from './scenario-name.ts';

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
  /** What follows where scenarios and mutants tell it. */
  readonly scenarios: string;
  readonly fails: string;
  readonly mutants: string;
  readonly practice: string;
  readonly mend: string;
  readonly signedOff: string;
  readonly unsigned: string;
  readonly nothingKnown: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    subject: { gateway: 'the gateway’s', merchant: 'the merchant’s' },
    needs: 'What the target must be able to do',
    why: 'Why',
    sources: 'Sources',
    passes: 'What passes it',
    scenarios: ': all of these scenarios',
    fails: 'What fails it',
    mutants: ': subjects with one fault, which is their name, each caught by it',
    practice: 'What breaks it in practice',
    mend: 'How to mend it',
    signedOff: 'No program can see it: somebody vouches for it in the file of --attestations.',
    unsigned: 'No answer in that file: the rule is then not observed.',
    nothingKnown: 'Nothing of it is among the mistakes of merchants and SDKs that have been published.',
  },
  'zh-CN': {
    subject: { gateway: '网关的义务', merchant: '商户的义务' },
    needs: '测试目标须具备的能力',
    why: '依据',
    sources: '出处',
    passes: '通过条件',
    scenarios: '：以下场景全部通过',
    fails: '不通过的情形',
    mutants: '：以下对象各有一处缺陷（名称即缺陷），均被其发现',
    practice: '实践中的常见错误',
    mend: '如何修复',
    signedOff: '程序无法查看：由负责人在--attestations文件中书面确认。',
    unsigned: '文件中没有相应的确认，则该规则为未观察到。',
    nothingKnown: '已公开的商户与SDK常见错误中没有与之相关的。',
  },
};

/** A rule for whoever has broken it, or has to sign it: lines of text, all of it known without a network. */
export function explanation(rule: Rule, { scenarios, mutants }: Known, language: Language): string {
  const words = WORDS[language];
  const { levels, areas } = consoleWords[language];
  const say = ({ en, zh }: Bilingual): string => (language === 'en' ? en : zh);
  const clauses = clausesOfRule(rule.id);
  const practice = mistakesAgainst(rule.id).map((mistake) => [say(mistake), ...mistake.seen].join('  '));
  const section = (heading: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];
  return [
    `${rule.id} · ${levels[rule.level]} · ${words.subject[rule.subject]} · ${areas[rule.area]}`,
    say(rule.title),
    ...section(
      words.why,
      clauses.map(({ id, restatement }) => `${id}  ${say(restatement)}`),
    ),
    ...section(words.sources, rule.sources.map(cited)),
    ...section(
      words.needs,
      rule.needs.map((need) => `${need}: ${say(CAPABILITY_WORDS[need])}`),
    ),
    ...(rule.attested
      ? [...section(words.passes, [words.signedOff]), ...section(words.fails, [words.unsigned])]
      : [
          ...section(
            words.passes + words.scenarios,
            scenarios.map(({ name, file, line }) => `${scenarioNameIn(language, name)}  (${file}:${line})`),
          ),
          ...section(words.fails + words.mutants, mutants),
        ]),
    ...section(words.practice, practice.length === 0 ? [words.nothingKnown] : practice),
    ...section(words.mend, [say(rule.hint)]),
    '',
  ].join('\n');
}

/** The guide and the checklist are named, pages have an address. */
const cited = ({ document, ref, confidence }: Source): string =>
  document === 'api'
    ? `${ref}  https://pay.weixin.qq.com/doc/v3/merchant/${ref.slice('D:'.length)}  (${confidence})`
    : `${ref}  (${confidence})`;
