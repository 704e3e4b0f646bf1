import { SandboxError } from '../sandbox-error.ts';
import {
  HEADER_LENGTH,
  hasZeroedSector,
  isTornLine,
  type RefusedHeader,
  readHeader,
  readLine,
} from './data-file-format.ts';

const CHUNK = 1 << 20;
/** No text of Node is longer, so no record is. */
const LONGEST_LINE = 1 << 29;
const LINE_BREAK = 0x0a;

/** What reading needs of an open file. */
export interface Source {
  read(into: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
}

/** What a data file holds. */
export interface Contents {
  readonly records: readonly unknown[];
  /** The check that the next line goes on from; absent where the file has no whole first line, and is to be begun. */
  readonly check?: string;
  /** Where what is whole ends, in bytes. What stands behind was never written to its end. */
  readonly end: number;
  /** In words, what stands behind the end. */
  readonly torn?: string;
}

/**
 * Reads a data file from its start, in pieces. Throws a SandboxError for anything but whole lines and a torn end.
 *
 * Which ends can a crash leave? The writer hands the waiting lines to the system in one write, at the end of the file,
 * and begins the next write only when this one is on disk. So all that a crash can spoil is the last write, and no line
 * of it was answered yet. Killed, the process leaves a beginning of that write: whole lines, then at most one line
 * without its line break. A power cut leaves the same, or the file is as long as it was to be and its end reads as
 * zeros; what stands behind the last whole line has no line break either. Both are cut away. The whole lines of a
 * spoilt write are kept: nobody was told of them, and nobody was told that they failed.
 *
 * A bad line that has its line break was written to its end, so it was altered later, with one exception: a power cut
 * may lose sectors inside a write and keep later ones. Such a line has zeros in place of whole sectors, which no line
 * ever holds. It is cut away where it is the last. Where lines follow it, it cannot be told from damage to records that
 * were answered, so the file is refused and a person decides.
 */
export async function readContents(source: Source, path: string): Promise<Contents> {
  const start = Buffer.alloc(HEADER_LENGTH + 1);
  const { bytesRead } = await source.read(start, 0, start.length, 0);
  const header = readHeader(start.subarray(0, bytesRead));
  if (header.kind === 'torn') return { records: [], end: 0, ...(bytesRead > 0 && { torn: tornText(1, bytesRead) }) };
  if (header.kind !== 'whole') throw refusedHeader(path, header);

  const records: unknown[] = [];
  let check = header.check;
  let end = HEADER_LENGTH;
  let bad: Buffer | undefined;
  const damage = (): SandboxError => damagedLine(path, records.length + 2, end);
  const rest = await eachLine(source, HEADER_LENGTH, damage, (line) => {
    if (bad) throw damage();
    const read = readLine(line, check);
    if (read) {
      records.push(read.record);
      check = read.check;
      end += line.length + 1;
    } else {
      bad = Buffer.from(line);
    }
  });
  if (bad ? rest.length > 0 || !hasZeroedSector(bad, end) : !isTornLine(rest)) throw damage();
  const torn = bad ? bad.length + 1 : rest.length;
  return { records, check, end, ...(torn > 0 && { torn: tornText(records.length + 2, torn) }) };
}

/** Calls `take` with each line, without its line break, and returns what stands behind the last line break. The bytes of a line are its own only during the call. */
async function eachLine(
  source: Source,
  from: number,
  tooLong: () => Error,
  take: (line: Buffer) => void,
): Promise<Buffer> {
  const chunk = Buffer.allocUnsafe(CHUNK);
  let begun: Buffer[] = [];
  let length = 0;
  for (let position = from; ; ) {
    const { bytesRead } = await source.read(chunk, 0, CHUNK, position);
    if (bytesRead === 0) return Buffer.concat(begun);
    position += bytesRead;
    let at = 0;
    for (;;) {
      const lineBreak = chunk.indexOf(LINE_BREAK, at);
      if (lineBreak < 0 || lineBreak >= bytesRead) break;
      const line = chunk.subarray(at, lineBreak);
      take(begun.length === 0 ? line : Buffer.concat([...begun, line]));
      begun = [];
      length = 0;
      at = lineBreak + 1;
    }
    length += bytesRead - at;
    if (length > LONGEST_LINE) throw tooLong();
    if (at < bytesRead) begun.push(Buffer.from(chunk.subarray(at, bytesRead)));
  }
}

const tornText = (line: number, bytes: number): string =>
  `line ${line} was not written to its end, because the process or the machine stopped before it was answered: ` +
  `${bytes} ${bytes === 1 ? 'byte was' : 'bytes were'} cut away`;

const ANEW = 'name another file with --data to start with an empty one';

function refusedHeader(path: string, header: RefusedHeader): SandboxError {
  switch (header.kind) {
    case 'newer':
      return new SandboxError(
        `${path} is a data file of format ${header.version}, and this version of the kit reads format 1: ` +
          `use the version of the kit that wrote it, or ${ANEW}`,
      );
    case 'foreign':
      return new SandboxError(
        `${path} does not begin like a data file of this kit, so it is another kind of file, or its line 1 is damaged. ` +
          `It was left as it is: ${ANEW}`,
      );
    case 'damaged':
      return new SandboxError(
        `${path}, line 1: the line that names the format is damaged. The file was left as it is: ` +
          `put a copy of it back, or ${ANEW}`,
      );
  }
}

/** The record of a line bears the number of the line less one: the first line is no record. */
const damagedLine = (path: string, line: number, offset: number): SandboxError =>
  new SandboxError(
    `${path}, line ${line} (record ${line - 1}, from byte ${offset}): it is not the line that was written there. ` +
      'It was altered, or lines are missing, doubled or out of order from here on. The file was left as it is: ' +
      `put a copy of it back; or keep only what stands before, with "head -n ${line - 1}" into a new file; or ${ANEW}`,
  );
