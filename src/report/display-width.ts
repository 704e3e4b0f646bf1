/** Most texts are these, and each character takes one column: for none of them need a segmenter be made. */
const PLAIN = /^[ -~]*$/;
let graphemes: Intl.Segmenter | undefined;

/** East Asian Wide and Fullwidth (UAX #11), and what is drawn as a picture. Ambiguous characters count as narrow. */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18fff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d376}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]|\p{Emoji}\ufe0f/u;
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cc}\p{Cf}]+$/u;

const graphemeWidth = (grapheme: string): number => (INVISIBLE.test(grapheme) ? 0 : WIDE.test(grapheme) ? 2 : 1);

/** How many columns of a terminal a text takes up: Chinese characters and emoji two each, combining marks none. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** The text filled up with blanks to so many columns; a longer one is left as it is. */
export const padColumns = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - displayWidth(text)));

/** The columns that the widest of some texts needs. */
export const widest = (texts: readonly string[]): number =>
  texts.reduce((columns, text) => Math.max(columns, displayWidth(text)), 0);
