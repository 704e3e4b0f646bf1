import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { startSandbox } from '../../src/sandbox/index.ts';
import { Command, refusedCommand } from './command-process.ts';
import { Demo } from './demo.ts';
import { temporaryFolder, writePublishedCredentials } from './stage.ts';

const folder = temporaryFolder();
const credentials = join(folder, 'credentials');
before(() => writePublishedCredentials(credentials));

const start = async (data: string, place = credentials): Promise<Demo> => {
  const told: string[] = [];
  const tell = (line: string): void => void told.push(line);
  const sandbox = await startSandbox({ host: '127.0.0.1', port: 0, credentials: place, data, tell });
  return Demo.join(sandbox, () => sandbox.close(), told);
};
/** A data file of a sandbox in which some orders were placed, which ended well. */
async function kept(): Promise<{ data: string; orders: readonly string[] }> {
  const data = join(await mkdtemp(join(folder, 'd-')), 'sandbox.data');
  const demo = await start(data);
  const orders = [];
  for (const number of ['a', 'b', 'c']) orders.push((await demo.placed({ out_trade_no: `order-${number}` })).number);
  await demo.close();
  return { data, orders };
}
const argsWith = (data: string, place = credentials): readonly string[] => [
  ...['--port', '0', '--credentials', place],
  ...['--data', data],
];

describe('a data file whose last record is torn', () => {
  it('is mended and told of, and the sandbox goes on', async () => {
    const { data, orders } = await kept();
    await truncate(data, (await stat(data)).size - 7);
    const { command, ready } = await Command.ready(...argsWith(data));
    const lines = (await readFile(data, 'utf8')).trimEnd().split('\n').length;
    assert.match(
      command.stderr.split('\n')[0] ?? '',
      /sandbox\.data: line \d+ was not written to its end, .* cut away$/,
    );
    const demo = await Demo.join(ready);
    for (const number of orders.slice(0, -1)) assert.equal(await demo.stateOf(number), 'NOTPAY', number);
    assert.equal((await demo.control(`/orders/${orders.at(-1)}`)).status, 404, 'the torn one');
    await demo.placed({ out_trade_no: 'order-c' });
    await demo.close();
    assert.equal(await command.stop('SIGTERM'), 0);
    assert.ok((await readFile(data, 'utf8')).trimEnd().split('\n').length > lines);

    const again = await start(data);
    assert.deepEqual(again.told, [], 'there is nothing to mend any more');
    assert.equal(await again.stateOf('order-c'), 'NOTPAY');
    await again.close();
  });

  it('is mended wherever it is cut off', async () => {
    const { data } = await kept();
    const bytes = await readFile(data);
    const last = bytes.lastIndexOf('\n', bytes.length - 2) + 1;
    for (const length of [0, 10, last, last + 1, bytes.length - 1]) {
      await writeFile(data, bytes.subarray(0, length));
      const demo = await start(data);
      assert.equal((await demo.control('/clock')).status, 200, `${length} bytes`);
      assert.equal(demo.told.length, length === 0 || length === last ? 0 : 1, `${length} bytes`);
      await demo.close();
    }
  });
});

describe('a data file that cannot be used', () => {
  /** Refused with one line and exit code 2; nothing is changed or left behind. */
  const refused = async (data: string, message: RegExp, place = credentials): Promise<void> => {
    const before = await contentOf(data);
    await refusedCommand(argsWith(data, place), message);
    assert.deepEqual(await contentOf(data), before);
    assert.deepEqual(
      (await readdir(folder, { recursive: true })).filter((name) => name.includes('.lock-')),
      [],
    );
  };
  const contentOf = (path: string): Promise<Buffer | undefined> => readFile(path).catch(() => undefined);

  it('is refused by file and line where it is damaged in the middle', async () => {
    const { data } = await kept();
    const bytes = await readFile(data);
    const third = bytes.indexOf('\n', bytes.indexOf('\n') + 1) + 1;
    bytes[third + 40] = (bytes[third + 40] ?? 0) ^ 1;
    await writeFile(data, bytes);
    await refused(data, /^\S+sandbox\.data, line 3 .*it is not the line that was written there/);
  });

  it('is refused where it is that of another demo merchant', async () => {
    const { data } = await kept();
    const other = await mkdtemp(join(folder, 'c-'));
    await writePublishedCredentials(other);
    await refused(
      data,
      /sandbox\.data holds what happened to the demo merchant \d+, and the credentials are those of \d+/,
      other,
    );
  });

  it('is refused where it is no data file, a folder or a device, or stands under a file', async () => {
    const place = await mkdtemp(join(folder, 'p-'));
    const text = join(place, 'text');
    await writeFile(text, 'something else\n');
    await refused(text, /does not begin like a data file/);
    await refused(join(text, 'below'), /cannot be opened \((?:ENOTDIR|EEXIST)/);
    await mkdir(join(place, 'a-folder'));
    await refused(join(place, 'a-folder'), /is a folder: name a file in it/);
    if (process.platform === 'linux') await refusedCommand(argsWith('/dev/full'), /is a device/);
  });

  it('is refused where it may not be read', {
    skip: process.getuid?.() === 0 && 'root may read everything',
  }, async () => {
    const { data } = await kept();
    await chmod(data, 0o000);
    await refusedCommand(argsWith(data), /cannot be opened \(EACCES/);
  });

  it('is refused where another sandbox uses it', async () => {
    const { data } = await kept();
    const demo = await start(data);
    const other = await mkdtemp(join(folder, 'o-'));
    await refusedCommand(
      argsWith(data, other),
      /sandbox\.data is in use by process \d+: end that process, or name another/,
    );
    assert.deepEqual(await readdir(other), [], 'no credentials are left behind');
    assert.equal(await demo.stateOf('order-a'), 'NOTPAY');
    await demo.close();
  });
});
