import { createInterface } from 'node:readline';
import { type DataFile, openDataFile } from '../../src/sandbox/data/data-file.ts';

/**
 * A process that has a data file, told what to do by lines on stdin, and answering by lines on stdout: `open`, `close`,
 * and `append`, which appends by eight writers without end and says of each record when it is settled.
 */
const [path = ''] = process.argv.slice(2);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
let file: DataFile | undefined;

async function write(to: DataFile, writer: number): Promise<void> {
  for (let n = 0; ; n += 1) {
    const record = `${process.pid}-${writer}-${n}`;
    to.append({ record, padding: 'x'.repeat(n % 10 === 9 ? 250_000 : 10) });
    await to.settled();
    say(record);
  }
}

say('ready');
for await (const order of createInterface({ input: process.stdin })) {
  if (order === 'open') {
    try {
      ({ file } = await openDataFile(path));
      say('opened');
    } catch (failure) {
      say(String(failure));
    }
  } else if (order === 'close') {
    await file?.close();
    say('closed');
  } else if (order === 'append' && file) {
    for (let writer = 0; writer < 8; writer += 1) void write(file, writer);
  }
}
