import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { request } from 'undici';
import { exitCodeOf } from '../../src/doctor/index.ts';
import { privateKeyPem } from '../../src/protocol/index.ts';
import { publishedKeys } from '../../src/targets/mock/published-keys.ts';
import { freePort } from '../free-port.ts';
import { examined, surgery } from './shop.ts';

const theatre = surgery();

describe('a right backend', () => {
  it('passes every check, and is gone afterwards', async () => {
    const { path, port } = await theatre.write({});
    const told = await examined({ profile: path, credentials: theatre.credentials });
    assert.deepEqual(told.faults, []);
    assert.equal(exitCodeOf(told.checks), 0);
    assert.equal(
      told.line('login call (GET /sns/jscode2session)'),
      '✓ login call (GET /sns/jscode2session): it arrived and was answered',
    );
    assert.match(
      told.line('paymentParams'),
      /^✓ .*POST \/orders\/\{order\}\/pay 200 \(\d+ ms\); taken: all six params, package prepay_id=…, signType RSA$/,
    );
    assert.match(told.line('notification'), /^✓ notification: taken with 204 after \d+ ms$/);
    assert.equal(told.line('readOrder after it'), '✓ readOrder after it: state paid, fulfilled 1');
    assert.match(told.line('readRefund'), /taken: state refunding$/);
    assert.equal(told.line('cancelOrder'), '✓ cancelOrder: answered; the order is then closed');
    assert.equal(told.line('clock'), '✓ clock: answered');
    await assert.rejects(request(`http://127.0.0.1:${port}/healthz`), 'the backend is still there');
    const { apiv3_key } = JSON.parse(readFileSync(join(theatre.credentials, 'merchant.json'), 'utf8'));
    assert.ok(!told.lines.join('\n').includes(apiv3_key), 'a key was shown');
  });

  it('hears what its profile leaves out', async () => {
    const told = await theatre.examined({
      profile: ({ verbs: { cancelOrder: _, readOrder: __, ...verbs }, ...rest }) => ({
        ...rest,
        clock: 'none',
        verbs: {
          ...verbs,
          readOrder: [{ as: 'buyer', get: '/orders/{order}', take: { state: '$.state' } }],
          refund: { absent: 'no refunds here' },
        },
      }),
    });
    assert.deepEqual(told.faults, []);
    assert.equal(
      told.line('cancelOrder'),
      '– cancelOrder: not checked: the profile does not describe it; with it a run sees BOOKS-BALANCE, CALL-HEADERS, CLOSE-THEN-FAILED, ERRORS-BY-CODE, FINAL-KEPT, NOTIFY-LATE, PARAMS-ACCEPTED, QUERY-BEFORE-CLOSE, SIGN-REQUESTS',
    );
    assert.equal(told.line('refund'), '– refund: not checked: the profile says that there is none: no refunds here');
    assert.equal(told.line('readRefund'), '– readRefund: not checked: there is no refund');
    assert.match(told.line('readOrder, fulfilled'), /with it a run sees .*NOTIFY-ONCE/);
    assert.match(
      told.line('clock'),
      /^– clock: not checked: the kit has no hold .* with it a run sees .*CLOSE-AFTER-EXPIRE/,
    );
  });
});

describe('a profile that cannot be used', () => {
  it('names each mistake with its line and key, and stops all else', async () => {
    const { path } = await theatre.write({ profile: (same) => ({ ...same, patiance: '5s', paice: '2/s' }) });
    const told = await examined({ profile: path, credentials: theatre.credentials });
    assert.equal(told.faults.length, 2);
    assert.match(told.faults.join('\n'), /merchant-\d+\.json:\d+:.*patiance.*\n.*merchant-\d+\.json:\d+:.*paice/);
    assert.match(told.line('everything'), /not checked: the profile cannot be used/);
    assert.equal(exitCodeOf(told.checks), 2);
  });

  it('names the variable that the environment lacks', async () => {
    const told = await theatre.examined({
      profile: (same) => ({ ...same, actors: { buyer: { headers: { A: ['$', '{DOCTOR_TEST_UNSET}'].join('') } } } }),
    });
    assert.match(
      told.faults.join('\n'),
      /^✗ environment: .*the environment has no variable DOCTOR_TEST_UNSET.* — to do: export DOCTOR_TEST_UNSET=…$/,
    );
    assert.equal(exitCodeOf(told.checks), 2);
  });
});

describe('a backend that is not there', () => {
  it('is asked to be started', async () => {
    const told = await theatre.examined({
      profile: ({ launch: _, ...same }) => ({ ...same, baseUrl: 'http://127.0.0.1:{port}' }),
    });
    assert.match(
      told.line('reachable'),
      /^✗ reachable: No backend answers at http:\/\/127\.0\.0\.1:\d+.* — to do: start your backend, correct baseUrl/,
    );
    assert.match(told.line("the gateway's port"), /^! .*give it a fixed one \(gateway\.listen: 127\.0\.0\.1:8787\)/);
    assert.equal(exitCodeOf(told.checks), 3);
  });

  it('is shown with what it said last where it did not come up', async () => {
    const told = await theatre.examined({
      profile: (same) => ({ ...same, launch: { command: 'echo no database; exit 4', ready: 'GET /healthz' } }),
    });
    assert.match(
      told.line('launch'),
      /^✗ launch: .*it ended with exit code 4; it said last: no database — .*run launch\.command by hand/,
    );
    assert.equal(exitCodeOf(told.checks), 3);
  });

  it('is asked for what the gateway does not serve', async () => {
    const told = await theatre.examined({ env: { PROXY: '{gateway.proxy}' } });
    assert.match(
      told.line('launch'),
      /^✗ launch: launch\.env\.PROXY: \{gateway\.proxy\} stands for nothing.*gateway\.proxy: 127\.0\.0\.1:0/,
    );
    assert.equal(exitCodeOf(told.checks), 2);
  });

  it('cannot be told of a gateway whose port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { path } = await theatre.write({});
    const told = await examined({ profile: path, credentials: theatre.credentials, listen: `127.0.0.1:${port}` });
    other.close();
    assert.match(told.line("the kit's gateway"), /^✗ .*Port \d+ is in use: choose another with --listen/);
    assert.equal(exitCodeOf(told.checks), 2);
  });
});

describe('a backend that does not reach the gateway', () => {
  it('hears that no call arrived, and where the gateway is', async () => {
    const told = await theatre.examined({ env: { WECHATPAY_URL: `http://127.0.0.1:${await freePort()}` } });
    assert.match(
      told.line('login call (GET /sns/jscode2session)'),
      /^✗ .*no call arrived, and no connection either — expected: a call of the gateway at (http:\/\/127\.0\.0\.1:\d+) for the login — to do: point your backend there in place of WeChat Pay \(base URL \1\); launch\.env names no \{gateway\.url\}/,
    );
    assert.match(told.line('login of buyer'), /^✗ login of buyer: .*POST \/login was answered 500/);
    assert.equal(told.line('placeOrder'), '– placeOrder: not checked: the login failed');
    assert.equal(exitCodeOf(told.checks), 1);
  });

  it('hears that its base URL has a path too much', async () => {
    const told = await theatre.examined({ env: { WECHATPAY_URL: '{gateway.url}/wechat' } });
    assert.match(
      told.line('login call (GET /sns/jscode2session)'),
      /^✗ .*GET \/wechat\/sns\/jscode2session arrived, a path that this gateway has not.*without a path/,
    );
  });

  it('hears that plain HTTP is served where it came with TLS', async () => {
    const told = await theatre.examined({ env: { WECHATPAY_URL: 'https://{gateway.host}:{gateway.port}' } });
    assert.match(
      told.line('login call (GET /sns/jscode2session)'),
      /^✗ .*connections came, and no HTTP request over them.*use http:\/\/ for/,
    );
  });
});

describe('a backend whose calls are not taken', () => {
  const changed = (change: (merchant: Record<string, string>) => object): string => {
    const copy = theatre.copy();
    const path = join(copy, 'merchant.json');
    writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))));
    return copy;
  };

  it('hears of another key', async () => {
    const copy = theatre.copy();
    const key = createPrivateKey({ key: { ...publishedKeys.stranger }, format: 'jwk' });
    writeFileSync(join(copy, 'apiclient_key.pem'), privateKeyPem(key));
    const told = await theatre.examined({ env: { CREDENTIALS: copy } });
    assert.match(
      told.line('signature'),
      /^✗ signature: POST \/v3\/pay\/transactions\/jsapi: the signature was made with another private key — expected: a signature by .*apiclient_key\.pem — to do: have your backend load/,
    );
    assert.equal(told.line('answer'), '– answer: not checked: the signature was refused');
    assert.match(
      told.line('paymentParams'),
      /^✗ .*WeChat Pay had answered POST \/v3\/pay\/transactions\/jsapi 401 SIGN_ERROR/,
    );
    assert.equal(exitCodeOf(told.checks), 1);
  });

  it('hears of another serial number', async () => {
    const copy = changed((merchant) => ({ ...merchant, serial_no: 'A'.repeat(40) }));
    const told = await theatre.examined({ env: { CREDENTIALS: copy } });
    assert.match(
      told.line('signature'),
      /^✗ .*serial_no A{40} — expected: serial_no [0-9A-F]{40}, that of .*apiclient_cert\.pem — to do: set your backend's serial_no/,
    );
  });

  it('hears of another merchant', async () => {
    const copy = changed((merchant) => ({ ...merchant, mchid: '1900000109' }));
    const told = await theatre.examined({ env: { CREDENTIALS: copy } });
    assert.match(told.line('signature'), /^✗ .*the call comes from mchid 1900000109 — expected: mchid \d+, that of/);
  });

  it('hears of another appid, at the login already', async () => {
    const copy = changed((merchant) => ({ ...merchant, appid: 'wx1111111111111111' }));
    const told = await theatre.examined({ env: { CREDENTIALS: copy } });
    assert.match(
      told.line('login call (GET /sns/jscode2session)'),
      /^✗ .*it asks for appid wx1111111111111111 — expected: appid wx/,
    );
  });
});

describe('a verb that does not answer as described', () => {
  it('names the path that is wrong', async () => {
    const placeOrder = [{ as: 'buyer', post: '/order', body: { price: '{price.fen}' }, take: { order: '$.order' } }];
    const told = await theatre.examined({ verbs: { placeOrder } });
    assert.match(
      told.line('placeOrder'),
      /^✗ placeOrder: placeOrder: POST \/order was answered 404 .* — to do: correct the path in verbs\.placeOrder\[0\]/,
    );
    assert.equal(told.line('paymentParams'), '– paymentParams: not checked: there is no order');
    assert.match(told.line('order call (POST /v3/pay/transactions/jsapi)'), /not checked: no order came so far/);
    assert.match(told.line('login call (GET /sns/jscode2session)'), /^✓/);
    assert.equal(exitCodeOf(told.checks), 1);
  });

  it('names the expression that selects nothing', async () => {
    const paymentParams = [{ as: 'buyer', post: '/orders/{order}/pay', take: { params: '$.data.pay' } }];
    const told = await theatre.examined({ verbs: { paymentParams } });
    assert.match(
      told.line('paymentParams'),
      /^✗ .*has nothing at \$\.data\.pay, where params is to be taken.* — to do: correct "take" in verbs\.paymentParams\[0\]/,
    );
    assert.match(told.line('answer'), /^✓/);
    assert.match(told.line('everything'), /not checked: there is nothing to pay/);
  });

  it('names the word that states lacks', async () => {
    const told = await theatre.examined({
      profile: (same) => ({ ...same, states: { unpaid: ['NEW'], paid: ['paid'] } }),
    });
    assert.match(
      told.line('readOrder'),
      /^✗ .*the state "unpaid", which states in the profile does not name.* — to do: add that word to the states/,
    );
  });

  it('names the clock hook that fails', async () => {
    const told = await theatre.examined({ env: { TEST_CLOCK: '0' } });
    assert.match(told.line('clock'), /^✗ clock: .*POST \/clock was answered 404/);
  });
});

describe('a notification that is not taken', () => {
  it('hears of 404', async () => {
    const told = await theatre.examined({ env: { PUBLIC_URL: 'http://127.0.0.1:{port}/elsewhere' } });
    assert.match(
      told.line('notification'),
      /^✗ notification: 404 after \d+ ms from http:.* — to do: serve POST \/elsewhere\/customers\//,
    );
    assert.equal(told.line('readOrder after it'), '– readOrder after it: not checked: the notification was not taken');
    assert.match(told.line('returnFromCashier'), /^✓/);
    assert.equal(exitCodeOf(told.checks), 1);
  });

  it('hears of a redirect to a login', async () => {
    const wall = createServer((_, answer) => answer.writeHead(302, { location: '/login' }).end()).listen(
      0,
      '127.0.0.1',
    );
    await once(wall, 'listening');
    const { port } = wall.address() as AddressInfo;
    const told = await theatre.examined({ env: { PUBLIC_URL: `http://127.0.0.1:${port}` } });
    wall.close();
    wall.closeAllConnections();
    assert.match(
      told.line('notification'),
      /^✗ .*302 after \d+ ms from .*, a redirect to \/login — .* no login before it/,
    );
  });

  it('hears that nobody listens there', async () => {
    const told = await theatre.examined({ env: { PUBLIC_URL: `http://127.0.0.1:${await freePort()}` } });
    assert.match(told.line('notification'), /^✗ .*the connection was refused.*map its origin with notify\.origins/);
  });

  it('hears of an origin that the profile does not map', async () => {
    const told = await theatre.examined({ env: { PUBLIC_URL: 'https://shop.example' } });
    assert.match(
      told.line('notify_url'),
      /^✗ .* — to do: add to the profile: notify: \{ origins: \{ "https:\/\/shop\.example": "http:\/\/127\.0\.0\.1:\d+" \} \}$/,
    );
    assert.equal(exitCodeOf(told.checks), 2);
  });
});
