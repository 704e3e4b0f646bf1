import type { RuleJudgement, ScenarioJudgement } from '../../judge/judgement.ts';
import { clausesOfRule } from '../../rules/clauses.ts';
import type { Bilingual, Source } from '../../rules/rule.ts';
import { consoleWords } from '../console-words.ts';
import { byArea, canBePlayed, isBroken, isSettled, tellingScenarios } from '../grouping.ts';
import { clipped } from '../printable.ts';
import { html, type Markup } from './markup.ts';
import { headline, type Narration, sentences, story } from './story.ts';

/** A page must stay one that opens: of stories it takes so much, the first few of every rule before the rest of any. */
const MOST_OF_STORIES = 1_500_000;
const FIRST_FEW = 3;

type Stories = ReadonlyMap<ScenarioJudgement, Markup>;

/** Every rule by area: what it asks, from where, what came of it, and where it is broken the whole story. */
export function ruleByRule(rules: readonly RuleJudgement[], narration: Narration): Markup {
  const { areas } = consoleWords[narration.language];
  const stories = storiesOf(rules, narration);
  return html`${byArea(rules).map(([area, ofArea]) => {
    const name = area in areas ? areas[area as keyof typeof areas] : area;
    return html`<section aria-labelledby="area-${area}"><h2 id="area-${area}">${name}</h2>${ofArea.map((judged) => article(judged, stories, narration))}</section>
`;
  })}`;
}

/** The story of each scenario that made its rule's verdict what it is, as far as there is room. */
function storiesOf(rules: readonly RuleJudgement[], narration: Narration): Stories {
  const telling = rules.filter(({ verdict }) => !isSettled(verdict)).map(worthTelling);
  const [first, rest] = [telling.flatMap((of) => of.slice(0, FIRST_FEW)), telling.flatMap((of) => of.slice(FIRST_FEW))];
  const stories = new Map<ScenarioJudgement, Markup>();
  let room = MOST_OF_STORIES;
  for (const scenario of [...first, ...rest]) {
    if (room <= 0) break;
    const told = story(scenario, narration, first.includes(scenario) && room > MOST_OF_STORIES / 2);
    stories.set(scenario, told);
    room -= Buffer.byteLength(told.text);
  }
  return stories;
}

/** Scenarios in which something was found, not those that could not be played. */
const worthTelling = (judged: RuleJudgement): readonly ScenarioJudgement[] =>
  tellingScenarios(judged).filter(({ verdict }) => isBroken(verdict) || verdict === 'inconclusive');

function article(judged: RuleJudgement, stories: Stories, narration: Narration): Markup {
  const { language, words, replay, message } = narration;
  const { rule, verdict, reason, scenarios } = judged;
  const { verdicts, levels, noReason, kitFailed } = consoleWords[language];
  const say = ({ en, zh }: Bilingual): string => (language === 'en' ? en : zh);
  const clauses = clausesOfRule(rule.id);
  const telling = isSettled(verdict) ? [] : worthTelling(judged);
  const told = telling.flatMap((scenario) => stories.get(scenario) ?? []);
  return html`<article id="${rule.id}" class="${verdict}"><header><h3>${rule.id}</h3><span class="badge ${verdict}">${verdicts[verdict]}</span><span class="dim">${levels[rule.level]}</span></header>
<p>${say(rule.title)}</p>
${verdict !== 'pass' && html`<p class="${isBroken(verdict) ? 'told' : 'dim'}">${message(clipped(reason ?? noReason))}</p>`}
${isBroken(verdict) && html`<h4>${words.hint}</h4><p>${verdict === 'error' ? kitFailed : say(rule.hint)}</p>${canBePlayed(judged) && html`<h4>${words.replay}</h4><pre>${replay(judged)}</pre>`}`}
${told.map(
  (markup, index) => html`<details class="story"${index === 0 && html` open`}>${markup}</details>
`,
)}${told.length < telling.length && html`<p class="small dim">${words.leftOut(telling.length - told.length)}</p>`}
<details><summary>${words.scenarios} (${scenarios.length}) · ${words.sources}</summary>
<p class="small">${rule.sources.map(sourceLink)}</p>
${clauses.length > 0 && html`<ul class="small">${clauses.map(({ id, restatement }) => html`<li><strong>${id}</strong> ${say(restatement)}</li>`)}</ul>`}
<ul class="small plain">${scenarios.map((scenario) => html`<li>${oneOf(scenario, narration)}</li>`)}</ul>
</details></article>
`;
}

/** A scenario in the list of a rule's: what came of it, and what it says. */
export function oneOf({ name, file, line, verdict, message, trace }: ScenarioJudgement, narration: Narration): Markup {
  const { verdicts } = consoleWords[narration.language];
  const said = sentences(trace, narration);
  const head = html`<span class="badge ${verdict}">${verdicts[verdict]}</span> ${headline(name, narration)}`;
  const place = html`<span class="dim">${clipped(`${file}:${line} · ${trace}`, 600)}</span>`;
  const why =
    verdict !== 'pass' &&
    message !== undefined &&
    html`<br><span class="dim">${narration.message(clipped(message))}</span>`;
  return said
    ? html`<details class="quiet"><summary>${head}</summary>${place}${said}</details>${why}`
    : html`${head} ${place}${why}`;
}

/** Only pages of WeChat Pay's own documents have an address; it is made from a number, and nothing from outside gets into it. */
const sourceLink = ({ document, ref }: Source): Markup =>
  document === 'api' && /^D:\d+$/.test(ref)
    ? html`<a href="https://pay.weixin.qq.com/doc/v3/merchant/${ref.slice('D:'.length)}" rel="noreferrer">${ref}</a> `
    : html`${ref} `;
