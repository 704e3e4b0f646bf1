import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { Scope } from '../../src/merchant/driver/fill.ts';
import { shellText } from '../../src/merchant/driver/shell-text.ts';
import { fen } from '../../src/money/fen.ts';
import { milliseconds, wakeAfter } from '../../src/time/index.ts';
import { play } from './play.ts';

const read = async (
  context: TestContext,
  command: string,
  take: Record<string, string> = { state: '$' },
  within = 5_000,
) => {
  const folder = mkdtempSync(join(tmpdir(), 'driver-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const { driver } = await play(
    context,
    { 'POST /orders': () => ({ body: { id: 'o 1"; touch broken; #' } }) },
    {
      verbs: {
        placeOrder: [{ post: '/orders', take: { order: '$.id' } }],
        paymentParams: [{ post: '/pay', take: { params: '$' } }],
        readOrder: [{ command, env: { WHO: 'order {order}' }, take }],
      },
    },
    { folder, answerWithin: milliseconds(within) },
  );
  const order = await driver.placeOrder({ price: fen(1) });
  return { folder, reading: driver.readOrder(order) };
};

describe('a command that observes', () => {
  it('answers JSON or a text, in the folder of the profile, with values in its environment', async (context) => {
    const { reading } = await read(context, 'echo paid');
    assert.deepEqual(await reading, { state: 'paid' });
    const json = await read(context, `printf '{"s":"closed","n":%s}' "$(printf %s "$WHO" {order} | wc -c)"`, {
      state: '$.s',
      fulfilled: '$.n',
    });
    assert.deepEqual(await json.reading, {
      state: 'closed',
      fulfilled: 'order '.length + 2 * 'o 1"; touch broken; #'.length,
    });
    assert.equal(existsSync(join(json.folder, 'broken')), false);
    const where = await read(context, 'pwd > here; echo paid');
    await where.reading;
    assert.ok(readFileSync(join(where.folder, 'here'), 'utf8').includes('driver-'));
  });

  it('fails with what it says', async (context) => {
    const { reading } = await read(context, 'echo "no such table" >&2; exit 3');
    await assert.rejects(reading, {
      name: 'MerchantFailed',
      message: 'readOrder: the command ended with exit code 3: no such table',
    });
  });

  for (const [what, command, message] of [
    ['is not there', 'no-such-command-here', /exit code 127/],
    ['has no end', 'sleep 61 & sleep 61', /did not end within 0.3 s/],
    ['writes without end', 'yes', /more than 1048576 bytes/],
  ] as const) {
    it(`that ${what} is a failed environment`, async (context) => {
      const { reading } = await read(context, command, { state: '$' }, 300);
      await assert.rejects(reading, { name: 'BackendFailed', message });
    });
  }

  it('leaves nothing running', async (context) => {
    const { reading, folder } = await read(context, 'sleep 62 & echo $! > pid; echo paid');
    await reading;
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    const runs = (): boolean =>
      existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    for (let times = 0; times < 100 && runs(); times += 1)
      await new Promise<void>((go) => {
        const held = setInterval(() => {}, 1_000);
        wakeAfter(milliseconds(10), () => {
          clearInterval(held);
          go();
        });
      });
    assert.equal(runs(), false);
  });
});

/** A command line, and what its printf is to print for a value. */
const PLACES: readonly (readonly [string, (value: string) => string])[] = [
  ['{v}', (value) => value],
  ['pre{v}', (value) => `pre${value}`],
  ['"{v}"', (value) => value],
  [`"it's {v}"`, (value) => `it's ${value}`],
  ["'{v}'", (value) => value],
  [`'say "{v}"'`, (value) => `say "${value}"`],
  ['\\"{v}', (value) => `"${value}`],
  ['"$(printf %s. "{v}")"', (value) => `${value}.`],
  ['"$(printf %s. {v})"', (value) => `${value}.`],
  ['"$( (printf %s. \'{v}\') )"', (value) => `${value}.`],
  ['"`printf %s. {v}`"', (value) => `${value}.`],
  ['"$(echo)"{v}', (value) => value],
];

describe('a value in a command', () => {
  for (const [template, expected] of PLACES) {
    it(`is one word in ${template}`, () => {
      const value = fc
        .oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...`"'\`\\$(){} ;\n*~#&|a`) }))
        .filter((text) => !text.includes('\0') && Buffer.from(text).toString() === text);
      fc.assert(
        fc.property(value, (text) => {
          const { text: shell, env } = shellText(`printf %s ${template}`, new Scope(new Map([['v', text]])));
          const out = execFileSync('/bin/sh', ['-c', shell], { env: { ...process.env, ...env }, encoding: 'utf8' });
          assert.equal(out, expected(text));
        }),
        { numRuns: 15 },
      );
    });
  }
});
