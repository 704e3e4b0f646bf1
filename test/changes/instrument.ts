import type { Change, Edit } from './change.ts';

/** The function that tells whether the change of a number is on, and notes that its place was come to. */
export const SWITCH = '__isChanged';

/** An edit, with the number of the change that it makes. */
export type Numbered = Edit & Pick<Change, 'id'>;

/** The source text with a switch at each place that can be changed. */
export function instrumented(text: string, edits: readonly Numbered[]): string {
  const outerFirst = [...edits].sort((a, b) => a.start - b.start || b.end - a.end);
  return rendered(text, 0, text.length, outerFirst);
}

/** Places are expressions: they lie in each other or apart, and never overlap otherwise. */
function rendered(text: string, start: number, end: number, edits: readonly Numbered[]): string {
  const [first] = edits;
  if (!first) return text.slice(start, end);
  const here = edits.filter((edit) => edit.start === first.start && edit.end === first.end);
  const inside = edits.filter((edit) => edit.end <= first.end && !here.includes(edit));
  const after = edits.filter((edit) => edit.start >= first.end);
  const switches = here.map(({ id, replacement }) => `${SWITCH}(${id}) ? (${replacement}) : `).join('');
  const original = rendered(text, first.start, first.end, inside);
  return `${text.slice(start, first.start)}(${switches}(${original}))${rendered(text, first.end, end, after)}`;
}
