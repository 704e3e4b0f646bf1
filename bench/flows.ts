/**
 * Order, pay, query and refund through the workflow DSL, beside the same four calls by plain undici with signatures made and
 * verified by hand: both against one built sandbox, in turns. What the DSL does on top is numbers, checks and a trace.
 */
import { createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { Stage } from '../src/actors/index.ts';
import { fen } from '../src/money/fen.ts';
import { targetNamed } from '../src/targets/registry.ts';
import { stopwatch, toUnixSeconds, wallClock } from '../src/time/index.ts';
import { Trade } from '../src/workflow/trade.ts';
import { readMerchant, writeCredentials } from './credentials.ts';
import { median, spread } from './figures.ts';
import { start } from './pinned.ts';
import { remark, tell } from './row.ts';
import { kit } from './running.ts';

const ROUNDS = 9;
const FLOWS = 25;
const TOTAL = 990;

const folder = mkdtempSync(join(tmpdir(), 'wechatpay-conformance-bench-'));
await writeCredentials(folder);
const sandbox = await start([kit, 'sandbox', '--port', '0', '--credentials', folder]);
const { url } = JSON.parse(sandbox.line) as { readonly url: string };
const { merchant, key } = readMerchant(folder);
const platformKey = createPublicKey(readFileSync(join(folder, 'pub_key.pem')));
const agent = new Agent();

/** Takes every notification. */
const shop = createServer((incoming, outgoing) => {
  incoming.resume().on('end', () => outgoing.writeHead(204).end());
}).listen(0, '127.0.0.1');
await once(shop, 'listening');
const notify_url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/notify`;

const signed = (lines: readonly string[]): string =>
  sign('sha256', Buffer.from(`${lines.join('\n')}\n`), key).toString('base64');
const stamp = (): readonly [time: string, nonce: string] => [
  String(toUnixSeconds(wallClock.now())),
  randomBytes(16).toString('hex'),
];

/** One signed call, whose answer is verified, as a merchant's own code would make it. */
async function call(method: 'GET' | 'POST', target: string, payload?: unknown): Promise<Record<string, unknown>> {
  const body = payload === undefined ? '' : JSON.stringify(payload);
  const [time, nonce] = stamp();
  const items = {
    mchid: merchant.mchid,
    nonce_str: nonce,
    signature: signed([method, target, time, nonce, body]),
    timestamp: time,
    serial_no: merchant.serial_no,
  };
  const {
    statusCode,
    headers,
    body: answer,
  } = await request(`${url}${target}`, {
    method,
    dispatcher: agent,
    headers: {
      accept: 'application/json',
      'user-agent': 'bench',
      'content-type': 'application/json',
      'wechatpay-serial': merchant.public_key_id,
      authorization: `WECHATPAY2-SHA256-RSA2048 ${Object.entries(items)
        .map(([name, value]) => `${name}="${value}"`)
        .join(',')}`,
    },
    ...(body === '' ? {} : { body }),
  });
  const text = await answer.text();
  const told = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${text}\n`;
  const signature = Buffer.from(String(headers['wechatpay-signature']), 'base64');
  if (statusCode !== 200 || !verify('sha256', Buffer.from(told), platformKey, signature))
    throw new Error(`${method} ${target} was answered ${statusCode}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}

async function pay(prepayId: unknown): Promise<void> {
  const [timeStamp, nonceStr] = stamp();
  const named = `prepay_id=${prepayId}`;
  const params = { appId: merchant.appid, timeStamp, nonceStr, package: named, signType: 'RSA' };
  const paySign = signed([merchant.appid, timeStamp, nonceStr, named]);
  const { body } = await request(`${url}/sandbox/cashier`, {
    method: 'POST',
    dispatcher: agent,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...params, paySign, action: 'pay' }),
  });
  const { errMsg } = (await body.json()) as { readonly errMsg: string };
  if (errMsg !== 'requestPayment:ok') throw new Error(`the cashier said ${errMsg}`);
}

async function plainFlow(): Promise<void> {
  const out_trade_no = `bench-${randomBytes(8).toString('hex')}`;
  const { prepay_id } = await call('POST', '/v3/pay/transactions/jsapi', {
    appid: merchant.appid,
    mchid: merchant.mchid,
    description: 'Tea',
    out_trade_no,
    notify_url,
    amount: { total: TOTAL, currency: 'CNY' },
    payer: { openid: merchant.openid },
  });
  await pay(prepay_id);
  const { trade_state } = await call(
    'GET',
    `/v3/pay/transactions/out-trade-no/${out_trade_no}?mchid=${merchant.mchid}`,
  );
  if (trade_state !== 'SUCCESS') throw new Error(`${out_trade_no} is ${trade_state}`);
  await call('POST', '/v3/refund/domestic/refunds', {
    out_trade_no,
    out_refund_no: `${out_trade_no}-refund`,
    notify_url,
    amount: { refund: TOTAL, total: TOTAL, currency: 'CNY' },
  });
}

/** A stage at the same gateway; each round has one of its own, as each scenario has. */
async function stageFor(round: number): Promise<Stage> {
  const gateway = { url, credentials: folder };
  const opened = await targetNamed('sandbox')({ seed: 1, place: `round ${round}`, gateway });
  return new Stage(opened.cast, opened.trace, 'QUERY-TELLS');
}

async function dslFlow(stage: Stage): Promise<void> {
  const trade = new Trade(stage, fen(TOTAL));
  await trade.placed();
  await trade.atCashier('pay');
  const { state } = await trade.readState();
  if (state !== 'SUCCESS') throw new Error(`${trade.request.out_trade_no} is ${state}`);
  const { status } = await trade.refund(fen(TOTAL));
  if (status !== 200) throw new Error(`the refund was answered ${status}`);
}

/** Milliseconds, on the wall and of this process's core, for one flow of many. */
async function timed(flow: () => Promise<void>): Promise<{ readonly wall: number; readonly core: number }> {
  const [elapsed, before] = [stopwatch(), process.cpuUsage()];
  for (let index = 0; index < FLOWS; index += 1) await flow();
  const { user, system } = process.cpuUsage(before);
  return { wall: elapsed() / FLOWS, core: (user + system) / 1_000 / FLOWS };
}

try {
  const rounds: {
    readonly dsl: Awaited<ReturnType<typeof timed>>;
    readonly plain: Awaited<ReturnType<typeof timed>>;
  }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const stage = await stageFor(round);
    const dsl = await timed(() => dslFlow(stage));
    const plain = await timed(plainFlow);
    await stage.cast.leave();
    if (round > 0) rounds.push({ dsl, plain }); // the first one warms up
  }
  const [dsl, plain] = [rounds.map((round) => round.dsl.wall), rounds.map((round) => round.plain.wall)];
  tell({
    what: 'order, pay, query, refund through the DSL',
    figure: `${median(dsl).toFixed(1)} ms`,
    beside: `plain undici, signed and verified ${median(plain).toFixed(1)} ms`,
    ratio: median(rounds.map((round) => round.dsl.wall / round.plain.wall)),
  });
  remark(
    `by time of this process's core ${spread(rounds.map((round) => round.dsl.core / round.plain.core))} times as much`,
  );
} finally {
  shop.close();
  shop.closeAllConnections();
  await agent.close();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}
