import type { RuleVerdict, RunVerdict } from '../judge/judgement.ts';
import type { Area, Level, Subject } from '../rules/rule.ts';
import { ENGLISH, type ExpectationWords } from '../trace/index.ts';
import type { Language, RunRecord } from './report.ts';

type SubjectKind = RunRecord['subject']['kind'];

/** Everything that the console report says of its own accord, in one language. */
export interface ConsoleWords {
  /** First and last line where nothing foreign is under test: nobody may take such a run for a proof of theirs. */
  readonly selfCheck: string;
  readonly subject: (kind: SubjectKind, name: string, url?: string) => string;
  readonly seed: string;
  readonly scope: (cut: string) => string;
  readonly scopeBeside: (cut: string) => string;
  readonly areas: Readonly<Record<Area, string>>;
  readonly verdicts: Readonly<Record<RuleVerdict, string>>;
  readonly levels: Readonly<Record<Level, string>>;
  readonly subjects: Readonly<Record<Subject, string>>;
  readonly broken: string;
  readonly unverified: string;
  readonly unruled: string;
  readonly clauses: string;
  readonly message: string;
  readonly checked: string;
  readonly inPassing: string;
  readonly expected: string;
  readonly seen: string;
  readonly expectation: ExpectationWords;
  readonly scenario: string;
  readonly trace: string;
  readonly lines: (numbers: string) => string;
  readonly hint: string;
  readonly replay: string;
  readonly more: (count: number) => string;
  readonly noReason: string;
  /** The hint where the kit failed: that of the rule would send the reader to look for a fault of theirs. */
  readonly kitFailed: string;
  readonly counted: (rules: number) => string;
  readonly verdict: (verdict: RunVerdict) => string;
}

const en: ConsoleWords = {
  selfCheck: 'This is the kit checking itself: nothing of yours was tested.',
  subject: (kind, name, url) => `Subject: the ${kind} ${name}${url === undefined ? '' : ` at ${url}`}`,
  seed: 'seed',
  scope: (cut) => `Scope: ${cut}`,
  scopeBeside: (cut) => ` (scope: ${cut})`,
  areas: {
    basics: 'Basics',
    order: 'Order',
    cashier: 'Cashier',
    payment: 'Payment',
    notification: 'Notification',
    bill: 'Bill',
    refund: 'Refund',
    states: 'States',
  },
  verdicts: {
    pass: 'pass',
    fail: 'fail',
    warn: 'warn',
    'not-applicable': 'not applicable',
    'not-observed': 'not observed',
    inconclusive: 'inconclusive',
    error: 'error',
    attested: 'attested',
  },
  levels: { must: 'must', should: 'should', may: 'may' },
  subjects: { gateway: 'gateway', merchant: 'merchant' },
  broken: 'What was broken',
  unverified: 'What was not verified',
  unruled: 'Scenarios under no rule (outside the verdict)',
  clauses: 'clauses',
  message: 'message',
  checked: 'checked',
  inPassing: 'in passing: ',
  expected: 'expected',
  seen: 'seen',
  expectation: ENGLISH,
  scenario: 'scenario',
  trace: 'trace',
  lines: (numbers) => `, lines ${numbers}`,
  hint: 'hint',
  replay: 'replay',
  more: (count) => `… and ${count} more, in conformance.json`,
  noReason: 'no reason was given',
  kitFailed: 'The kit itself failed, which says nothing of the subject: please report it together with the trace.',
  counted: (rules) => `${rules} ${rules === 1 ? 'rule' : 'rules'}: `,
  verdict: (verdict) => `Verdict: ${verdict}`,
};

const SUBJECTS: Readonly<Record<SubjectKind, string>> = { kit: '工具包', gateway: '网关', merchant: '商户' };
const CONCLUSIONS: Readonly<Record<RunVerdict, string>> = {
  conformant: '符合',
  nonconformant: '不符合',
  incomplete: '未能验证完整',
};

/** How a run was cut, of which the record tells in English: `rules A, B; shard 1 of 2`. */
const cutInChinese = (cut: string): string =>
  cut
    .split('; ')
    .map((part) =>
      part
        .replace(/^rules /, '规则 ')
        .replace(/^tags /, '标签 ')
        .replace(/^features /, '特性文件 ')
        .replace(/^(\d+) recorded traces?$/, '$1 份轨迹')
        .replace(/^shard (\d+) of (\d+)$/, '分片 $1/$2'),
    )
    .join('；');

const zh: ConsoleWords = {
  selfCheck: '这是工具包的自检：没有测试您的任何系统。',
  subject: (kind, name, url) => `测试对象：${SUBJECTS[kind]} ${name}${url === undefined ? '' : `（${url}）`}`,
  seed: '种子',
  scope: (cut) => `范围：${cutInChinese(cut)}`,
  scopeBeside: (cut) => `（范围：${cutInChinese(cut)}）`,
  areas: {
    basics: '基础',
    order: '下单',
    cashier: '调起支付',
    payment: '支付结果',
    notification: '支付通知',
    bill: '账单',
    refund: '退款',
    states: '订单状态',
  },
  verdicts: {
    pass: '通过',
    fail: '不通过',
    warn: '警告',
    'not-applicable': '不适用',
    'not-observed': '未观察到',
    inconclusive: '无法判定',
    error: '工具包出错',
    attested: '已确认',
  },
  levels: { must: '必须', should: '应当', may: '可以' },
  subjects: SUBJECTS,
  broken: '未遵守的规则',
  unverified: '未验证的规则',
  unruled: '不属于任何规则的场景（不计入结论）',
  clauses: '条款',
  message: '结果',
  checked: '检查',
  inPassing: '（顺带检查）',
  expected: '应为',
  seen: '实为',
  expectation: {
    matchers: {
      equals: '',
      'one-of': '以下之一：',
      'at-most': '至多',
      'at-least': '至少',
      includes: '包含',
      absent: '没有',
      present: '有值',
    },
    nothing: '没有',
  },
  scenario: '场景',
  trace: '轨迹',
  lines: (numbers) => `，第 ${numbers} 行`,
  hint: '建议',
  replay: '重现',
  more: (count) => `……另有 ${count} 个，见 conformance.json`,
  noReason: '未给出原因',
  kitFailed: '工具包自身出错，与测试对象无关：请连同轨迹一并反馈。',
  counted: (rules) => `共 ${rules} 条规则：`,
  // The English word stays: it is the one that the report's files and the documentation use.
  verdict: (verdict) => `结论：${CONCLUSIONS[verdict]} ${verdict}`,
};

export const consoleWords: Readonly<Record<Language, ConsoleWords>> = { en, 'zh-CN': zh };
