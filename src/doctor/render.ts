import { type Paint, painter } from '../report/console-style.ts';
import { clipped, printable } from '../report/printable.ts';
import type { Language } from '../report/report.ts';
import { type Check, inLanguage, isWrong, type StepName, type Text, t } from './check.ts';

const TITLES: Readonly<Record<StepName, Text>> = {
  profile: t('Profile', '配置文件（profile）'),
  credentials: t('Credentials', '开发参数（credentials）'),
  backend: t('Backend', '商户后台'),
  gateway: t("The kit's gateway, as the backend reaches it", '商户后台能否访问到测试网关'),
  verbs: t('Verbs, until the payment', '动作（verbs）：支付之前'),
  notification: t('Payment and its notification', '支付与支付通知'),
  after: t('Verbs, after the payment', '动作（verbs）：支付之后'),
  hooks: t('Clock, observers and tear-down', '时钟、观察与清理'),
};

const WORDS = {
  expected: t('expected', '应为'),
  todo: t('to do', '处理'),
  skipped: t('not checked', '未检查'),
};

/** How checks are shown. */
export interface Manner {
  readonly language: Language;
  readonly colour: boolean;
}

const MARKS = { ok: ['✓', 'green'], note: ['!', 'yellow'], wrong: ['✗', 'red'], skipped: ['–', 'cyan'] } as const;

/** The heading of a step. */
export const renderStep = (step: StepName, { language, colour }: Manner): string =>
  painter(colour)('bold', inLanguage(TITLES[step], language));

/** One check in one line: what it is about, what was found, what was expected, what to do. */
export function renderCheck(check: Check, { language, colour }: Manner): string {
  const say = (text: Text): string => clipped(printable(inLanguage(text, language)));
  const paint: Paint = painter(colour);
  const [mark, style] = MARKS[check.outcome];
  return `  ${paint(style, mark)} ${say(check.check)}: ${bodyOf(check, say)}`;
}

function bodyOf(check: Check, say: (text: Text) => string): string {
  switch (check.outcome) {
    case 'ok':
      return say(check.found);
    case 'note':
      return `${say(check.found)} — ${say(WORDS.todo)}: ${say(check.advice)}`;
    case 'wrong':
      return `${say(check.found)} — ${say(WORDS.expected)}: ${say(check.expected)} — ${say(WORDS.todo)}: ${say(check.advice)}`;
    case 'skipped':
      return `${say(WORDS.skipped)}: ${say(check.because)}`;
  }
}

/** The last lines: one sentence on the whole, and what to do first where something is wrong. */
export function renderEnd(checks: readonly Check[], { language, colour }: Manner): string {
  const faults = checks.filter(isWrong);
  const [first] = faults;
  const paint = painter(colour);
  const say = (text: Text): string => clipped(printable(inLanguage(text, language)));
  if (first === undefined) {
    const fine = t(
      'Everything that the profile describes answers. Judge it with "run --merchant".',
      '配置文件所描述的内容均有应答。可用“run --merchant”进行判定。',
    );
    return paint('green', say(fine));
  }
  const many = faults.length;
  const whole = t(
    many === 1 ? 'One check failed.' : `${many} checks failed; later ones may follow from the first.`,
    `${many}项检查未通过${many === 1 ? '' : '，后面的问题可能由第一项引起'}。`,
  );
  const start = t('Do this first', '请先处理');
  return `${paint('red', say(whole))} ${say(start)} (${say(TITLES[first.step])}, ${say(first.check)}): ${say(first.advice)}`;
}
