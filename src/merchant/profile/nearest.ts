/** How many letters must be put in, taken out, changed or swapped to make one word of the other (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const cost = Math.min(
        at(row - 1, column) + 1,
        (line[column - 1] ?? 0) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
      );
      line.push(swapped ? Math.min(cost, at(row - 2, column - 2) + 1) : cost);
    }
    rows.push(line);
  }
  return at(a.length, b.length);
}

const LONGEST = 60;

/** The known word that was most likely meant, or undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined;
  const lower = word.toLowerCase();
  const near = known
    .map((candidate) => ({ candidate, off: distance(lower, candidate.toLowerCase()) }))
    .filter(({ candidate, off }) => off <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.off - b.off);
  return near[0]?.candidate;
}

/** ` did you mean post? Known here are get, post.`, with what there is to say. */
export function didYouMean(word: string, known: readonly string[]): string {
  const guess = nearest(word, known);
  const list = known.length === 0 ? 'nothing is known here' : `known here: ${known.join(', ')}`;
  return guess === undefined ? list : `did you mean ${guess}? (${list})`;
}
