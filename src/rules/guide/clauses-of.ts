import type { Clause, ClauseCoverage } from '../clause.ts';
import type { Bilingual } from '../rule.ts';

/** A sentence, or a half of one where it states two duties: its place in the section, our words for it, and what becomes of it. */
interface Row extends Bilingual {
  readonly at: string;
  readonly coverage: ClauseCoverage;
}

/** The clauses of one section of the guide, in its order. The places count on from sentence to sentence. */
export const clausesOf = (section: string, rows: readonly Row[]): readonly Clause[] =>
  rows.map(({ at, en, zh, coverage }) => ({
    id: `G§${section}-${at}`,
    section: `G§${section}`,
    restatement: { en, zh },
    coverage,
  }));

export const heldBy = (...rules: readonly string[]): ClauseCoverage => ({ kind: 'rules', rules });

const excluded =
  (as: 'informative' | 'out of scope') =>
  (en: string, zh: string): ClauseCoverage => ({ kind: 'excluded', as, reason: { en, zh } });

/** It asks nothing of anybody. */
export const informative = excluded('informative');
/** It asks for something that no program can see: rules that are signed off stand for it. */
export const attestedAs = (rules: readonly string[], en: string, zh: string): ClauseCoverage => ({
  kind: 'excluded',
  as: 'attested',
  rules,
  reason: { en, zh },
});
/** It asks something of neither the gateway nor the merchant. */
export const outOfScope = excluded('out of scope');

export const signpost = informative(
  'It only names the page to read on; what the kit takes from that page cites that page.',
  '仅指明应继续阅读的页面；本工具取自该页的规则均直接注明该页为出处。',
);
export const leadIn = informative('It only announces what the next sentences say.', '仅引出下文，具体要求见其后各句。');
export const clientsPart = outOfScope(
  'The WeChat client does this. Neither the interfaces nor the merchant’s backend do, and the kit’s own payer plays it.',
  '由微信客户端完成，不属于接口或商户后台的职责，本工具由自带的付款人代为扮演。',
);
