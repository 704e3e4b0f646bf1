import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { findLibrary } from '../../src/merchant/faketime/index.ts';
import type { MerchantProfile } from '../../src/merchant/profile/profile.ts';
import { isRecord } from '../../src/protocol/wire.ts';
import { between, minutes, parseRfc3339, seconds } from '../../src/time/index.ts';
import type { TraceEvent } from '../../src/trace/index.ts';
import { freePort } from '../free-port.ts';
import { writePublishedCredentials } from '../sandbox/stage.ts';
import { runKitWith, tracesOf, verdicts } from './kit.ts';

const shop = fileURLToPath(new URL('model/timer-shop.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'faketime-'));
before(() => writePublishedCredentials(join(folder, '.wechatpay')));
after(() => rmSync(folder, { recursive: true, force: true }));

const library = findLibrary(process.env);
const skip = 'missing' in library ? library.missing : false;

/** A backend that nobody wrote for a test: the profile alone gives a hold of its clock. */
const profileOf = (port: number, flaw: string): MerchantProfile => ({
  name: 'timer-shop',
  baseUrl: `http://127.0.0.1:${port}`,
  launch: {
    command: `exec "${process.execPath}" "${shop}"`,
    ready: 'GET /healthz',
    within: '60s',
    env: { PORT: String(port), GATEWAY: '{gateway.url}', CREDENTIALS: '{credentials}', FLAW: flaw },
  },
  gateway: { listen: '127.0.0.1:0', keyMode: 'public-key' },
  clock: { faketime: { step: '30s' } },
  patience: '1s',
  actors: {
    buyer: {
      login: [{ post: '/login', body: { code: '{login.code}' }, take: { token: '$.token' } }],
      headers: { 'X-Token': '{token}' },
    },
  },
  verbs: {
    placeOrder: [
      {
        as: 'buyer',
        post: '/orders',
        body: { fen: '{price.fen}', seconds: '{payWithin.seconds}' },
        take: { order: '$.id' },
      },
    ],
    paymentParams: [{ as: 'buyer', post: '/orders/{order}/pay', take: { params: '$' } }],
    readOrder: [{ as: 'buyer', get: '/orders/{order}', take: { state: '$.state', fulfilled: '$.fulfilled' } }],
    returnFromCashier: [{ as: 'buyer', post: '/orders/{order}/return', take: { state: '$.state' } }],
    cancelOrder: [{ as: 'buyer', delete: '/orders/{order}' }],
    refund: { absent: 'nothing is taken back' },
    readRefund: { absent: 'nothing is taken back' },
  },
  states: { unpaid: ['unpaid'], paid: ['paid'], closed: ['closed'] },
});

let runs = 0;

async function judge(flaw: string, rules: readonly string[], env: Readonly<Record<string, string>> = {}) {
  runs += 1;
  const [path, reports] = [join(folder, `shop-${runs}.json`), join(folder, `reports-${runs}`)];
  const port = await freePort();
  writeFileSync(path, JSON.stringify(profileOf(port, flaw)));
  const asked = rules.flatMap((id) => ['--rule', id]);
  const run = await runKitWith(env, reports, '--merchant', path, ...asked);
  await assert.rejects(request(`http://127.0.0.1:${port}/healthz`), 'the backend is still there');
  return { run, found: verdicts(run), traces: tracesOf(run) };
}

const POLLING = 'POLL-WHEN-SILENT';
const CLOSING = 'CLOSE-AFTER-EXPIRE';
const REORDERING = 'REORDER-AFTER-2H';

/** When something crossed the boundary, by business time and by the time that signatures are judged by. */
const timesOf = ({ at, wire }: TraceEvent) => {
  const times = [parseRfc3339(at), parseRfc3339(wire)] as const;
  const [business, signing] = times;
  assert.ok(business !== undefined && signing !== undefined, `${at} or ${wire} is no time`);
  return { business, signing };
};

const sent = (events: readonly TraceEvent[], url: RegExp) =>
  events.flatMap((event) =>
    event.kind === 'exchange' && event.from === 'merchant' && url.test(event.url) ? [event] : [],
  );

describe("a backend's own timers, under libfaketime", { skip, concurrency: 2 }, () => {
  it('are heard at their own time, and what is right passes', async () => {
    const { run, found, traces } = await judge('', [POLLING, CLOSING, REORDERING, 'NOTIFY-ANSWERED', 'SIGN-REQUESTS']);
    assert.deepEqual(found, {
      [POLLING]: 'pass',
      [CLOSING]: 'pass',
      [REORDERING]: 'pass',
      'NOTIFY-ANSWERED': 'pass',
      'SIGN-REQUESTS': 'pass',
    });
    assert.deepEqual([run.code, run.err], [0, '']);
    const timed = traces.filter((events) => events.some(({ kind }) => kind === 'clock'));
    const closes = timed.flatMap((events) => sent(events, /\/close$/).map((close) => ({ events, close })));
    assert.equal(closes.length, 1, 'one order of those scenarios is closed');
    for (const { events, close } of closes) {
      const [ordered] = sent(events, /\/jsapi$/);
      const body = ordered?.request.body;
      const expires = parseRfc3339(String(isRecord(body) ? body['time_expire'] : ''));
      assert.ok(expires !== undefined, 'the order has no time_expire');
      const { business, signing } = timesOf(close);
      const late = between(expires, business);
      // Its job runs every minute, and its clock goes by half minutes.
      assert.ok(late >= 0 && late <= minutes(2), `closed ${late} ms after time_expire`);
      const apart = Math.abs(between(business, signing));
      assert.ok(apart <= seconds(30), `the two times are ${apart} ms apart`);
    }
  });

  it('that never poll are found out', async () => {
    const { found } = await judge('never-polls', [POLLING]);
    assert.match(found[POLLING] ?? '', /^warn: .*expected paid, seen unpaid/);
  });

  it('that never close are found out', async () => {
    const { found } = await judge('never-closes', [CLOSING, POLLING]);
    assert.match(found[CLOSING] ?? '', /^fail: the order at WeChat Pay: expected closed, seen not closed/);
    assert.equal(found[POLLING], 'pass');
  });

  it('do not excuse a prepay_id that is kept for more than two hours', async () => {
    const { found } = await judge('keeps-prepay-id', [REORDERING, POLLING]);
    assert.match(found[REORDERING] ?? '', /^fail: orders since then: expected at least 1, seen 0/);
    assert.equal(found[POLLING], 'pass');
  });
});

describe('without libfaketime', () => {
  it('nothing is known of what only time would bring, and all else is', async () => {
    const nowhere = join(folder, 'no-library.so');
    const { run, found } = await judge('never-closes', [CLOSING, POLLING, REORDERING, 'NOTIFY-ANSWERED'], {
      LIBFAKETIME: nowhere,
    });
    const why =
      process.platform === 'linux' ? `LIBFAKETIME in the environment names ${nowhere}` : 'by faketime on Linux alone';
    for (const id of [CLOSING, POLLING, REORDERING])
      assert.ok(found[id]?.startsWith('not-observed: ') && found[id].includes(why), `${id}: ${found[id]}`);
    assert.equal(found['NOTIFY-ANSWERED'], 'pass');
    assert.equal(run.code, 4);
  });
});
