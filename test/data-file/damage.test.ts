import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { HEADER_LENGTH } from '../../src/sandbox/data/data-file-format.ts';
import type { Contents } from '../../src/sandbox/data/data-file-reader.ts';
import { SandboxError } from '../../src/sandbox/sandbox-error.ts';
import { bytesOf, keep, linesOf, readBytes, recordsIn, temporaryFolder } from './stage.ts';

const folder = temporaryFolder();
const records = fc.array(fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 1 }), { minLength: 1, maxLength: 5 });

const isRefused = async (reading: Promise<Contents>, ...says: readonly RegExp[]): Promise<void> => {
  const failure: unknown = await reading.then(
    ({ records, torn }) => `read ${JSON.stringify(records)}, torn: ${torn}`,
    (failure: unknown) => failure,
  );
  assert.ok(failure instanceof SandboxError, String(failure));
  for (const pattern of [...says, /some\.data/, /--data/]) assert.match(failure.message, pattern);
};
const read = (lines: readonly string[]): Promise<Contents> => readBytes(Buffer.from(lines.join('')));

describe('a data file that is cut off', () => {
  it('gives all whole records, wherever the cut is, zeros behind it or not', async () => {
    await fc.assert(
      fc.asyncProperty(records, async (values) => {
        const lines = linesOf(values).map((line) => Buffer.from(line));
        const bytes = Buffer.concat(lines);
        const whole = (await readBytes(bytes)).records;
        const ends = lines.map((_, index) => Buffer.concat(lines.slice(0, index + 1)).length);
        for (let cut = 0; cut < bytes.length; cut += 1) {
          const kept = Math.max(0, ends.filter((end) => end <= cut).length - 1);
          const end = ends.findLast((end) => end <= cut) ?? 0;
          for (const zeros of [0, bytes.length - cut, bytes.length + 4096]) {
            if (cut < (ends[0] ?? 0) && cut + zeros > (ends[0] ?? 0)) continue;
            const found = await readBytes(Buffer.concat([bytes.subarray(0, cut), Buffer.alloc(zeros)]));
            assert.deepEqual(found.records, whole.slice(0, kept));
            assert.equal(found.end, end);
            assert.equal(found.torn !== undefined, cut + zeros > end);
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it('is mended on disk, says so once, and goes on from there', async () => {
    const path = join(folder, 'cut');
    await keep(path, ['first', { second: '二' }]);
    const whole = await readFile(path);
    const second = whole.indexOf('\n', HEADER_LENGTH) + 1;
    for (let cut = HEADER_LENGTH; cut < whole.length; cut += 1) {
      await writeFile(path, whole.subarray(0, cut));
      const kept = cut < second ? [] : ['first'];
      const end = cut < second ? HEADER_LENGTH : second;
      const opened = await recordsIn(path);
      assert.deepEqual(opened.records, kept);
      if (cut === end) assert.equal(opened.repaired, undefined);
      else assert.match(opened.repaired ?? '', new RegExp(`cut: line ${kept.length + 2} .*: ${cut - end} bytes? w`));
      assert.equal((await stat(path)).size, end);
      await keep(path, ['next']);
      assert.deepEqual(await recordsIn(path), { records: [...kept, 'next'] });
    }
  });
});

describe('a data file with one byte altered', () => {
  it('is refused, wherever the byte is; in the last record too, unless its line break turned to zero', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 255 }), async (values, mask) => {
        const bytes = bytesOf(values);
        for (let at = 0; at < bytes.length; at += 1) {
          for (const altered of [(bytes[at] ?? 0) ^ mask, 0, 0x0a]) {
            if (altered === bytes[at] || (altered === 0 && at === bytes.length - 1)) continue;
            const damaged = Buffer.from(bytes);
            damaged[at] = altered;
            await isRefused(readBytes(damaged));
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it('is refused by the line, the record and the byte', async () => {
    const lines = linesOf(['first', 'second', 'third', 'fourth']);
    const altered = lines.map((line, index) => (index === 2 ? line.replace('second', 'sec0nd') : line));
    const at = (lines[0] ?? '').length + (lines[1] ?? '').length;
    await isRefused(read(altered), new RegExp(`some\\.data, line 3 \\(record 2, from byte ${at}\\)`), /head -n 2/);
  });

  it('is refused as it is, and stays so', async () => {
    const path = join(folder, 'altered');
    await keep(path, ['first', 'second']);
    const altered = (await readFile(path, 'utf8')).replace('first', 'worst');
    await writeFile(path, altered);
    for (let time = 0; time < 2; time += 1) {
      await assert.rejects(recordsIn(path), /altered, line 2 /);
      assert.equal(await readFile(path, 'utf8'), altered);
    }
  });
});

describe('a data file whose lines are whole', () => {
  const lines = linesOf(['a', 'b', 'a', 'b', 'c']);
  const line = (index: number): string => lines[index] ?? '';
  for (const [name, changed, found] of [
    ['one missing', lines.toSpliced(2, 1), 3],
    ['the first missing', lines.toSpliced(1, 1), 2],
    ['one doubled', lines.toSpliced(2, 0, line(2)), 4],
    ['the last doubled', [...lines, line(5)], 7],
    ['two exchanged', lines.toSpliced(2, 2, line(3), line(2)), 3],
    ['two of the same content exchanged', lines.toSpliced(1, 3, line(3), line(2), line(1)), 2],
    ['one of another file put in', lines.toSpliced(1, 1, linesOf(['a'])[1] ?? ''), 2],
    ['another file behind it', [...lines, ...linesOf(['a'])], 7],
    ['the first line of another file', [linesOf([])[0] ?? '', ...lines.slice(1)], 2],
    ['an empty line', lines.toSpliced(3, 0, '\n'), 4],
    ['an empty line at the end', [...lines, '\n'], 7],
    ['a text at the end', [...lines, 'and so on'], 7],
    ['line breaks of two bytes', lines.map((text, index) => (index > 0 ? text.replace('\n', '\r\n') : text)), 2],
    ['one cut off in the middle', lines.with(2, `${line(2).slice(0, 10)}\n`), 3],
    ['one cut off, and the next going on behind it', lines.with(2, line(2).slice(0, 10)), 3],
    ['the last altered', lines.with(5, line(5).replace('"c"', '"d"')), 6],
    ['the last longer than it says', lines.with(5, line(5).replace('"c"\n', '"c" ')), 6],
  ] as const) {
    it(`but ${name} is refused by line ${found}`, () => isRefused(read(changed), new RegExp(`line ${found} `)));
  }
});

describe('a data file with zeros in it', () => {
  const lines = linesOf(['a', 'x'.repeat(3000), 'y'.repeat(3000)]);
  const last = lines.slice(0, 3).join('').length;
  const zeroed = (from: number, to: number): Buffer => Buffer.from(lines.join('')).fill(0, from, to);
  const sector = (at: number): number => Math.ceil(at / 512) * 512;

  for (const [name, from, to] of [
    ['sectors in the middle', sector(last), sector(last) + 1024],
    ['its beginning up to a sector', last, sector(last) + 512],
  ] as const) {
    it(`is mended where the last line lost ${name}`, async () => {
      const found = await readBytes(zeroed(from, to));
      assert.deepEqual(found.records, ['a', 'x'.repeat(3000)]);
      assert.match(found.torn ?? '', /^line 4 /);
    });
  }

  it('is refused where the last line lost anything but sectors', async () => {
    await isRefused(readBytes(zeroed(sector(last) + 1, sector(last) + 1024)), /line 4 /);
    await isRefused(readBytes(zeroed(sector(last), sector(last) + 1023)), /line 4 /);
    await isRefused(readBytes(zeroed(last + 1, last + 2)), /line 4 /);
  });

  it('is refused where a line before the last lost sectors', async () => {
    await isRefused(readBytes(zeroed(512, 1024)), /line 3 /);
    const cut = Buffer.from([...lines.slice(0, 3), lines[3]?.slice(0, 50)].join('')).fill(0, 512, 1024);
    await isRefused(readBytes(cut), /line 3 /);
  });
});
