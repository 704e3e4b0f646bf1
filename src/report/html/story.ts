import type { NamedTrace, RuleJudgement, ScenarioJudgement } from '../../judge/judgement.ts';
import type { ScenarioStep } from '../../trace/index.ts';
import { clipped } from '../printable.ts';
import type { Language } from '../report.ts';
import { scenarioNameIn } from '../scenario-name.ts';
import { sequenceDiagram } from './diagram.ts';
import { exchangeDetails } from './exchanges.ts';
import { html, type Markup } from './markup.ts';
import type { HtmlWords } from './words.ts';

/** With what a run is told. */
export interface Narration {
  readonly language: Language;
  readonly words: HtmlWords;
  readonly traceAt: (path: string) => NamedTrace | undefined;
  /** The command that replays a rule. */
  readonly replay: (judged: RuleJudgement) => string;
  /** A sentence of a scenario in the reader's language. */
  readonly say: (sentence: string) => string;
  /** What was expected and seen, or why not, in the reader's language. */
  readonly message: (message: string) => string;
  /** What the baseline says of what was found, a line an entry. */
  readonly known: readonly string[];
}

/** One scenario in which the rule is broken: what it says, what was found, who called whom, and the exchanges, or the telling ones alone. */
export function story(
  { name, file, line, message, evidence, trace }: ScenarioJudgement,
  narration: Narration,
  withAllExchanges: boolean,
): Markup {
  const { language, words, traceAt } = narration;
  const events = traceAt(trace)?.events ?? [];
  return html`<summary><h4>${headline(name, narration)}</h4> <span class="dim small">${clipped(`${file}:${line}`)}</span></summary>
${sentences(trace, narration)}
${message !== undefined && html`<p class="told">${narration.message(clipped(message))}</p>`}
<p class="small dim">${words.trace}: ${clipped(trace)}${evidence.length > 0 && `, ${words.evidence(clipped(evidence.join(', '), 200))}`}</p>
${events.length > 0 && sequenceDiagram(scenarioNameIn(language, name), events, evidence, words)}
${exchangeDetails(events, evidence, words, withAllExchanges)}
`;
}

const stepsAt = (path: string, traceAt: Narration['traceAt']): readonly ScenarioStep[] => {
  const head = traceAt(path)?.events.find((event) => event.kind === 'scenario');
  return head?.kind === 'scenario' ? (head.steps ?? []) : [];
};

/** What stands above a scenario; a reader aloud is told where it is in another language than the page. */
export function headline(name: string, { language }: Narration): Markup {
  const said = clipped(scenarioNameIn(language, name), 300);
  const isIn = /\p{Script=Han}/u.test(said) ? 'zh-CN' : 'en';
  return isIn === language ? html`${said}` : html`<span lang="${isIn}">${said}</span>`;
}

/** What a scenario says, as far as its trace tells. */
export function sentences(path: string, { words, say, traceAt }: Narration): Markup | undefined {
  const steps = stepsAt(path, traceAt);
  if (steps.length === 0) return undefined;
  const keyword = ({ type }: ScenarioStep, index: number): string =>
    steps[index - 1]?.type === type ? words.and : words.keywords[type];
  return html`<ul class="steps">${steps.map((step, index) => html`<li><strong>${keyword(step, index)}</strong> ${clipped(say(step.text))}</li>`)}</ul>`;
}
