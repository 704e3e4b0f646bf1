import type { Party, TraceEvent } from '../../trace/index.ts';
import { displayWidth } from '../display-width.ts';
import { clipped } from '../printable.ts';
import { html, type Markup } from './markup.ts';
import { type Row, rowsOf, type Tone } from './sequence.ts';
import type { HtmlWords } from './words.ts';

const PARTIES = ['payer', 'merchant', 'caller', 'gateway'] as const satisfies readonly Party[];
/** A diagram that nobody would scroll through tells by its beginning and its end. */
const MOST_ROWS = 60;
const LANE = 255;
const STAMP = 140;
const HEAD = 44;
const HEIGHTS: Readonly<Record<Row['kind'], number>> = { call: 42, note: 26 };
/** What a character of 12 px takes up at most in the fonts that browsers have: a Chinese one twice that. */
const COLUMN = 6.8;
const LONGEST = 300;

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
  const tops = rows.map((_, index) => rows.slice(0, index).reduce((top, { kind }) => top + HEIGHTS[kind], HEAD));
  const width = STAMP + LANE * Math.max(2, shown.length);
  const height = rows.reduce((top, { kind }) => top + HEIGHTS[kind], HEAD) + 8;
  const title = words.diagram(clipped(name, LONGEST));
  return html`<figure>
<figcaption>${title}</figcaption>
<div class="scroll" tabindex="0" role="group" aria-label="${title}">
<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
${rows.map((row, index) => evidence.includes(row.seq) && html`<rect class="mark" x="0" y="${tops[index]}" width="${width}" height="${HEIGHTS[row.kind]}"/>`)}
${shown.map((party) => html`<line class="lane" x1="${x(party)}" x2="${x(party)}" y1="32" y2="${height}"/><rect class="box" x="${x(party) - 60}" y="6" width="120" height="26" rx="5"/><text x="${x(party)}" y="23" text-anchor="middle">${words.parties[party]}</text>`)}
${rows.map((row, index) => drawn(row, tops[index] ?? HEAD, { x, width }))}
</svg></div>
${left > 0 && html`<p class="small dim">${words.more(left)}</p>`}
<details class="again"><summary>${words.asList}</summary><ol class="small">${rows.map((row) => html`<li value="${row.seq}"><span class="dim">${row.time}</span> ${inWords(row, words)}</li>`)}</ol></details>
</figure>
`;
}

const isAbout = (row: Placed, party: Party): boolean =>
  row.kind === 'call' ? row.from === party || row.to === party : row.at === party;

interface Place {
  readonly x: (party: Party) => number;
  readonly width: number;
}

const TONES: Readonly<Record<Tone, string>> = { plain: '', time: 'dim', good: 'good', bad: 'bad' };

/** As much of a text as has room, and how wide that is. */
function fitted(label: string, room: number): readonly [text: string, width: number] {
  const columns = Math.floor(room / COLUMN);
  // More than that has room nowhere, and widths take long to find.
  const text = label.slice(0, LONGEST);
  const wide = displayWidth(text) > columns;
  let kept = wide ? clipped(text, columns) : text;
  while (wide && displayWidth(kept) > columns) kept = `${Array.from(kept).slice(0, -2).join('')}…`;
  return [kept, displayWidth(kept) * COLUMN];
}

function drawn(row: Placed, y: number, { x, width }: Place): Markup {
  const stamp = html`<text class="dim" x="4" y="${y + 17}">${row.seq} · ${row.time.slice(5)}</text>`;
  if (row.kind === 'note') {
    const [label, wide] = fitted(row.label, width - STAMP - 8);
    // Over its lane, as far as the drawing has room for it there.
    const middle = row.at ? x(row.at) : STAMP + wide / 2;
    const at = Math.min(Math.max(middle, STAMP + wide / 2), width - 4 - wide / 2);
    return html`${stamp}<text class="${TONES[row.tone]}" x="${at.toFixed(0)}" y="${y + 17}" text-anchor="middle">${label}</text>`;
  }
  const [from, to] = [x(row.from), x(row.to)];
  const way = to >= from ? 1 : -1;
  const [mid, far] = [(from + to) / 2, to - 4 * way];
  const room = Math.max(LANE, Math.abs(to - from)) + 40;
  return html`${stamp}<text x="${mid}" y="${y + 13}" text-anchor="middle">${fitted(row.label, room)[0]}</text><line class="arrow" x1="${from}" x2="${far}" y1="${y + 19}" y2="${y + 19}"/><path class="head" d="M${to} ${y + 19} l${-8 * way} -4 v8 z"/>${row.back !== undefined && html`<line class="back" x1="${far}" x2="${from}" y1="${y + 37}" y2="${y + 37}"/><text class="${row.bad ? 'bad' : 'dim'}" x="${mid}" y="${y + 33}" text-anchor="middle">${fitted(row.back, room)[0]}</text>`}`;
}

function inWords(row: Placed, { parties }: HtmlWords): string {
  const label = clipped(row.label, LONGEST);
  if (row.kind === 'note') return row.at ? `${parties[row.at]}: ${label}` : label;
  return `${parties[row.from]} → ${parties[row.to]}: ${label}${row.back === undefined ? '' : ` → ${clipped(row.back, LONGEST)}`}`;
}
