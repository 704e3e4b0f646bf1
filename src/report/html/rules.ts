import type { NamedTrace, RuleJudgement, ScenarioJudgement } from '../../judge/judgement.ts';
import { clausesOfRule } from '../../rules/clauses.ts';
import type { Bilingual, Source } from '../../rules/rule.ts';
import { consoleWords } from '../console-words.ts';
import { byArea, canBePlayed, isBroken, isSettled, tellingScenarios } from '../grouping.ts';
import { clipped } from '../printable.ts';
import type { Language } from '../report.ts';
import { sequenceDiagram } from './diagram.ts';
import { exchangeDetails } from './exchanges.ts';
import { html, type Markup } from './markup.ts';
import type { HtmlWords } from './words.ts';

export interface RulePages {
  readonly language: Language;
  readonly words: HtmlWords;
  readonly traceAt: (path: string) => NamedTrace | undefined;
  /** The command that replays a rule. */
  readonly replay: (judged: RuleJudgement) => string;
}

/** Of one rule the first tell enough, and of all together a page must stay one that opens. */
const MOST_OF_A_RULE = 3;
const MOST_IN_ALL = 90;

/** Every rule by area: what it asks, from where, what came of it, and where it is broken the whole story. */
export function ruleByRule(rules: readonly RuleJudgement[], pages: RulePages): Markup {
  const { areas } = consoleWords[pages.language];
  let left = MOST_IN_ALL;
  const articleOf = (judged: RuleJudgement): Markup => {
    const stories = isSettled(judged.verdict) ? [] : worthTelling(judged).slice(0, Math.min(left, MOST_OF_A_RULE));
    left -= stories.length;
    return article(judged, stories, pages);
  };
  return html`${byArea(rules).map(([area, ofArea]) => {
    const name = area in areas ? areas[area as keyof typeof areas] : area;
    return html`<section aria-labelledby="area-${area}"><h2 id="area-${area}">${name}</h2>${ofArea.map(articleOf)}</section>
`;
  })}`;
}

/** Scenarios in which something was found, not those that could not be played. */
const worthTelling = (judged: RuleJudgement): readonly ScenarioJudgement[] =>
  tellingScenarios(judged).filter(({ verdict }) => isBroken(verdict) || verdict === 'inconclusive');

function article(judged: RuleJudgement, stories: readonly ScenarioJudgement[], pages: RulePages): Markup {
  const { language, words, replay } = pages;
  const { rule, verdict, reason, scenarios } = judged;
  const { verdicts, levels, noReason } = consoleWords[language];
  const say = ({ en, zh }: Bilingual): string => (language === 'en' ? en : zh);
  const clauses = clausesOfRule(rule.id);
  return html`<article id="${rule.id}" class="${verdict}"><header><h3>${rule.id}</h3><span class="badge ${verdict}">${verdicts[verdict]}</span><span class="dim">${levels[rule.level]}</span></header>
<p>${say(rule.title)}</p>
${verdict !== 'pass' && html`<p class="${isBroken(verdict) ? 'told' : 'dim'}">${clipped(reason ?? noReason)}</p>`}
${isBroken(verdict) && html`<h4>${words.hint}</h4><p>${say(rule.hint)}</p>${canBePlayed(judged) && html`<h4>${words.replay}</h4><pre>${replay(judged)}</pre>`}`}
${stories.map((scenario) => story(scenario, pages))}
<details><summary>${words.scenarios} (${scenarios.length}) · ${words.sources}</summary>
<p class="small">${rule.sources.map(sourceLink)}</p>
${clauses.length > 0 && html`<ul class="small">${clauses.map(({ id, restatement }) => html`<li><strong>${id}</strong> ${say(restatement)}</li>`)}</ul>`}
<ul class="small">${scenarios.map((scenario) => html`<li><span class="badge ${scenario.verdict}">${verdicts[scenario.verdict]}</span> ${scenario.name} <span class="dim">${scenario.file}:${scenario.line} · ${scenario.trace}</span>${scenario.verdict !== 'pass' && scenario.message !== undefined && html`<br><span class="dim">${clipped(scenario.message)}</span>`}</li>`)}</ul>
</details></article>
`;
}

/** One scenario in which the rule is broken: what was found, who called whom, and the exchanges. */
function story(
  { name, file, line, message, evidence, trace }: ScenarioJudgement,
  { words, traceAt }: RulePages,
): Markup {
  const events = traceAt(trace)?.events ?? [];
  return html`<h4>${name} <span class="dim small">${file}:${line}</span></h4>
${message !== undefined && html`<p class="told">${clipped(message)}</p>`}
<p class="small dim">${words.trace}: ${trace}${evidence.length > 0 && `, ${words.evidence(evidence.join(', '))}`}</p>
${events.length > 0 && sequenceDiagram(name, events, evidence, words)}
${exchangeDetails(events, evidence, words)}
`;
}

/** Only pages of WeChat Pay's own documents have an address; it is made from a number, and nothing from outside gets into it. */
const sourceLink = ({ document, ref }: Source): Markup =>
  document === 'api' && /^D:\d+$/.test(ref)
    ? html`<a href="https://pay.weixin.qq.com/doc/v3/merchant/${ref.slice('D:'.length)}" rel="noreferrer">${ref}</a> `
    : html`${ref} `;
