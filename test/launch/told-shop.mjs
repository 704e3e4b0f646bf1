/** A shop that is up, writes down what it was told into TOLD, and says all of its environment, as backends do that are debugged. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { inspect } from 'node:util';

const { env, argv } = process;
writeFileSync(env.TOLD ?? '', JSON.stringify({ env, args: argv.slice(2), cwd: process.cwd() }));
const say = (text) => process.stdout.write(`${text}\n`);
say(inspect(env));
say(JSON.stringify(env));
for (const [name, value] of Object.entries(env)) process.stderr.write(`${'-'.repeat(1_900)} ${name}=${value}\n`);
say(JSON.stringify(JSON.stringify({ key: env.KEY })));
say(argv.join(' '));
createServer((_, response) => response.end('{}')).listen(Number(env.PORT), '127.0.0.1');
