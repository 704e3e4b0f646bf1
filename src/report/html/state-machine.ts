import { keyOf, TRANSITIONS, type Transition } from '../../rules/state-machines.ts';
import type { TraceEvent } from '../../trace/index.ts';
import { transitionsIn } from '../order-walk.ts';
import { html, type Markup } from './markup.ts';
import type { HtmlWords } from './words.ts';

const BOX = { NOTPAY: [260, 175], SUCCESS: [540, 95], CLOSED: [540, 275], REFUND: [790, 95] } as const;
const START = [40, 175] as const;

/** Where a transition is drawn: its line, and where its name stands. */
const LINES: Readonly<Record<string, { readonly path: string; readonly label: readonly [number, number] }>> = {
  'none order NOTPAY': { path: 'M48 175 H198', label: [122, 167] },
  'NOTPAY order NOTPAY': { path: 'M230 153 C200 95 320 95 290 153', label: [260, 102] },
  'NOTPAY pay in vain NOTPAY': { path: 'M230 197 C200 255 320 255 290 197', label: [260, 258] },
  'NOTPAY pay SUCCESS': { path: 'M322 165 L478 103', label: [388, 124] },
  'NOTPAY close CLOSED': { path: 'M322 180 L478 262', label: [428, 222] },
  'NOTPAY time CLOSED': { path: 'M310 197 L480 286', label: [368, 252] },
  'SUCCESS refund REFUND': { path: 'M602 95 H728', label: [665, 87] },
  'REFUND refund REFUND': { path: 'M760 73 C730 15 850 15 820 73', label: [790, 22] },
  'CLOSED close CLOSED': { path: 'M510 297 C480 355 600 355 570 297', label: [540, 358] },
};

/** The states of an order with the transitions that these traces have seen, and below them those that were refused as they must be. */
export function stateMachine(traces: readonly (readonly TraceEvent[])[], words: HtmlWords): Markup {
  const seen = new Set(traces.flatMap((events) => [...transitionsIn(events)]));
  const isSeen = (transition: Transition): boolean => seen.has(keyOf(transition));
  const legal = TRANSITIONS.filter(({ refused }) => !refused);
  const refusals = TRANSITIONS.filter(({ refused }) => refused);
  const told = (transition: Transition): string =>
    `${inWords(transition)}: ${isSeen(transition) ? words.done : words.notDone}`;
  return html`<figure>
<figcaption>${words.statesNote}</figcaption>
<div class="scroll" tabindex="0" role="group" aria-label="${words.states}">
<svg width="870" height="370" viewBox="0 0 870 370" role="img" aria-label="${words.states}">
<circle class="head" cx="${START[0]}" cy="${START[1]}" r="7"/>
${legal.map((transition) => drawn(transition, isSeen(transition)))}
${Object.entries(BOX).map(([state, [x, y]]) => html`<rect class="box" x="${x - 62}" y="${y - 22}" width="124" height="44" rx="8"/><text x="${x}" y="${y + 5}" text-anchor="middle">${state}</text>`)}
</svg></div>
<details><summary>${words.asList}</summary><ul class="small">${[...legal, ...refusals].map((transition) => html`<li>${told(transition)}</li>`)}</ul></details>
</figure>
<p>${refusals.filter(isSeen).length} / ${refusals.length} ${words.refusals}</p>
`;
}

function drawn(transition: Transition, isSeen: boolean): Markup | undefined {
  const line = LINES[keyOf(transition)];
  if (!line) return undefined;
  const [x, y] = line.label;
  return html`<path class="${isSeen ? 'seen' : 'unseen'}" d="${line.path}"/><text class="${isSeen ? '' : 'dim'}" x="${x}" y="${y}" text-anchor="middle">${transition.act}</text>`;
}

const inWords = ({ from, act, to, refused }: Transition): string =>
  refused ? `${from}, ${act} ✗` : `${from === 'none' ? '·' : from} → ${to} (${act})`;
