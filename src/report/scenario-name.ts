import { filled, sentenceOf } from './phrases.ts';
import type { Language } from './report.ts';
import { BASICS } from './scenario-names/basics.ts';
import { BILLS } from './scenario-names/bills.ts';
import { NOTIFICATION } from './scenario-names/notification.ts';
import { ORDER } from './scenario-names/order.ts';
import { PAYMENT } from './scenario-names/payment.ts';
import { REFUND } from './scenario-names/refund.ts';
import { STATES } from './scenario-names/states.ts';
import { valueInChinese } from './scenario-names/values.ts';

/** The names of the kit's own scenarios in English and Chinese; `<age>` stands for what an example puts in. */
export const SCENARIO_NAMES: Readonly<Record<string, string>> = {
  ...BASICS,
  ...ORDER,
  ...PAYMENT,
  ...NOTIFICATION,
  ...REFUND,
  ...BILLS,
  ...STATES,
};

/** No name of the kit's is as long, and a pattern is not to be tried on a text from outside without end. */
const LONGEST = 300;
const BLANK = /<\w+>/g;

const OUTLINES = Object.entries(SCENARIO_NAMES).flatMap(([name, inChinese]) => {
  const blanks: readonly string[] = name.match(BLANK) ?? [];
  if (blanks.length === 0) return [];
  const numbered = inChinese.replace(BLANK, (blank) => `$${blanks.indexOf(blank) + 1}`);
  return [{ sentence: sentenceOf(name.split(BLANK)), inChinese: numbered }];
});

/** A scenario's name in the reader's language; a name that is not the kit's stays as it is. */
export function scenarioNameIn(language: Language, name: string): string {
  if (language === 'en' || name.length > LONGEST) return name;
  if (Object.hasOwn(SCENARIO_NAMES, name)) return SCENARIO_NAMES[name] ?? name;
  return outlineInChinese(name) ?? name;
}

/** Only where everything that was put in is known: somebody else's sentence may begin and end as one of the kit's does. */
function outlineInChinese(name: string): string | undefined {
  for (const { sentence, inChinese } of OUTLINES) {
    const [whole, ...parts] = sentence.exec(name) ?? [];
    const values = parts.flatMap((part) => valueInChinese(part) ?? []);
    if (whole !== undefined && values.length === parts.length) return filled(inChinese, [whole, ...values]);
  }
  return undefined;
}
