import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

/** What a backend said, kept for the report. */
export interface BackendLog {
  readonly write: (line: string) => void;
  close(): Promise<void>;
}

/** Bytes; what a backend says beyond it is not kept. */
const LARGEST = 8 * 1_048_576;

/** Keeps lines in `backend.log` of a folder, up to a bound; nowhere, without a folder. */
export async function backendLog(folder: string | undefined): Promise<BackendLog> {
  if (folder === undefined) return { write: () => {}, close: async () => {} };
  await mkdir(folder, { recursive: true });
  const file = await open(join(folder, 'backend.log'), 'w');
  const stream = file.createWriteStream();
  stream.on('error', () => {}); // a full disk must not end a run
  let size = 0;
  return {
    write: (line) => {
      if (size > LARGEST || stream.writableEnded) return;
      size += line.length + 1;
      stream.write(size > LARGEST ? '… (no more is kept)\n' : `${line}\n`);
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
