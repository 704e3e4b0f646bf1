import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readPackageJson } from '../../src/package-root.ts';
import { paths } from '../../src/protocol/index.ts';
import { parseRfc3339 } from '../../src/time/index.ts';
import { fromNdjson, type TraceEvent } from '../../src/trace/index.ts';
import { Follower } from './follower.ts';
import { refused, stage } from './stage.ts';

const on = stage();
const post = (path: string, body: unknown) => on.demo.control(path, { body });
const events = async (): Promise<readonly TraceEvent[]> => fromNdjson((await on.demo.control('/trace')).text);
const follow = (headers: Readonly<Record<string, string>> = {}): Promise<Follower> =>
  Follower.open(`${on.demo.sandbox.url}/sandbox/trace`, headers);

const ajv = new Ajv2020({
  strictTypes: true,
  formats: { 'date-time': (text: string) => parseRfc3339(text) !== undefined },
});
const check = ajv.compile(readPackageJson('schemas/trace.schema.json') as object);

/** Something of each kind that a sandbox writes down: 3 calls of the merchant, 2 cashiers, 1 fault, 1 clock, 2 notifications. */
async function everything(): Promise<void> {
  const notify_url = `${on.shop.url}/paid`;
  const { params } = await on.demo.placed({ notify_url });
  await post('/cashier', { ...params, action: 'cancel' });
  await on.demo.ask(paths.order, { body: 'no json', headers: { authorization: 'WECHATPAY2-SHA256-RSA2048 x' } });
  await post('/faults', { on: 'GET *', fault: 'reset-after', times: 1 });
  await assert.rejects(on.demo.call('GET', paths.refundByNumber('none')));
  on.shop.status = 500;
  await post('/cashier', { ...params, action: 'pay' });
  await on.shop.nth(1);
  await post('/clock/advance', { seconds: 15 });
}

const kinds = (all: readonly TraceEvent[]): readonly string[] =>
  all.map((event) => (event.kind === 'exchange' ? `${event.from} to ${event.to}` : event.kind));

describe('the trace', () => {
  it('is NDJSON of what crossed the boundary, in order, each line as the schema has it', async () => {
    await everything();
    const answer = await on.demo.control('/trace');
    assert.equal(answer.headers['content-type'], 'application/x-ndjson; charset=utf-8');
    assert.ok(answer.text.endsWith('}\n'));
    const all = await events();
    for (const event of all) assert.ok(check(event), `${JSON.stringify(event)}: ${JSON.stringify(check.errors)}`);
    assert.deepEqual(
      all.map(({ seq }) => seq),
      all.map((_, index) => index + 1),
    );
    assert.deepEqual(kinds(all), [
      'merchant to gateway',
      'cashier',
      'merchant to gateway',
      'fault',
      'merchant to gateway',
      'cashier',
      'gateway to merchant',
      'gateway to merchant',
      'clock',
    ]);
    const [placed, , refusedCall, , reset, , sent, again] = all;
    assert.ok(placed?.kind === 'exchange' && refusedCall?.kind === 'exchange' && reset?.kind === 'exchange');
    assert.deepEqual([placed.requestSignature, placed.answer?.status], ['valid', 200]);
    assert.deepEqual([refusedCall.requestSignature, refusedCall.answer?.status], ['malformed', 401]);
    assert.deepEqual([reset.failure, reset.answer], ['the answer was reset', undefined]);
    assert.ok(sent?.kind === 'exchange' && again?.kind === 'exchange');
    assert.deepEqual([sent.requestSignature, sent.answer?.status], ['valid', 500]);
    const [first, second] = [sent.at, again.at].map((at) => parseRfc3339(at) ?? 0);
    const between = (second ?? 0) - (first ?? 0);
    // On a clock that flows, what the calls in between take comes on top.
    assert.ok(between >= 14_000 && between <= 45_000, `${between} ms`);
  });

  it('keeps neither signatures nor openids, keys or ciphertexts', async () => {
    await everything();
    const { text } = await on.demo.control('/trace');
    const { openid, apiv3_key } = on.demo.merchant;
    assert.match(text, /"openid":"\w{6}…"/);
    assert.match(text, /"paySign":".{6}…"/);
    assert.match(text, /"ciphertext":".{6}…"/);
    assert.match(text, /signature=\\".{6}…\\"/);
    assert.ok(!text.includes(openid) && !text.includes(apiv3_key) && !text.includes('PRIVATE KEY'));
    assert.doesNotMatch(text, /[A-Za-z0-9+/]{100}/, 'something of the length of a signature is in it');
  });

  it('tells of a notification what its receiver finds in it, whatever is wrong with it', async () => {
    const found = new Map<string, Extract<TraceEvent, { kind: 'exchange' }>>();
    for (const fault of ['wrong-amount', 'wrong-key', 'unsigned', 'stale', 'probe'] as const) {
      await post('/faults', { on: 'notification', fault, times: 1 });
      await on.demo.paid({ notify_url: `${on.shop.url}/paid` });
      await on.shop.nth(found.size + 1);
      await on.demo.settled();
      const sent = (await events()).findLast((event) => event.kind === 'exchange' && event.from === 'gateway');
      assert.ok(sent?.kind === 'exchange');
      found.set(fault, sent);
    }
    assert.deepEqual(
      [...found.values()].map(({ requestSignature }) => requestSignature),
      ['valid', 'valid', 'absent', 'stale', 'wrong'],
    );
    const totalOf = (fault: string): unknown =>
      (found.get(fault)?.opened as { amount?: { total: number } } | undefined)?.amount?.total;
    assert.deepEqual(['wrong-amount', 'wrong-key', 'unsigned', 'stale', 'probe'].map(totalOf), [
      991,
      undefined,
      990,
      990,
      990,
    ]);
  });

  it('is of one merchant, and takes no payer', async () => {
    refused(await on.demo.control('/trace?openid=o1'), 400, 'invalid_request', /"mchid"/);
    refused(await on.demo.control('/trace?mchid=1900000109'), 404, 'not_found', /no merchant/);
  });
});

describe('the trace as a stream', () => {
  it('tells what there is, and then each event as it happens', async () => {
    await on.demo.placed();
    const follower = await follow();
    assert.match(String(follower.headers['content-type']), /^text\/event-stream/);
    assert.deepEqual(kinds(await follower.first(1)), ['merchant to gateway']);
    for (const fault of ['stale', 'unsigned']) await post('/faults', { on: 'GET *', fault });
    await on.demo.placed();
    assert.deepEqual(kinds(await follower.first(4)), ['merchant to gateway', 'fault', 'fault', 'merchant to gateway']);
    assert.deepEqual(
      follower.came.map(({ id, event }) => [id, event]),
      (await events()).map((event) => [String(event.seq), event]),
    );
    for (const { event } of follower.came) assert.ok(check(event), JSON.stringify(check.errors));
    follower.leave();
  });

  it('is taken up after the last event that came', async () => {
    for (const fault of ['stale', 'unsigned', 'probe']) await post('/faults', { on: 'GET *', fault });
    for (const [last, expected] of [
      ['1', [2, 3, 4]],
      ['3', [4]],
      ['0', [1, 2, 3, 4]],
      ['nonsense', [1, 2, 3, 4]],
    ] as const) {
      const follower = await follow({ 'last-event-id': last });
      if (last === '1') await post('/faults', { on: 'GET *', fault: 'stale' });
      const came = await follower.first(expected.length);
      assert.deepEqual(
        came.map(({ seq }) => seq),
        expected,
        last,
      );
      follower.leave();
      await follower.ended;
    }
  });

  it('is one of its own for each follower, of its own merchant', async () => {
    const other = await on.demo.another();
    const [mine, also, others] = [
      await follow(),
      await follow(),
      await Follower.open(`${on.demo.sandbox.url}/sandbox/trace?mchid=${other.merchant.mchid}`),
    ];
    mine.leave();
    await mine.ended;
    await other.placed();
    await on.demo.placed();
    const [event] = await also.first(1);
    assert.ok(event?.kind === 'exchange');
    assert.deepEqual([mine.came.length, also.came.length, (await others.first(1)).length], [0, 1, 1]);
    also.leave();
    others.leave();
  });

  it('ends with the sandbox, and does not hold it up', async () => {
    const follower = await follow();
    await on.demo.close();
    await follower.ended;
    await assert.rejects(on.demo.control('/clock'));
  });
});
