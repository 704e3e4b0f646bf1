import type { Party, TraceEvent } from '../../trace/index.ts';
import { clipped } from '../printable.ts';
import { html, type Markup } from './markup.ts';
import { type Row, rowsOf, type Tone } from './sequence.ts';
import type { HtmlWords } from './words.ts';

const PARTIES = ['payer', 'merchant', 'caller', 'gateway'] as const satisfies readonly Party[];
/** A diagram that nobody would scroll through tells by its beginning and its end. */
const MOST_ROWS = 60;
const LANE = 230;
const STAMP = 150;
const HEAD = 46;
const ROW = 40;

type Placed = Row & { readonly time: string };

/** A scenario as a sequence diagram, with the same as a list for whoever cannot see it. The lines that show the finding are marked. */
export function sequenceDiagram(
  name: string,
  events: readonly TraceEvent[],
  evidence: readonly number[],
  words: HtmlWords,
): Markup {
  const all = rowsOf(events, words);
  const rows = all.length <= MOST_ROWS ? all : [...all.slice(0, MOST_ROWS / 2), ...all.slice(-MOST_ROWS / 2)];
  const left = all.length - rows.length;
  const shown: readonly Party[] = PARTIES.filter((party) => all.some((row) => isAbout(row, party)));
  const x = (party: Party): number => STAMP + LANE * Math.max(0, shown.indexOf(party)) + LANE / 2;
  const [width, height] = [STAMP + LANE * Math.max(1, shown.length), HEAD + ROW * rows.length + 10];
  return html`<figure>
<figcaption>${words.diagram(name)}</figcaption>
<div class="scroll" tabindex="0" role="group" aria-label="${words.diagram(name)}">
<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${words.diagram(name)}">
${shown.map((party) => html`<line class="lane" x1="${x(party)}" x2="${x(party)}" y1="${HEAD - 10}" y2="${height}"/><rect class="box" x="${x(party) - 60}" y="6" width="120" height="26" rx="5"/><text x="${x(party)}" y="23" text-anchor="middle">${words.parties[party]}</text>`)}
${rows.map((row, index) => drawn(row, HEAD + ROW * index, { x, width, marked: evidence.includes(row.seq) }))}
</svg></div>
${left > 0 && html`<p class="small dim">${words.more(left)}</p>`}
<details><summary>${words.asList}</summary><ol class="small">${rows.map((row) => html`<li value="${row.seq}"><span class="dim">${row.time}</span> ${inWords(row, words)}</li>`)}</ol></details>
</figure>
`;
}

const isAbout = (row: Placed, party: Party): boolean =>
  row.kind === 'call' ? row.from === party || row.to === party : row.at === party;

interface Place {
  readonly x: (party: Party) => number;
  readonly width: number;
  readonly marked: boolean;
}

const TONES: Readonly<Record<Tone, string>> = { plain: '', time: 'dim', good: 'good', bad: 'bad' };

function drawn(row: Placed, y: number, { x, width, marked }: Place): Markup {
  const mark = marked && html`<rect class="mark" x="0" y="${y}" width="${width}" height="${ROW}"/>`;
  const stamp = html`<text class="dim" x="6" y="${y + 24}">${row.seq} · ${row.time.slice(5)}</text>`;
  if (row.kind === 'note') {
    const at = row.at ? x(row.at) : STAMP + 6;
    const anchor = row.at ? 'middle' : 'start';
    return html`${mark}${stamp}<text class="${TONES[row.tone]}" x="${at}" y="${y + 24}" text-anchor="${anchor}">${clipped(row.label, row.at ? 34 : 96)}</text>`;
  }
  const [from, to] = [x(row.from), x(row.to)];
  const way = to >= from ? 1 : -1;
  const [mid, far] = [(from + to) / 2, to - 4 * way];
  const fits = Math.max(24, Math.floor(Math.abs(to - from) / 6.6));
  return html`${mark}${stamp}<text x="${mid}" y="${y + 12}" text-anchor="middle">${clipped(row.label, fits)}</text><line class="arrow" x1="${from}" x2="${far}" y1="${y + 17}" y2="${y + 17}"/><path class="head" d="M${to} ${y + 17} l${-8 * way} -4 v8 z"/>${row.back !== undefined && html`<line class="back" x1="${far}" x2="${from}" y1="${y + 34}" y2="${y + 34}"/><text class="${row.bad ? 'bad' : 'dim'}" x="${mid}" y="${y + 31}" text-anchor="middle">${clipped(row.back, fits)}</text>`}`;
}

function inWords(row: Placed, { parties }: HtmlWords): string {
  if (row.kind === 'call') {
    const name = (party: Party): string => parties[party];
    return `${name(row.from)} → ${name(row.to)}: ${row.label}${row.back === undefined ? '' : ` → ${row.back}`}`;
  }
  return row.at ? `${parties[row.at]}: ${row.label}` : row.label;
}
