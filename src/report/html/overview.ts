import { RULE_VERDICTS, type RuleJudgement, type RuleVerdict } from '../../judge/judgement.ts';
import { AREAS, LEVELS } from '../../rules/rule.ts';
import { consoleWords } from '../console-words.ts';
import { byReason, isBroken, whyNot } from '../grouping.ts';
import { clipped } from '../printable.ts';
import type { Language, RunRecord } from '../report.ts';
import { html, type Markup } from './markup.ts';
import type { Narration } from './story.ts';
import type { HtmlWords } from './words.ts';

const UNVERIFIED: readonly RuleVerdict[] = ['not-observed', 'inconclusive'];

/** The first page, for whoever reads one: the verdict, of what and when, the counts, what is broken, and what nobody knows. */
export function overview(record: RunRecord, { language, words, message, known }: Narration): Markup {
  const { judgement, target, scope } = record;
  const { selfCheck, areas, levels, scope: cut } = consoleWords[language];
  const { verdict, rules } = judgement;
  const unverified = rules.filter((judged) => UNVERIFIED.includes(judged.verdict));
  const tone = { conformant: 'pass', nonconformant: 'fail', incomplete: 'warn' }[verdict];
  return html`<header>
<h1>${words.heading}</h1>
<p class="verdict ${tone}">${words.verdicts[verdict]}</p>
<p class="lead">${words.leads[verdict]}</p>
${target === 'mock' && html`<p class="self"><strong>${selfCheck}</strong></p>`}
${scope !== null && html`<p class="self"><strong>${cut(scope)}</strong></p>`}
${tally(rules, language)}
${facts(record, words)}
</header>
<section class="${hasRoomBeside(rules) ? 'beside' : ''}" aria-labelledby="counts"><div><h2 id="counts">${words.counts}</h2>
${table(
  words.area,
  AREAS.map((area) => [areas[area], rules.filter(({ rule }) => rule.area === area)] as const),
  language,
  words,
)}
</div><div><h2>${words.byLevel}</h2>
${table(
  words.level,
  LEVELS.map((level) => [levels[level], rules.filter(({ rule }) => rule.level === level)] as const),
  language,
  words,
)}
</div></section>
<section aria-labelledby="broken"><h2 id="broken">${words.broken}</h2>
${brokenOnes(rules, language, words)}
</section>
${
  known.length > 0 &&
  html`<section aria-labelledby="baseline"><h2 id="baseline">${words.baseline}</h2>
<p>${words.baselineNote}</p>
<ul class="plain">${known.map((line) => html`<li>${clipped(line)}</li>`)}</ul></section>`
}
<section aria-labelledby="unverified"><h2 id="unverified">${words.unverified}</h2>
${unverifiedList(unverified, language, message) ?? html`<p>${words.allVerified}</p>`}
</section>
${(['absent', 'attested'] as const).map((of) => {
  const list = unverifiedList(
    rules.filter((judged) => judged.verdict === (of === 'absent' ? 'not-applicable' : 'attested')),
    language,
    message,
  );
  return (
    list &&
    html`<section aria-labelledby="${of}"><h2 id="${of}">${words[of]}</h2>${list}</section>
`
  );
})}`;
}

/** How many rules came to what, in figures and as a strip. */
function tally(rules: readonly RuleJudgement[], language: Language): Markup {
  const { verdicts } = consoleWords[language];
  const counts = RULE_VERDICTS.map(
    (verdict) => [verdict, rules.filter((each) => each.verdict === verdict).length] as const,
  );
  const there = counts.filter(([, count]) => count > 0);
  const before = (index: number): number => there.slice(0, index).reduce((sum, [, count]) => sum + count, 0);
  return html`<ul class="tally">${there.map(([verdict, count]) => html`<li class="${verdict}"><strong>${count}</strong> ${verdicts[verdict]}</li>`)}</ul>
<svg class="strip" viewBox="0 0 ${Math.max(1, rules.length)} 1" preserveAspectRatio="none" aria-hidden="true">${there.map(([verdict, count], index) => html`<rect class="${verdict}" x="${before(index)}" y="0" width="${count}" height="1"/>`)}</svg>
`;
}

/** With few columns the two tables stand beside each other. */
const hasRoomBeside = (rules: readonly RuleJudgement[]): boolean =>
  new Set(rules.map(({ verdict }) => verdict)).size <= 4;

/** `2026-01-15 10:00:00 – 10:00:05 (+08:00)`. */
function span(startedAt: string, finishedAt: string): string {
  const [start, end] = [startedAt, finishedAt].map((at) => at.slice(0, 19).replace('T', ' '));
  const sameDay = startedAt.slice(0, 10) === finishedAt.slice(0, 10);
  return `${start} – ${sameDay ? end?.slice(11) : end} (${finishedAt.slice(-6)})`;
}

function facts(
  { subject, target, startedAt, finishedAt, seed, kit, source, judgement }: RunRecord,
  { facts: names }: HtmlWords,
): Markup {
  const traces = new Set(judgement.rules.flatMap(({ scenarios }) => scenarios.map(({ trace }) => trace)));
  const rows = [
    [names.subject, [subject.name, subject.url].filter((part) => part !== undefined).join(' · ')],
    [names.target, target],
    [names.when, span(startedAt, finishedAt)],
    [names.rules, String(judgement.rules.length)],
    [names.scenarios, String(traces.size)],
    [names.seed, String(seed)],
    [names.kit, `${kit.name} ${kit.version}`],
    [names.guide, `${source.title} ${source.revision}`],
  ] as const;
  return html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

type Group = readonly [name: string, rules: readonly RuleJudgement[]];

/** A row for each group that has rules, a column for each verdict that any rule came to. */
function table(heading: string, groups: readonly Group[], language: Language, words: HtmlWords): Markup {
  const { verdicts } = consoleWords[language];
  const there = groups.filter(([, rules]) => rules.length > 0);
  const all = there.flatMap(([, rules]) => rules);
  const columns = RULE_VERDICTS.filter((verdict) => all.some((judged) => judged.verdict === verdict));
  const count = (rules: readonly RuleJudgement[], verdict: string): Markup => {
    const of = rules.filter((judged) => judged.verdict === verdict).length;
    return html`<td class="n ${of === 0 ? 'zero' : verdict}">${of}</td>`;
  };
  const row = ([name, rules]: Group): Markup =>
    html`<tr><th scope="row">${name}</th>${columns.map((verdict) => count(rules, verdict))}<td class="n">${rules.length}</td></tr>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${heading}"><table>
<thead><tr><th scope="col">${heading}</th>${columns.map((verdict) => html`<th scope="col" class="n">${verdicts[verdict]}</th>`)}<th scope="col" class="n">${words.all}</th></tr></thead>
<tbody>${there.map(row)}${row([words.all, all])}</tbody></table></div>
`;
}

const titleIn = ({ rule }: RuleJudgement, language: Language): string =>
  language === 'en' ? rule.title.en : rule.title.zh;

function brokenOnes(rules: readonly RuleJudgement[], language: Language, words: HtmlWords): Markup {
  const { verdicts, levels } = consoleWords[language];
  const broken = rules.filter(({ verdict }) => isBroken(verdict));
  if (broken.length === 0) return html`<p>${words.nothingBroken}</p>`;
  return html`<ul class="plain">${broken.map((judged) => html`<li><span class="badge ${judged.verdict}">${verdicts[judged.verdict]}</span> <a href="#${judged.rule.id}">${judged.rule.id}</a> <span class="dim">${levels[judged.rule.level]}</span> ${titleIn(judged, language)}</li>`)}</ul>`;
}

/** Rules by the reason for their verdict: one often stands for many. */
function unverifiedList(
  rules: readonly RuleJudgement[],
  language: Language,
  message: (text: string) => string,
): Markup | undefined {
  if (rules.length === 0) return undefined;
  const { verdicts, noReason } = consoleWords[language];
  return html`<ul class="plain">${byReason(rules).map((group) => {
    const [first] = group;
    return html`<li><span class="badge ${first.verdict}">${verdicts[first.verdict]}</span> ${group.map(({ rule }) => html`<a href="#${rule.id}">${rule.id}</a> `)}<br><span class="dim">${message(clipped(whyNot(first) ?? noReason))}</span></li>`;
  })}</ul>`;
}
