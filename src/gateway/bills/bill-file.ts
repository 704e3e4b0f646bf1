import { createHash } from 'node:crypto';
import { fen, toYuan } from '../../money/fen.ts';

/** A bill as it is downloaded: the same bytes each time that it is gone through. */
export type Bytes = Iterable<Buffer>;

const LINE_END = '\r\n'; // observed

/** Column titles stand as they are. */
export const titleLine = (titles: readonly string[]): string => titles.join(',') + LINE_END;

/** Before each value stands a back-tick, so that no spreadsheet takes a number for one (D:4013071246). */
export const valueLine = (values: readonly string[]): string => `\`${values.join(',`')}${LINE_END}`;

/** An amount with its sign: `-0.30`. */
export const signedYuan = (amount: number): string => `${amount < 0 ? '-' : ''}${toYuan(fen(Math.abs(amount)))}`;

/** About as much as is written to a socket at once. */
const CHUNK = 65_536;

const BYTE_ORDER_MARK = '\ufeff';

/** The bytes of a bill. `lines` is gone through anew each time, so that nobody has to keep them. */
export const bytesOf = (lines: () => Iterable<string>, withMark: boolean): Bytes => ({
  *[Symbol.iterator]() {
    let text = withMark ? BYTE_ORDER_MARK : '';
    for (const line of lines()) {
      text += line;
      if (text.length < CHUNK) continue;
      yield Buffer.from(text);
      text = '';
    }
    if (text !== '') yield Buffer.from(text);
  },
});

/** In lower-case hexadecimal digits. */
export function sha1Of(bytes: Bytes): string {
  const hash = createHash('sha1');
  for (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}
