/** A pattern as it reads one by one: escapes, classes, counts, words and the start of a group are one piece each. */
const PIECES =
  /\\u\{[\da-f]+\}|\\u[\da-f]{4}|\\[pP]\{\w+\}|\\.|\[(?:\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}|\(\?(?:[:=!]|<[=!]|<\w+>)|[\p{L}\d]+|./gisu;

/** The patterns that take a little more or a little less: without an anchor or an alternative, with another count or class. */
export function changedPatterns(pattern: string): readonly string[] {
  const pieces = pattern.match(PIECES) ?? [];
  const changed = pieces.flatMap((piece, index) =>
    others(piece).map((other) => [...pieces.slice(0, index), other, ...pieces.slice(index + 1)].join('')),
  );
  return [...new Set(changed)].filter((other) => other !== pattern && other !== '' && isPattern(other));
}

function others(piece: string): readonly string[] {
  if (piece === '^' || piece === '$' || piece === '\\b' || piece === '?') return [''];
  if (piece === '+' || piece === '*') return ['', piece === '+' ? '*' : '+'];
  if (piece.startsWith('{')) return counts(piece);
  if (piece.startsWith('[')) return [piece.startsWith('[^') ? piece.replace('^', '') : piece.replace('[', '[^')];
  if (/^\\[dwsDWS]$/.test(piece)) return [piece === piece.toLowerCase() ? piece.toUpperCase() : piece.toLowerCase()];
  if (piece === '(?=' || piece === '(?<=') return [piece.replace('=', '!')];
  if (piece === '(?!' || piece === '(?<!') return [piece.replace('!', '=')];
  return /^[\p{L}\d]+$/u.test(piece) ? ['~'] : [];
}

/** Each bound of a count one more and one less. */
function counts(piece: string): readonly string[] {
  return [...piece.matchAll(/\d+/g)].flatMap(({ 0: digits, index }) =>
    [1, -1].map((by) => piece.slice(0, index) + String(Number(digits) + by) + piece.slice(index + digits.length)),
  );
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
