import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseRfc3339 } from '../../src/time/index.ts';
import { RFC3339, refused, stage } from './stage.ts';

const on = stage();
const post = (path: string, body: unknown) => on.demo.control(path, { body });
const now = async (): Promise<string> => (await on.demo.control('/clock')).body.now;
const moment = (text: string): number => parseRfc3339(text) ?? Number.NaN;

describe('the clock', () => {
  it('flows, and is told in Beijing time', async () => {
    const { status, body } = await on.demo.control('/clock');
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), ['now', 'mode']);
    assert.equal(body.mode, 'flowing');
    assert.match(body.now, RFC3339);
  });

  it('is advanced by seconds', async () => {
    const before = moment(await now());
    const { status, body } = await post('/clock/advance', { seconds: 7_200 });
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), ['now', 'fired']);
    assert.equal(body.fired, 0);
    const moved = moment(body.now) - before;
    assert.ok(moved >= 7_200_000 && moved < 7_260_000, `${moved} ms`);
  });

  it('is advanced to a moment', async () => {
    const to = '2100-01-01T00:00:00+08:00';
    assert.equal((await post('/clock/advance', { to })).body.now, to);
    assert.match(await now(), /^2100-01-01T00:00:/);
  });

  it('takes zero seconds, and its own words, any number of times', async () => {
    for (let round = 0; round < 50; round += 1) {
      assert.equal((await post('/clock/advance', { seconds: 0 })).status, 200);
    }
    // Its words are whole seconds; only the wall going into the next one in between may make them the past.
    const answers = [];
    for (let round = 0; round < 3; round += 1) answers.push(await post('/clock/advance', { to: await now() }));
    assert.ok(answers.some((answer) => answer.status === 200));
  });

  it('adds up what is asked of it at the same time', async () => {
    const before = moment(await now());
    await Promise.all([1, 2, 3].map(() => post('/clock/advance', { seconds: 1_000 })));
    assert.ok(moment(await now()) - before >= 3_000_000);
  });

  for (const [what, body, message] of [
    ['the past', { to: '2020-01-01T00:00:00+08:00' }, /cannot go back/],
    ['a negative length', { seconds: -1 }, /"seconds" is -1 and must be >= 0: send \{"seconds": 7200\}/],
    ['a text for a number', { seconds: '5' }, /"seconds" is "5" and must be number/],
    ['no date', { to: 'tomorrow' }, /"to" is "tomorrow", which is no date/],
    ['no field', {}, /Exactly one field/],
    ['both fields', { seconds: 1, to: '2200-01-01T00:00:00+08:00' }, /Exactly one field/],
    ['a field that it does not know', { seconds: 1, minutes: 1 }, /There is no field "minutes"|Exactly one/],
    ['a length beyond all dates', { seconds: 1e300 }, /does not go beyond/],
    ['no object', [1], /The body is \[1\] and must be object/],
    ['no JSON', 'seconds=1', /not JSON/],
  ] as const) {
    it(`refuses ${what}, and stands where it stood`, async () => {
      const before = moment(await now());
      refused(await post('/clock/advance', body), 400, 'invalid_request', message);
      assert.ok(moment(await now()) - before < 60_000);
    });
  }
});
