import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { Bytes } from './bill-file.ts';

/** Deflate, no name, no time, from an unknown system (RFC 1952). */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** A last block with nothing in it. */
const LAST_BLOCK = Buffer.from([0x03, 0x00]);

/**
 * The bytes as one gzip member, compressed piece by piece: each piece ends on a whole byte and needs nothing of the one
 * before. (Several members in a row would be gzip as well, but some clients read the first alone.)
 */
export const gzipped = (bytes: Bytes): Bytes => ({
  *[Symbol.iterator]() {
    let checksum = 0;
    let size = 0;
    yield HEAD;
    for (const chunk of bytes) {
      checksum = crc32(chunk, checksum);
      size += chunk.length;
      yield deflateRawSync(chunk, { finishFlush: constants.Z_SYNC_FLUSH });
    }
    const tail = Buffer.alloc(8);
    tail.writeUInt32LE(checksum, 0);
    tail.writeUInt32LE(size >>> 0, 4);
    yield Buffer.concat([LAST_BLOCK, tail]);
  },
});
