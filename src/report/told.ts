import { ENGLISH, MATCHERS } from '../trace/index.ts';
import { checkedIn } from './checked.ts';
import { consoleWords } from './console-words.ts';
import type { Language } from './report.ts';

/** What the judge and the steps say of their own accord, and how it is said in Chinese. */
const IN_CHINESE: readonly (readonly [RegExp, string])[] = [
  [/^no scenario of the run stands under this rule$/, '本次运行没有属于该规则的场景'],
  [/^the scenario ran and examined nothing$/, '场景已执行，但未检查任何内容'],
  [/^the trace was cut off before its end$/, '轨迹不完整，缺少结尾'],
  [/^the trace does not begin with its scenario$/, '轨迹开头没有场景信息'],
  [
    /^no program can see this, and the file of --attestations has no answer for it$/,
    '程序无法查看，--attestations文件中也没有相应的确认',
  ],
  [/^attested by (.*) on (\d{4}-\d{2}-\d{2}): (.*)$/, '由$1于$2确认：$3'],
  [/^this target cannot do what the scenario needs: (.*)$/, '测试目标不具备场景所需的能力：$1'],
  [/^(.*); no merchant is without this duty$/, '$1；任何商户都有此义务'],
  [/^the merchant's profile does not describe (\w+)$/, '商户配置未描述$1'],
  [
    /^the merchant shows the refund as done before anybody has told it so$/,
    '在得知退款结果之前，商户已将退款显示为完成',
  ],
  [/^the merchant gives no order up by itself in that time$/, '在该时间内商户未自行放弃订单'],
  [/^WeChat Pay refuses nothing that this merchant asks here$/, '该商户在此的请求均未被微信支付拒绝'],
];

/** A message of a judgement in the reader's language; what scenarios and subjects say stays as it was said. */
export function toldIn(language: Language, message: string): string {
  if (language === 'en') return message;
  for (const [said, inChinese] of IN_CHINESE) if (said.test(message)) return message.replace(said, inChinese);
  return expectationInChinese(message) ?? message;
}

/** An expectation in one line, as a trace's own reader puts it: what was checked, expected and seen. */
function expectationInChinese(message: string): string | undefined {
  const [, what, expected = '', seen = ''] = /^(.+?): expected (.*?), seen (.*)$/s.exec(message) ?? [];
  if (what === undefined) return undefined;
  const { nothing } = consoleWords['zh-CN'].expectation;
  const wanted = expectedInChinese(expected);
  return `${checkedIn('zh-CN', what)}：应为${spaced(wanted)}，实为${spaced(seen === ENGLISH.nothing ? nothing : seen)}`;
}

function expectedInChinese(expected: string): string {
  const { matchers } = consoleWords['zh-CN'].expectation;
  for (const matcher of MATCHERS) {
    const begins = ENGLISH.matchers[matcher];
    const whole = matcher === 'absent' || matcher === 'present';
    if (begins !== '' && (whole ? expected === begins : expected.startsWith(begins)))
      return matchers[matcher] + expected.slice(begins.length);
  }
  return expected;
}

/** A blank between Chinese and what is not. */
const spaced = (text: string): string => (/^\p{Script=Han}/u.test(text) ? text : ` ${text}`);
