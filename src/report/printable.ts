/** Commands that a runner of GitHub's or Azure's takes from the middle of any line (actions/runner, ActionCommand.TryParse). */
const RUNNER_COMMAND = /##(?=\[|vso\[)/g;

/**
 * A text from outside as it may go to a terminal: one line, without control characters (a subject must neither send
 * escape sequences nor forge a line of the report), without the marks that turn the reading direction, and no command to
 * whatever runs the kit.
 */
export const printable = (text: string): string =>
  text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .replace(RUNNER_COMMAND, '# #');

/** The same value with every text in it made {@link printable}: done once for a whole record, no field can be forgotten. */
export function allPrintable<T>(value: T): T {
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [printable(name), cleaned(inner)]));
}

/** The beginning of a text that is too long to be read on a screen; the whole stands in the report's files. */
export const clipped = (text: string, longest = 1_000): string =>
  text.length <= longest
    ? text
    : `${Array.from(text.slice(0, 2 * longest))
        .slice(0, longest)
        .join('')}…`;

/** A word as a shell reads it back, whatever is in it. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
