import { SandboxError } from '../sandbox-error.ts';
import { lineOf } from './data-file-format.ts';
import type { FileLock } from './data-file-lock.ts';

/** What a data file needs of an open file. */
export interface Disk {
  write(bytes: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesWritten: number }>;
  datasync(): Promise<void>;
  close(): Promise<void>;
}

export interface DataFileParts {
  readonly path: string;
  readonly disk: Disk;
  readonly lock: FileLock;
  /** The check of the last line, from which the next goes on. */
  readonly check: string;
  /** Where the next line begins, in bytes. */
  readonly end: number;
}

const SETTLED: Promise<void> = Promise.resolve();

/**
 * The end of a data file, where records are added. The records that wait go to the disk together, in one write, while
 * the next ones gather: so a busy file costs hardly more flushes than a quiet one.
 */
export class DataFile {
  readonly #parts: DataFileParts;
  #check: string;
  #end: number;
  #lines: string[] = [];
  /** The batch that gathers, and the one that is being written. */
  #next: Promise<void> | undefined;
  #current: Promise<void> | undefined;
  #failure: SandboxError | undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: DataFileParts) {
    this.#parts = parts;
    this.#check = parts.check;
    this.#end = parts.end;
  }

  /**
   * Takes a record in as it is now; it is on disk once {@link settled} resolves. Does no I/O. Throws a TypeError for a
   * value that JSON does not have. After a failure or {@link close} the record is lost, and settled says so.
   */
  append(record: unknown): void {
    const line = lineOf(record, this.#check);
    if (this.#closing) {
      this.#failure ??= new SandboxError(`The data file ${this.#parts.path} is closed: nothing more is kept in it`);
    }
    if (this.#failure) return;
    this.#check = line.check;
    this.#lines.push(line.text);
    if (this.#next) return;
    this.#next = this.#write(this.#current);
    // Whoever asks learns of the failure; that nobody asked must not end the process.
    this.#next.catch(() => {});
  }

  /** Resolves when every record appended so far is on disk. Rejects with a SandboxError, now and ever after, when the disk failed. */
  settled(): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    return this.#next ?? this.#current ?? SETTLED;
  }

  /** Whether records wait. Stays true after a failure: they wait in vain, and whoever then asks {@link settled} hears it. */
  get pending(): boolean {
    return this.#failure !== undefined || this.#next !== undefined || this.#current !== undefined;
  }

  /** Waits for what was appended, closes the file and frees it for others, each once. Rejects, the file closed and free, when the disk failed. */
  close(): Promise<void> {
    this.#closing ??= this.#finish(this.settled());
    return this.#closing;
  }

  async #finish(last: Promise<void>): Promise<void> {
    try {
      await last;
    } finally {
      await this.#parts.disk.close();
      await this.#parts.lock.release();
    }
  }

  async #write(before: Promise<void> | undefined): Promise<void> {
    await before;
    const batch = this.#next;
    const bytes = Buffer.from(this.#lines.join(''));
    this.#lines = [];
    this.#next = undefined;
    this.#current = batch;
    try {
      await this.#writeAll(bytes);
      await this.#parts.disk.datasync();
      this.#end += bytes.length;
    } catch (failure) {
      // After a failed flush nobody knows what the disk holds, and a second flush may succeed without having written.
      this.#failure = cannotWrite(this.#parts.path, failure);
      throw this.#failure;
    } finally {
      if (this.#current === batch) this.#current = undefined;
    }
  }

  async #writeAll(bytes: Buffer): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#parts.disk.write(bytes, done, bytes.length - done, this.#end + done);
      if (bytesWritten === 0) throw new Error('nothing more is taken');
      done += bytesWritten;
    }
  }
}

const cannotWrite = (path: string, failure: unknown): SandboxError =>
  new SandboxError(
    `The data file ${path} cannot be written (${failure instanceof Error ? failure.message : String(failure)}): ` +
      'nothing is kept from here on. Make room or mend the disk, then start again: what was answered is in the file',
  );
