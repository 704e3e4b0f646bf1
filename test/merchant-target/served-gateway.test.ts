import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Agent, ProxyAgent, request } from 'undici';
import { systemEntropy } from '../../src/protocol/entropy.ts';
import { signRequest } from '../../src/protocol/request-signing.ts';
import { isRecord } from '../../src/protocol/wire.ts';
import { MerchantClock } from '../../src/targets/merchant/merchant-clock.ts';
import { Room } from '../../src/targets/merchant/room.ts';
import { openServedGateway, type ServedGateway } from '../../src/targets/merchant/served-gateway.ts';
import { type GatewayCredentials, readCredentials } from '../../src/targets/remote/gateway-credentials.ts';
import { plus, seconds, toRfc3339, wallClock } from '../../src/time/index.ts';
import type { Exchange } from '../../src/trace/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'served-'));
const anywhere = { host: '127.0.0.1', port: 0 };
let gateway: ServedGateway;
let who: GatewayCredentials;
let clients: Agent;

before(async () => {
  gateway = await openServedGateway({
    at: anywhere,
    tls: anywhere,
    proxy: anywhere,
    credentials: folder,
    keyMode: 'both',
    deliveries: { baseUrl: 'http://127.0.0.1:1', origins: {} },
    wire: new MerchantClock(false),
    tell: (line) => assert.fail(line),
  });
  who = await readCredentials(folder);
  clients = new Agent();
});

after(async () => {
  await clients.destroy();
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

const room = (openid: string): Room => {
  const made = new Room(gateway.house, openid, () => {});
  gateway.rooms.enter(made);
  return made;
};

async function send(method: 'GET' | 'POST', target: string, json?: unknown, openidless = false) {
  const body = Buffer.from(json === undefined ? '' : JSON.stringify(json));
  const authorization = signRequest(who.identity, { method, target, body }, wallClock, systemEntropy);
  const answer = await request(`${gateway.url}${target}`, {
    method,
    dispatcher: clients,
    headers: {
      ...(openidless ? {} : { authorization }),
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'backend',
    },
    ...(method === 'POST' ? { body } : {}),
  });
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    body: (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>,
  };
}

const order = (outTradeNo: string, openid: string) => ({
  appid: who.appid,
  mchid: who.identity.mchid,
  description: 'goods',
  out_trade_no: outTradeNo,
  notify_url: 'http://127.0.0.1:1/notify',
  amount: { total: 990, currency: 'CNY' },
  payer: { openid },
});
const query = (outTradeNo: string): string =>
  `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${who.identity.mchid}`;
const place = (outTradeNo: string, openid: string) =>
  send('POST', '/v3/pay/transactions/jsapi', order(outTradeNo, openid));
const exchanges = ({ trace }: Room): readonly Exchange[] => trace.events.filter((event) => event.kind === 'exchange');

describe('the gateway, served to a backend', () => {
  it('gives each scenario the orders of its own, whoever is their payer, and its trace what crossed', async () => {
    const first = room('oFirst');
    assert.equal((await place('FIRST00001', 'oSomebodyFixed')).status, 200);
    gateway.rooms.leave(first);
    const second = room('oSecond');
    assert.equal((await place('SECOND0001', 'oSomebodyFixed')).status, 200);
    assert.deepEqual([...second.merchant.ledger.state.orders.keys()], ['SECOND0001']);
    const late = await send('GET', query('FIRST00001'));
    assert.deepEqual([late.status, late.body['trade_state']], [200, 'NOTPAY']);
    assert.deepEqual(
      [first, second].map((each) => exchanges(each).map(({ method, answer }) => `${method} ${answer?.status}`)),
      [['POST 200'], ['POST 200']],
    );
    gateway.rooms.leave(second);
  });

  it('finds a refund by its own number, and a payment by its transaction', async () => {
    const own = room('oThird');
    const { body } = await place('THIRD00001', 'oThird');
    const state = own.merchant.ledger.state;
    own.merchant.ledger.execute(({ at, freshId, freshNotificationId }) => ({
      type: 'open-cashier',
      at,
      params: {
        appId: who.appid,
        timeStamp: '1',
        nonceStr: 'n',
        package: `prepay_id=${body['prepay_id']}`,
        signType: 'RSA',
        paySign: 's',
      },
      paySignVerifies: true,
      openid: 'oThird',
      action: 'pay',
      freshId,
      freshNotificationId,
    }));
    const [transactionId = ''] = state.orderOfTransaction.keys();
    gateway.rooms.leave(own);
    const other = room('oFourth');
    const refund = {
      transaction_id: transactionId,
      out_refund_no: 'R0001',
      amount: { refund: 100, total: 990, currency: 'CNY' },
    };
    assert.equal((await send('POST', '/v3/refund/domestic/refunds', refund)).status, 200);
    const mchid = who.identity.mchid;
    assert.equal((await send('GET', `/v3/pay/transactions/id/${transactionId}?mchid=${mchid}`)).status, 200);
    assert.equal((await send('GET', '/v3/refund/domestic/refunds/R0001')).status, 200);
    assert.deepEqual(exchanges(other), []);
    gateway.rooms.leave(other);
  });

  it('writes down whose signature is not right, and nothing that is not of the interface', async () => {
    const own = room('oFifth');
    await send('GET', query('NOBODY0001'), undefined, true);
    await request(`${gateway.url}/`, { dispatcher: clients });
    assert.deepEqual(
      exchanges(own).map(({ requestSignature }) => requestSignature),
      ['absent'],
    );
    gateway.rooms.leave(own);
  });

  it('answers between scenarios, and logs in whom a code names', async () => {
    assert.equal((await place('NOWHERE001', 'oNobody')).status, 200);
    assert.equal((await send('GET', '/v3/certificates')).status, 200);
    const login = await send('GET', `/sns/jscode2session?appid=${who.appid}&secret=x&js_code=openid:oSixth`);
    assert.equal(login.body['openid'], 'oSixth');
  });

  it('is found under the names of WeChat Pay too, over TLS and through the proxy', async () => {
    const ca = readFileSync(join(folder, 'ca.pem'));
    const proxy = new ProxyAgent({ uri: gateway.proxy ?? '', requestTls: { ca } });
    const { statusCode, body } = await request(
      `https://api.weixin.qq.com/sns/jscode2session?appid=${who.appid}&js_code=openid:oS`,
      { dispatcher: proxy },
    );
    const session: unknown = await body.json();
    await proxy.destroy();
    assert.deepEqual([statusCode, isRecord(session) && session['openid']], [200, 'oS']);
    assert.match(gateway.tlsUrl ?? '', /^https:\/\/127\.0\.0\.1:\d+$/);
  });

  it('tells of a payment that was not made, and leaves the order as it is', async () => {
    const { createServer } = await import('node:http');
    const letters: string[] = [];
    const shop = createServer((incoming, outgoing) => {
      let text = '';
      incoming
        .on('data', (chunk) => (text += chunk))
        .on('end', () => {
          letters.push(text);
          outgoing.writeHead(401).end();
        });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => shop.once('listening', resolve));
    const { port } = shop.address() as { port: number };
    const { HostedGateway } = await import('../../src/targets/merchant/hosted-gateway.ts');
    const own = room('oSeventh');
    const hosted = new HostedGateway(own, { moved: async () => {} });
    await send('POST', '/v3/pay/transactions/jsapi', {
      ...order('FORGED0001', 'oSeventh'),
      notify_url: `http://127.0.0.1:${port}/n`,
    });
    const attempt = await hosted.forge('FORGED0001', 'wrong-amount');
    assert.equal(attempt.status, 401);
    assert.equal(letters.length, 1);
    const told = exchanges(own).at(-1);
    assert.equal(told?.requestSignature, 'valid');
    assert.ok(isRecord(told?.opened) && isRecord(told.opened['amount']));
    assert.deepEqual([told.opened['trade_state'], told.opened['amount']['total']], ['SUCCESS', 991]);
    assert.equal((await send('GET', query('FORGED0001'))).body['trade_state'], 'NOTPAY');
    assert.deepEqual(await hosted.notifications('FORGED0001'), []);
    await assert.rejects(hosted.forge('UNKNOWN001', 'unsigned'), /has no order "UNKNOWN001"/);
    gateway.rooms.leave(own);
    shop.close();
  });

  it('stops with its backend on the way, and writes one move down', async () => {
    const { HostedGateway } = await import('../../src/targets/merchant/hosted-gateway.ts');
    const own = room('oEighth');
    const start = own.timeline.now();
    const way: number[] = [];
    const hosted = new HostedGateway(own, {
      stops: (from, to) => [plus(from, seconds(30)), plus(from, seconds(60)), to],
      moved: async (now) => {
        // A backend that asks at its own time is answered as of then.
        way.push(now - start, own.timeline.now() - start);
      },
    });
    await hosted.advance(seconds(70));
    assert.deepEqual(way, [30_000, 30_000, 60_000, 60_000, 70_000, 70_000]);
    const moves = own.trace.events.filter(({ kind }) => kind === 'clock');
    assert.equal(moves.length, 1);
    const [move] = moves;
    assert.deepEqual(move?.kind === 'clock' && [move.from, move.to], [
      toRfc3339(start),
      toRfc3339(plus(start, seconds(70))),
    ]);
    gateway.rooms.leave(own);
  });

  it('frees its port', async () => {
    const again = await openServedGateway({
      at: anywhere,
      credentials: folder,
      keyMode: 'both',
      deliveries: { baseUrl: 'http://127.0.0.1:1', origins: {} },
      wire: new MerchantClock(false),
      tell: () => {},
    });
    await again.close();
    await assert.rejects(request(`${again.url}/v3/certificates`));
  });
});
