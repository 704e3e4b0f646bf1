import type { Language } from './report.ts';

/** What the judge says of its own accord, and how it is said in Chinese. */
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
];

/** A message of a judgement in the reader's language; what scenarios and subjects say stays as it was said. */
export function toldIn(language: Language, message: string): string {
  if (language === 'en') return message;
  for (const [said, inChinese] of IN_CHINESE) if (said.test(message)) return message.replace(said, inChinese);
  return message;
}
