import type { Held } from '../../judge/baseline.ts';
import type { NamedTrace, RuleJudgement } from '../../judge/judgement.ts';
import { baselineLines } from '../console-baseline.ts';
import { consoleWords } from '../console-words.ts';
import { replayCommand, whereSubjectIs } from '../replay.ts';
import type { Language, RunRecord } from '../report.ts';
import { toldIn } from '../told.ts';
import { html } from './markup.ts';
import { overview } from './overview.ts';
import { oneOf, ruleByRule } from './rules.ts';
import { stateMachine } from './state-machine.ts';
import { STYLE } from './style.ts';
import { htmlWords } from './words.ts';

export interface HtmlOptions {
  readonly language: Language;
  /** What a command that replays a rule needs besides target, rule and seed, word by word. */
  readonly replayWith?: readonly string[];
  /** Says a sentence of a scenario in that language; without it sentences stand as their features have them. */
  readonly say?: (sentence: string) => string;
  /** What the run comes to by its baseline. */
  readonly held?: Held;
}

/**
 * The run as one file for a browser: it needs no network and no script. Whatever comes from the subject is text in it and
 * nothing else.
 */
export function conformanceHtml(
  record: RunRecord,
  traces: readonly NamedTrace[],
  { language, replayWith = whereSubjectIs(record), say = (sentence) => sentence, held }: HtmlOptions,
): string {
  const words = htmlWords[language];
  const byPath = new Map(traces.map((trace) => [trace.path, trace]));
  const replay = (judged: RuleJudgement): string => replayCommand(judged, record, replayWith);
  const { rules, unruled } = record.judgement;
  const message = (text: string): string => toldIn(language, text);
  const narration = {
    language,
    words,
    traceAt: (path: string) => byPath.get(path),
    replay,
    say,
    message,
    known: held ? baselineLines(held, language) : [],
  };
  return html`<!DOCTYPE html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.title} · ${record.subject.name} · ${words.verdicts[record.judgement.verdict]}</title>
<style>${STYLE}</style></head>
<body>
<a class="skip" href="#rules">${words.skip}</a>
<main>
${overview(record, narration)}
<section aria-labelledby="states"><h2 id="states">${words.states}</h2>
${stateMachine(
  traces.map(({ events }) => events),
  words,
)}
</section>
<section aria-labelledby="rules"><h2 id="rules">${words.rules}</h2>
<nav aria-label="${words.stands}"><ul>${rules.map(({ rule }) => html`<li><a href="#${rule.id}">${rule.id}</a></li>`)}</ul></nav>
</section>
${ruleByRule(rules, narration)}
${
  unruled.length > 0 &&
  html`<section aria-labelledby="unruled"><h2 id="unruled">${consoleWords[language].unruled}</h2>
<ul class="plain">${unruled.map((scenario) => html`<li>${oneOf(scenario, narration)}</li>`)}</ul></section>`
}
</main>
<footer><p>${words.unofficial}</p></footer>
</body></html>
`.text;
}
