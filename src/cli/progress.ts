import type { Envelope } from '@cucumber/messages';

/** What progress is written to: a terminal, or nothing. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Erases the line, and goes back to its beginning. */
const ERASE = '\r\u001b[2K';

/**
 * Tells on a terminal how many scenarios of how many have been played, in one line that is gone when the last is; anywhere
 * else nothing, so that a log has no thousand lines of it.
 */
export function progress(stream: ProgressStream): (envelope: Envelope) => void {
  if (stream.isTTY !== true) return () => {};
  let [all, done, shown] = [0, 0, ''];
  return ({ testCase, testCaseFinished, testRunFinished }) => {
    if (testCase) all += 1;
    if (testCaseFinished) done += 1;
    const text = testRunFinished ? '' : `${done}/${all} · ${Math.floor((done / Math.max(all, 1)) * 100)} %`;
    const isWorthIt =
      testRunFinished !== undefined || (testCaseFinished !== undefined && percent(text) !== percent(shown));
    if (!isWorthIt) return;
    shown = text;
    stream.write(`${ERASE}${text}`);
  };
}

const percent = (text: string): string => text.replace(/^.*· /, '');
