import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { openDataFile } from '../../src/sandbox/data/data-file.ts';
import { lineOf, newHeader } from '../../src/sandbox/data/data-file-format.ts';
import { type Contents, readContents, type Source } from '../../src/sandbox/data/data-file-reader.ts';

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'data-file-test-'));
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** The first line and the lines of the records, as a data file has them. */
export function linesOf(records: readonly unknown[]): readonly string[] {
  const header = newHeader();
  const lines = [header.text];
  let { check } = header;
  for (const record of records) {
    const line = lineOf(record, check);
    lines.push(line.text);
    check = line.check;
  }
  return lines;
}

export const bytesOf = (records: readonly unknown[]): Buffer => Buffer.from(linesOf(records).join(''));

/** Reads bytes as a data file, in memory and in reads of at most `most` bytes. */
export function readBytes(bytes: Buffer, most = Number.POSITIVE_INFINITY): Promise<Contents> {
  const source: Source = {
    read: (into, offset, length, position) =>
      Promise.resolve({ bytesRead: bytes.copy(into, offset, position, position + Math.min(length, most)) }),
  };
  return readContents(source, 'some.data');
}

/** Opens a data file and closes it again. */
export async function recordsIn(path: string): Promise<{ records: readonly unknown[]; repaired?: string }> {
  const { file, ...found } = await openDataFile(path);
  await file.close();
  return found;
}

/** Makes a data file with these records. */
export async function keep(path: string, records: readonly unknown[]): Promise<void> {
  const { file } = await openDataFile(path);
  for (const record of records) file.append(record);
  await file.close();
}
