import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { instant, toDate } from '../time/index.ts';

/** Files by their name inside an archive. */
export type Files = ReadonlyMap<string, Buffer>;

/** An archive cannot be read, or holds what no archive of ours does; the message says what. */
export class UnreadableArchive extends Error {
  override readonly name = 'UnreadableArchive';
}

/** The same files make the same archive: entries are sorted, and none has a time of its own. */
export async function packed(files: Files): Promise<Buffer> {
  const archive = pack();
  for (const name of [...files.keys()].toSorted())
    archive.entry({ name, mtime: toDate(instant(0)), mode: 0o644, uid: 0, gid: 0 }, files.get(name) ?? Buffer.alloc(0));
  archive.finalize();
  const chunks: Buffer[] = [];
  await pipeline(archive, createGzip(), async (written: AsyncIterable<Buffer>) => {
    for await (const chunk of written) chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}

const MOST_FILES = 20_000;
const MOST_BYTES = 512 * 1024 * 1024;
/** Folders and plain names alone: nothing of an archive is ever written to disk by its own name, and nothing may pretend to be elsewhere. */
const NAME = /^(?!.*\.\.)[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/;

/** What an archive holds. Throws an UnreadableArchive where it is none, is cut off, or is too much to be one of ours. */
export async function unpacked(archive: Buffer): Promise<Files> {
  const files = new Map<string, Buffer>();
  const entries = extract();
  const reading = pipeline(Readable.from([archive]), createGunzip(), entries);
  let bytes = 0;
  try {
    for await (const entry of entries) {
      const { name, type } = entry.header;
      if (type !== 'file' || !NAME.test(name))
        throw new UnreadableArchive(`it holds ${JSON.stringify(name)}, which is no file of a bundle`);
      if (files.has(name)) throw new UnreadableArchive(`it holds ${name} twice`);
      const chunks: Buffer[] = [];
      for await (const chunk of entry) {
        chunks.push(chunk as Buffer);
        bytes += (chunk as Buffer).length;
        if (bytes > MOST_BYTES || files.size > MOST_FILES)
          throw new UnreadableArchive('it holds more than a bundle can');
      }
      files.set(name, Buffer.concat(chunks));
    }
    await reading;
  } catch (failure) {
    reading.catch(() => {});
    if (failure instanceof UnreadableArchive) throw failure;
    throw new UnreadableArchive('it is no gzipped tar archive, or was cut off');
  }
  return files;
}
