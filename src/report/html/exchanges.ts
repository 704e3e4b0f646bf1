import type { Exchange, Recorded, TraceEvent } from '../../trace/index.ts';
import { clipped } from '../printable.ts';
import { html, type Markup } from './markup.ts';
import type { HtmlWords } from './words.ts';

const LONGEST = 3_000;
const MOST = 20;

type ExchangeEvent = TraceEvent & Exchange;

/** The exchanges of a scenario as they were kept, those that show the finding first. */
export function exchangeDetails(
  events: readonly TraceEvent[],
  evidence: readonly number[],
  words: HtmlWords,
): Markup | undefined {
  const all = events.filter((event): event is ExchangeEvent => event.kind === 'exchange');
  if (all.length === 0) return undefined;
  const telling = all.filter(({ seq }) => evidence.includes(seq));
  const shown = [...telling, ...all.filter((event) => !telling.includes(event))].slice(0, MOST);
  return html`<details><summary>${words.exchanges}</summary>
${shown.map((event) => exchange(event, words))}
${all.length > shown.length && html`<p class="small dim">${words.more(all.length - shown.length)}</p>`}
</details>
`;
}

const exchange = (
  { seq, from, to, method, url, request, requestSignature, opened, answer, answerSignature, failure }: ExchangeEvent,
  words: HtmlWords,
): Markup => html`<h4>${seq} · ${words.parties[from]} → ${words.parties[to]}</h4>
<pre>${`${method} ${url}\n`}${message(request)}</pre>
<p class="small dim">${words.request}: ${requestSignature}${answerSignature && ` · ${words.answer}: ${answerSignature}`}</p>
${opened !== undefined && html`<p class="small dim">${words.opened}</p><pre>${json(opened)}</pre>`}
<pre>${answer ? `${answer.status}\n${message(answer)}` : `${words.noAnswer}: ${failure ?? ''}`}</pre>
`;

const message = ({ headers, body }: Recorded): string =>
  [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ['', json(body)]),
  ].join('\n');

const json = (value: unknown): string =>
  clipped(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2), LONGEST);
