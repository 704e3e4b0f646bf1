import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openDataFile } from '../../src/sandbox/data/data-file.ts';
import { HEADER_LENGTH, newHeader } from '../../src/sandbox/data/data-file-format.ts';
import { SandboxError } from '../../src/sandbox/sandbox-error.ts';
import { bytesOf, keep, linesOf, readBytes, recordsIn, temporaryFolder } from './stage.ts';

const folder = temporaryFolder();
let count = 0;
const newPath = (): string => join(folder, `file-${++count}`, 'sandbox.data');

const refused = (path: string, ...says: readonly RegExp[]): Promise<void> =>
  assert.rejects(openDataFile(path), (failure) => {
    assert.ok(failure instanceof SandboxError, String(failure));
    for (const pattern of [...says, /--data/]) assert.match(failure.message, pattern);
    assert.ok(failure.message.includes(basename(path)), failure.message);
    return true;
  });

describe('a data file', () => {
  it('is made with its folder, for its owner alone, and leaves nothing else behind', async () => {
    const path = newPath();
    const opened = await openDataFile(path);
    assert.deepEqual(opened.records, []);
    assert.equal('repaired' in opened, false);
    await opened.file.close();
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(dirname(path)), ['sandbox.data']);
    assert.match(await readFile(path, 'utf8'), /^wechatpay-conformance data-file 1 [0-9a-f]{16} [0-9a-f]{16}\n$/);
  });

  it('gives back what was appended, in order, over several openings', async () => {
    const path = newPath();
    await keep(path, [1, 'two']);
    await keep(path, [{ three: [3] }, null]);
    assert.deepEqual(await recordsIn(path), { records: [1, 'two', { three: [3] }, null] });
  });

  it('has one readable line for each record', async () => {
    const path = newPath();
    await keep(path, [{ a: '商户\n\u0000' }, 2]);
    const [, first, second] = (await readFile(path, 'utf8')).split('\n');
    assert.match(first ?? '', /^[0-9a-f]{16} 22 \{"a":"商户\\n\\u0000"\}$/);
    assert.match(second ?? '', /^[0-9a-f]{16} 1 2$/);
  });

  it('keeps any JSON value as it is', async () => {
    const path = newPath();
    const kept: unknown[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ stringUnit: 'binary' })), async (values) => {
        await keep(path, values);
        kept.push(...values.map((value) => JSON.parse(JSON.stringify(value)) as unknown));
        assert.deepEqual((await recordsIn(path)).records, kept);
      }),
      { numRuns: 30 },
    );
    assert.ok(kept.length > 30);
  });

  it('keeps texts that other formats trip over', async () => {
    const path = newPath();
    const texts = ['', '\r\n', '\u2028\u2029', '\ufeff', '\ud800', '\u0000', '微信支付 🧧', '"\\', '__proto__'];
    const records = [...texts, Object.fromEntries(texts.map((text) => [text, text])), 'x'.repeat(3_000_000)];
    await keep(path, records);
    assert.deepEqual((await recordsIn(path)).records, records);
  });

  it('takes a record as it is when it is appended', async () => {
    const path = newPath();
    const { file } = await openDataFile(path);
    const order = { state: 'NOTPAY' };
    file.append(order);
    order.state = 'SUCCESS';
    await file.close();
    assert.deepEqual((await recordsIn(path)).records, [{ state: 'NOTPAY' }]);
  });

  it('has each record on disk once it is settled', async () => {
    const path = newPath();
    const { file } = await openDataFile(path);
    assert.equal(file.pending, false);
    await file.settled();
    file.append('first');
    assert.equal(file.pending, true);
    await file.settled();
    assert.equal(file.pending, false);
    assert.deepEqual((await readBytes(await readFile(path))).records, ['first']);
    await file.close();
  });

  it('refuses what JSON does not have, and goes on', async () => {
    const path = newPath();
    const { file } = await openDataFile(path);
    assert.throws(() => file.append(undefined), TypeError);
    file.append('right');
    await file.close();
    assert.deepEqual((await recordsIn(path)).records, ['right']);
  });

  it('closes once, and keeps nothing afterwards', async () => {
    const path = newPath();
    const { file } = await openDataFile(path);
    file.append('before');
    await Promise.all([file.close(), file.close()]);
    await file.close();
    await file.settled();
    file.append('after');
    assert.equal(file.pending, true);
    await assert.rejects(file.settled(), /sandbox\.data is closed/);
    await file.close();
    assert.deepEqual((await recordsIn(path)).records, ['before']);
  });

  it('is found through links to the file, to its folder and to a file that is yet to be made', async () => {
    const path = newPath();
    await keep(path, ['here']);
    const [toFile, toFolder, toNothing] = [`${folder}/to-file`, `${folder}/to-folder`, `${folder}/to-nothing`];
    await symlink(path, toFile);
    await symlink(dirname(path), toFolder);
    await symlink(join(dirname(path), 'new.data'), toNothing);
    assert.deepEqual((await recordsIn(toFile)).records, ['here']);
    assert.deepEqual((await recordsIn(join(toFolder, 'sandbox.data'))).records, ['here']);
    await keep(toNothing, ['there']);
    assert.deepEqual((await recordsIn(join(dirname(path), 'new.data'))).records, ['there']);

    const { file } = await openDataFile(path);
    try {
      await assert.rejects(openDataFile(toFile), /sandbox\.data is in use/);
    } finally {
      await file.close();
    }
  });

  it('reads the same in small pieces', async () => {
    const records = ['a', { b: '商户号'.repeat(20) }, [3]];
    for (const most of [1, 7, 100])
      assert.deepEqual((await readBytes(bytesOf(records), HEADER_LENGTH + 1 + most)).records, records);
  });
});

describe('a path that is no data file', () => {
  it('is refused where it is a folder', async () => {
    const path = newPath();
    await mkdir(path, { recursive: true });
    await refused(path, /is a folder/, /sandbox\.data\/sandbox\.data/);
    await refused(`${dirname(path)}/not-there/`, /is a folder|cannot be opened/);
  });

  it('is refused where it is a device', () => refused('/dev/null', /device/));

  it('is refused where it cannot be reached', async () => {
    const path = newPath();
    await keep(path, []);
    await refused(join(path, 'below-a-file'), /cannot be opened/);
    await refused(join(folder, 'x'.repeat(300)), /cannot be opened.*ENAMETOOLONG/);
    const ring = join(folder, 'ring');
    await symlink(ring, ring);
    await refused(ring, /cannot be opened.*ELOOP/);
  });

  for (const [name, content] of [
    ['a text', '{"orders": []}\n'],
    ['a longer text', 'wechatpay\n'.repeat(50)],
    ['zeros', '\0'.repeat(200)],
    ['a line break', '\n'],
  ] as const) {
    it(`is refused and left alone where it holds ${name}`, async () => {
      const path = join(folder, `foreign-${++count}`);
      await writeFile(path, content);
      await refused(path, /another kind/);
      assert.equal(await readFile(path, 'utf8'), content);
      assert.ok(!(await readdir(folder)).some((entry) => entry.includes('.lock-')));
    });
  }

  it('is refused where it is of a newer format', async () => {
    const path = join(folder, 'newer');
    const [header = '', ...rest] = linesOf([1, 2]);
    for (const newer of [header.replace(' 1 ', ' 2 '), header.replace(' 1 ', ' 17 '), header.replace(/ 1 .*/, ' 3')]) {
      await writeFile(path, [newer, ...rest].join(''));
      await refused(path, /format (2|17|3),.*reads format 1/);
    }
  });
});

describe('a file whose making was cut short', () => {
  it('opens empty, and says what was cut away', async () => {
    const path = join(folder, 'begun');
    const header = newHeader().text;
    for (let length = 0; length < header.length; length += 1) {
      for (const zeros of [0, header.length - length]) {
        await writeFile(path, `${header.slice(0, length)}${'\0'.repeat(zeros)}`);
        const opened = await recordsIn(path);
        assert.deepEqual(opened.records, []);
        if (length + zeros === 0) assert.equal(opened.repaired, undefined);
        else assert.match(opened.repaired ?? '', new RegExp(`begun: line 1 .*: ${length + zeros} bytes? w`));
      }
      await keep(path, [length]);
      assert.deepEqual(await recordsIn(path), { records: [length] });
    }
  });
});
