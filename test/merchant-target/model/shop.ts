import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent, request } from 'undici';
import { MerchantFailed, type OrderRef } from '../../../src/actors/index.ts';
import { ModelMerchant } from '../../../src/merchant/model-merchant.ts';
import { type Fen, fen } from '../../../src/money/fen.ts';
import { systemEntropy } from '../../../src/protocol/entropy.ts';
import type { PaymentParams } from '../../../src/protocol/pay-sign.ts';
import { parseJson, type WireAnswer, type WireRequest, wireHeaders } from '../../../src/protocol/wire.ts';
import { readCredentials } from '../../../src/targets/remote/gateway-credentials.ts';
import {
  between,
  days,
  longest,
  minus,
  parseRfc3339,
  seconds,
  Timeline,
  toRfc3339,
  wallClock,
} from '../../../src/time/index.ts';
import { rightShops } from './right-shops.ts';
import { wrongShops } from './wrong-shops.ts';

/** The model merchant behind HTTP, as a program: what a backend is to the kit. DEFECT names what is peculiar about it. */

/** Right, but what it learns from a notification it learns a while after it has answered. */
class LearnsLate extends ModelMerchant {
  override async receive(letter: WireRequest): Promise<WireAnswer> {
    const before = [...this.book.all()].map((order) => [order, order.state, order.fulfilled] as const);
    const answer = await super.receive(letter);
    for (const [order, state, fulfilled] of before) {
      if (order.state === state) continue;
      const later = { state: order.state, fulfilled: order.fulfilled };
      Object.assign(order, { state, fulfilled });
      setTimeout(() => Object.assign(order, later), 400);
    }
    return answer;
  }
}

/** Sends one request a while after its order, as a poll that comes late. */
class PollsLate extends ModelMerchant {
  override async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    const params = await super.paymentParams(ref);
    setTimeout(async () => process.stdout.write(`late: ${await this.tradeState(this.book.get(ref))}\n`), 40);
    return params;
  }
}

const SHOPS: Readonly<Record<string, typeof ModelMerchant>> = {
  ...rightShops,
  ...wrongShops,
  'learns-late': LearnsLate,
  'polls-late': PollsLate,
};

const env = (name: string): string => process.env[name] ?? '';
const defect = env('DEFECT') || 'none';
const Merchant = SHOPS[defect] ?? ModelMerchant;
const port = Number(env('PORT'));
const notifyOrigin = env('NOTIFY_ORIGIN') || `http://127.0.0.1:${port}`;
const who = await readCredentials(env('CREDENTIALS'));
interface Counter {
  readonly merchant: ModelMerchant;
  readonly token: string;
  readonly clock: Timeline;
}

const merchants = new Map<string, Counter>();
let orders = 0;

function merchantFor(openid: string): Counter {
  const known = merchants.get(openid);
  if (known) return known;
  const token = `t${merchants.size}`;
  const clock = Timeline.flowing(wallClock);
  const merchant = new Merchant({
    baseUrl: env('GATEWAY'),
    identity: who.identity,
    keys: new Map(who.keys),
    platformSerial: who.platformSerial,
    wire: wallClock,
    entropy: systemEntropy,
    dispatcher: new Agent({ connect: { rejectUnauthorized: Merchant.checksCertificates } }),
    clock,
    appid: who.appid,
    openid,
    apiv3Key: who.apiv3Key,
    notifyBase: `${notifyOrigin}/wechat/${token}`,
    paySigner: who.identity.sign,
  });
  const made = { merchant, token, clock };
  merchants.set(openid, made);
  return made;
}

const counterOf = (token: string): Counter => {
  for (const made of merchants.values()) if (made.token === token) return made;
  throw new MerchantFailed('nobody is logged in');
};

async function logIn(code: string): Promise<unknown> {
  const url = `${env('GATEWAY')}/sns/jscode2session?appid=${who.appid}&secret=x&js_code=${code}&grant_type=authorization_code`;
  const { body } = await request(url);
  const { openid = '' } = (await body.json()) as { openid?: string };
  return { token: merchantFor(env('FIXED_OPENID') ? who.openid : openid).token };
}

async function api(incoming: IncomingMessage, said: Readonly<Record<string, unknown>>): Promise<unknown> {
  const [, thing = '', id = '', verb = ''] = (incoming.url ?? '').split('/');
  if (thing === 'healthz') return { up: true };
  if (thing === 'login') return logIn(String(said['code']));
  const { merchant, clock } = counterOf(String(incoming.headers['x-token']));
  if (thing === 'clock') {
    const now = parseRfc3339(String(said['now'])) ?? clock.now();
    await clock.advanceBy(longest(between(clock.now(), now), seconds(0)));
    return {};
  }
  if (thing === 'refunds') return { state: await merchant.readRefund(id) };
  // Told no day, it takes the one before its own.
  const date = said['date'] ?? toRfc3339(minus(clock.now(), days(1))).slice(0, 10);
  if (thing === 'reconciliations') return merchant.reconcile(String(date));
  if (id === '') {
    orders += 1;
    if (defect === 'dies' && orders > 2) process.exit(11);
    const payWithin = typeof said['seconds'] === 'number' ? { payWithin: seconds(said['seconds']) } : {};
    return { id: await merchant.placeOrder({ price: fen(Number(said['fen'])), ...payWithin }) };
  }
  switch (verb) {
    case 'pay': {
      const { appId, ...params } = await merchant.paymentParams(id);
      return env('NO_APPID') ? params : { appId, ...params };
    }
    case 'return':
      return { state: await merchant.returnFromCashier(id, String(said['errMsg'])) };
    case 'cancel':
      await merchant.cancelOrder(id);
      return {};
    case 'refund':
      return { refund: await merchant.refund(id, fen(Number(said['fen'])) as Fen) };
    default:
      return merchant.readOrder(id);
  }
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { method = '', url: target = '' } = incoming;
  const [, wechat, token = ''] = target.split('/');
  if (wechat === 'wechat') {
    const answer = await counterOf(token).merchant.receive({
      method,
      target,
      headers: wireHeaders(incoming.headersDistinct),
      body,
    });
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    return;
  }
  try {
    const said = (parseJson(body) ?? {}) as Readonly<Record<string, unknown>>;
    const answer = JSON.stringify(await api(incoming, said));
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  } catch (failure) {
    outgoing.writeHead(409, { 'content-type': 'application/json' }).end(JSON.stringify({ error: String(failure) }));
  }
}

createServer((incoming, outgoing) => void serve(incoming, outgoing)).listen(port, '127.0.0.1', () => {
  process.stdout.write(`the shop is open on ${port}\n`);
});
