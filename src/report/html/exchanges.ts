import type { Exchange, Recorded, TraceEvent } from '../../trace/index.ts';
import { clipped } from '../printable.ts';
import { html, type Markup } from './markup.ts';
import type { HtmlWords } from './words.ts';

const LONGEST = 3_000;
const LONGEST_LINE = 500;
const MOST_HEADERS = 40;
const MOST = 20;

type ExchangeEvent = TraceEvent & Exchange;

/** The exchanges of a scenario as they were kept: those that show the finding open, the others a click away. */
export function exchangeDetails(
  events: readonly TraceEvent[],
  evidence: readonly number[],
  words: HtmlWords,
  withOthers: boolean,
): Markup | undefined {
  const all = events.filter((event): event is ExchangeEvent => event.kind === 'exchange');
  if (all.length === 0) return undefined;
  const telling = tellingOf(all, evidence);
  const others = all.filter((event) => !telling.includes(event)).slice(0, withOthers ? MOST : 0);
  const left = all.length - telling.length - others.length;
  const folded = (summary: string, of: readonly ExchangeEvent[], isOpen: boolean): Markup | false =>
    of.length > 0 &&
    html`<details${isOpen && html` open`}><summary>${summary}</summary>${of.map((event) => exchange(event, words))}</details>
`;
  return html`${folded(words.tellingExchanges, telling, true)}${folded(words.otherExchanges, others, false)}${
    left > 0 &&
    html`<p class="small dim">${words.moreExchanges(left)}</p>
`
  }`;
}

/** Those that the judge points at; where it points at what came of one, the last before it. */
function tellingOf(all: readonly ExchangeEvent[], evidence: readonly number[]): readonly ExchangeEvent[] {
  const shown = all.filter(({ seq }) => evidence.includes(seq)).slice(0, MOST);
  const first = Math.min(...evidence);
  return shown.length > 0 ? shown : all.filter(({ seq }) => seq < first).slice(-1);
}

const exchange = (
  { seq, from, to, method, url, request, requestSignature, opened, answer, answerSignature, failure }: ExchangeEvent,
  words: HtmlWords,
): Markup => html`<h5>${seq} · ${words.parties[from]} → ${words.parties[to]}</h5>
<pre>${line(`${method} ${url}`)}\n${message(request)}</pre>
<p class="small dim">${words.request}: ${words.signatures[requestSignature]}${answerSignature && ` · ${words.answer}: ${words.signatures[answerSignature]}`}</p>
${opened !== undefined && html`<p class="small dim">${words.opened}</p><pre>${json(opened)}</pre>`}
<pre>${answer ? `${answer.status}\n${message(answer)}` : `${words.noAnswer}: ${words.told(clipped(failure ?? ''))}`}</pre>
`;

const line = (text: string): string => clipped(text, LONGEST_LINE);

const message = ({ headers, body }: Recorded): string =>
  [
    ...Object.entries(headers)
      .slice(0, MOST_HEADERS)
      .map(([name, value]) => line(`${name}: ${value}`)),
    ...(body === undefined ? [] : ['', json(body)]),
  ].join('\n');

const json = (value: unknown): string =>
  clipped(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2), LONGEST);
