import type { RunVerdict } from '../../judge/judgement.ts';
import type { Exchange, ScenarioStep } from '../../trace/index.ts';
import type { Language } from '../report.ts';
import { toldIn } from '../told.ts';

/** What the HTML report says beyond the words of the console. */
export interface HtmlWords {
  readonly title: string;
  readonly skip: string;
  readonly heading: string;
  readonly verdicts: Readonly<Record<RunVerdict, string>>;
  readonly leads: Readonly<Record<RunVerdict, string>>;
  readonly facts: Readonly<
    Record<'subject' | 'target' | 'when' | 'seed' | 'kit' | 'guide' | 'rules' | 'scenarios', string>
  >;
  readonly counts: string;
  readonly byLevel: string;
  readonly area: string;
  readonly level: string;
  readonly all: string;
  readonly broken: string;
  readonly nothingBroken: string;
  readonly baseline: string;
  readonly baselineNote: string;
  readonly unverified: string;
  readonly allVerified: string;
  readonly absent: string;
  readonly attested: string;
  readonly stands: string;
  readonly states: string;
  readonly statesNote: string;
  readonly rules: string;
  readonly clauses: string;
  readonly sources: string;
  readonly hint: string;
  readonly replay: string;
  readonly scenarios: string;
  readonly trace: string;
  readonly evidence: (lines: string) => string;
  readonly diagram: (name: string) => string;
  readonly asList: string;
  readonly tellingExchanges: string;
  readonly otherExchanges: string;
  readonly signatures: Readonly<Record<Exchange['requestSignature'], string>>;
  readonly request: string;
  readonly answer: string;
  readonly noAnswer: string;
  readonly opened: string;
  readonly told: (message: string) => string;
  readonly more: (count: number) => string;
  readonly moreExchanges: (count: number) => string;
  readonly leftOut: (count: number) => string;
  readonly keywords: Readonly<Record<ScenarioStep['type'], string>>;
  readonly and: string;
  readonly parties: Readonly<Record<'payer' | 'merchant' | 'gateway' | 'caller', string>>;
  readonly timePasses: string;
  readonly goesWrong: string;
  readonly believes: string;
  readonly expected: string;
  readonly seen: string;
  readonly done: string;
  readonly notDone: string;
  readonly refusals: string;
  readonly unofficial: string;
}

const en: HtmlWords = {
  title: 'Conformance report',
  skip: 'To the rules',
  heading: 'WeChat Pay APIv3 · Mini Program payment · conformance',
  verdicts: { conformant: 'Conformant', nonconformant: 'Not conformant', incomplete: 'Incomplete' },
  leads: {
    conformant: 'Every duty in scope that must be kept was seen to be kept, does not apply, or was signed off.',
    nonconformant: 'At least one duty that must be kept is broken. What, where and how to mend it stands below.',
    incomplete:
      'Nothing that must be kept was seen to be broken, and not everything could be seen. This is no proof of conformance.',
  },
  facts: {
    subject: 'Subject',
    target: 'Target',
    when: 'When',
    seed: 'Seed',
    kit: 'Kit',
    guide: 'Guide',
    rules: 'Rules',
    scenarios: 'Scenarios',
  },
  counts: 'Rules by area and verdict',
  byLevel: 'Rules by level and verdict',
  area: 'Area',
  level: 'Level',
  all: 'All',
  broken: 'What was broken',
  nothingBroken: 'Nothing was seen to be broken.',
  baseline: 'What the baseline says',
  baselineNote: 'A baseline changes how the command ends, and no verdict.',
  unverified: 'What was not verified, and why',
  allVerified: 'Every rule in scope was verified.',
  absent: 'What the subject declares that it has not',
  attested: 'What is taken on somebody’s word',
  stands: 'Contents',
  states: 'The states of an order',
  statesNote: 'Solid: a transition that the scenarios of this run have seen. Dashed: one that they have not.',
  rules: 'Rule by rule',
  clauses: 'What the sources say',
  sources: 'Sources',
  hint: 'How to mend it',
  replay: 'See it again',
  scenarios: 'Scenarios',
  trace: 'Trace',
  evidence: (lines) => `lines ${lines}`,
  diagram: (name) => `Who called whom in “${name}”, at what business time`,
  asList: 'The same as a list',
  tellingExchanges: 'The exchange that shows it (secrets cut)',
  otherExchanges: 'The other exchanges (secrets cut)',
  signatures: {
    valid: 'signature valid',
    absent: 'not signed',
    'wrong-scheme': 'another scheme of authentication',
    malformed: 'Authorization malformed',
    'unknown-serial': 'signed with an unknown serial number',
    stale: 'signature too old or too new',
    wrong: 'signature wrong',
  },
  request: 'Request',
  answer: 'Answer',
  noAnswer: 'No answer',
  opened: 'What was inside',
  told: (message) => toldIn('en', message),
  more: (count) => `${count} more, in the trace`,
  moreExchanges: (count) => `${count} more ${count === 1 ? 'exchange' : 'exchanges'}, in the trace`,
  leftOut: (count) =>
    `${count} more ${count === 1 ? 'scenario has' : 'scenarios have'} found it too: this page has no more room, their traces tell it.`,
  keywords: { context: 'Given', action: 'When', outcome: 'Then' },
  and: 'And',
  parties: { payer: 'Payer', merchant: 'Merchant', gateway: 'WeChat Pay', caller: 'Caller' },
  timePasses: 'time passes, until',
  goesWrong: 'goes wrong from now on:',
  believes: 'the merchant takes it for',
  expected: 'expected',
  seen: 'seen',
  done: 'seen in this run',
  notDone: 'not seen in this run',
  refusals: 'transitions that are forbidden were tried and refused.',
  unofficial: 'Made by an independent, unofficial test kit. What it rests on is in the traces beside this file.',
};

const zh: HtmlWords = {
  title: '符合性报告',
  skip: '跳到规则',
  heading: '微信支付APIv3 · 小程序支付 · 符合性',
  verdicts: { conformant: '符合', nonconformant: '不符合', incomplete: '未能验证完整' },
  leads: {
    conformant: '范围内所有“必须”遵守的规则均已验证遵守、不适用或已书面确认。',
    nonconformant: '至少有一条“必须”遵守的规则未遵守。具体内容、位置与修复建议见下文。',
    incomplete: '未发现“必须”遵守的规则被违反，但并非全部都能观察到，不构成符合的证明。',
  },
  facts: {
    subject: '测试对象',
    target: '目标',
    when: '时间',
    seed: '种子',
    kit: '工具包',
    guide: '开发指引',
    rules: '规则',
    scenarios: '场景',
  },
  counts: '各部分规则的结论',
  byLevel: '各级别规则的结论',
  area: '部分',
  level: '级别',
  all: '合计',
  broken: '未遵守的规则',
  nothingBroken: '未发现违反规则的情况。',
  baseline: '基线中的已知问题',
  baselineNote: '基线只影响命令的退出码，不改变结论。',
  unverified: '未验证的规则及原因',
  allVerified: '范围内的规则均已验证。',
  absent: '测试对象声明不具备的功能',
  attested: '以书面确认为准的规则',
  stands: '目录',
  states: '订单状态图',
  statesNote: '实线：本次运行的场景已经历的转换；虚线：未经历的转换。',
  rules: '逐条规则',
  clauses: '出处原意',
  sources: '出处',
  hint: '修复建议',
  replay: '重现命令',
  scenarios: '场景',
  trace: '轨迹',
  evidence: (lines) => `第 ${lines} 行`,
  diagram: (name) => `“${name}”中各方的调用与业务时间`,
  asList: '文字列表',
  tellingExchanges: '体现该结果的报文（敏感信息已截断）',
  otherExchanges: '其余报文（敏感信息已截断）',
  signatures: {
    valid: '签名有效',
    absent: '未签名',
    'wrong-scheme': '认证类型不正确',
    malformed: 'Authorization格式错误',
    'unknown-serial': '证书序列号未知',
    stale: '时间戳超出允许范围',
    wrong: '签名错误',
  },
  request: '请求',
  answer: '应答',
  noAnswer: '没有应答',
  opened: '解密内容',
  told: (message) => toldIn('zh-CN', message),
  more: (count) => `另有 ${count} 条，见轨迹`,
  moreExchanges: (count) => `另有 ${count} 次报文往来，见轨迹`,
  leftOut: (count) => `另有 ${count} 个场景同样未通过：限于篇幅，详见其轨迹。`,
  keywords: { context: '假如', action: '当', outcome: '那么' },
  and: '并且',
  parties: { payer: '付款人', merchant: '商户', gateway: '微信支付', caller: '调用方' },
  timePasses: '时间推移至',
  goesWrong: '此后出现故障：',
  believes: '商户认为',
  expected: '应为',
  seen: '实际',
  done: '本次运行已经历',
  notDone: '本次运行未经历',
  refusals: '种被禁止的转换已尝试并被拒绝。',
  unofficial: '由独立的非官方测试工具包生成；依据见本文件旁的轨迹。',
};

export const htmlWords: Readonly<Record<Language, HtmlWords>> = { en, 'zh-CN': zh };
