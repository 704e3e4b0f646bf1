/** Fuzzes the sandbox: node --import tsx test/fuzz/main.ts [count] [seed]. The same count and seed send the same requests again. */
import { stopwatch } from '../../src/time/index.ts';
import { campaign } from './campaign.ts';
import { memoryComplaints } from './memory.ts';
import { finding, summary } from './wording.ts';

const [count = '20000', chosen] = process.argv.slice(2);
const seed = Number(chosen ?? Math.floor(Math.random() * 2 ** 31));
const elapsed = stopwatch();
process.stdout.write(`seed ${seed}\n`);
const outcome = await campaign(Number(count), seed);
const wrong = memoryComplaints(outcome.memory);
for (const found of outcome.findings) process.stdout.write(`\n${finding(seed, found)}`);
process.stdout.write(
  `\n${summary(outcome)}${wrong.map((line) => `${line}\n`).join('')}${(elapsed() / 1_000).toFixed(1)} s\n`,
);
process.exitCode = outcome.findings.length + wrong.length === 0 ? 0 : 1;
