import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Pace } from '../../src/merchant/driver/pace.ts';
import { fen } from '../../src/money/fen.ts';
import { stopwatch } from '../../src/time/index.ts';
import { LOGIN_CODE, OPENID, PARAMS, play, type Sketch } from './play.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sflKxwRJSMeKKF2QT4f';
const ADMIN = 'admin-key-of-the-shop';

const sketch: Sketch = {
  actors: {
    buyer: {
      login: [{ post: '/login', body: { code: '{login.code}', openid: '{openid}' }, take: { t: '$.jwt' } }],
      headers: { Authorization: 'Bearer {t}' },
    },
    admin: { headers: { 'X-Key': ADMIN } },
  },
  verbs: {
    placeOrder: [
      {
        as: 'admin',
        post: '/orders',
        body: { key: ADMIN, who: '{openid}' },
        take: { order: '$.id', params: '$.params' },
      },
      { as: 'buyer', get: `/orders/{order}?t={t}&key=${ADMIN}` },
    ],
    paymentParams: [],
    readOrder: [{ as: 'buyer', get: '/state', take: { state: '$.state' } }],
  },
};

describe('the trace of a driver', () => {
  it('shows every step and no secret', async (context) => {
    let state = 'unpaid';
    const { driver, happenings } = await play(
      context,
      {
        'POST /login': () => ({ body: { jwt: TOKEN, nickname: 'Li' } }),
        'POST /orders': ({ text, headers }) => ({
          body: { id: 'o-1', params: PARAMS, echo: text, key: headers['x-key'] },
        }),
        'GET /orders/o-1': ({ headers, query }) => ({ body: { auth: headers.authorization, t: query.get('t') } }),
        'GET /state': () => ({ body: { state, sessionId: 'abc' } }),
      },
      sketch,
      { secrets: [ADMIN] },
    );
    const order = await driver.placeOrder({ price: fen(1) });
    for (let times = 0; times < 5; times += 1) await driver.readOrder(order);
    state = 'paid';
    await driver.readOrder(order);
    state = 'weird';
    await assert.rejects(driver.readOrder(order));
    const text = JSON.stringify(happenings);
    for (const secret of [TOKEN, ADMIN, LOGIN_CODE, OPENID, '"abc"'])
      assert.ok(!text.includes(secret), `${secret} in ${text}`);
    assert.deepEqual(
      happenings.map((one) => (one.kind === 'verb' ? one.verb : one.kind)),
      ['placeOrder', 'login of buyer', 'placeOrder', 'readOrder', 'readOrder', 'readOrder'],
      'readings that say the same stand there once',
    );
    assert.match(text, /"sent":"POST \/orders"/);
    assert.match(text, /"order":"o-1"/);
  });

  it('cuts what is too long to be read', async (context) => {
    const { driver, happenings } = await play(
      context,
      { 'GET /list': () => ({ body: Array.from({ length: 50_000 }, (_, index) => ({ index })) }) },
      sketch,
    );
    await driver.perform('list', [{ get: '/list' }], new Map());
    assert.equal(happenings.length, 1);
    assert.ok(JSON.stringify(happenings).length < 5_000);
  });

  it('keeps secrets out of messages', async (context) => {
    const { driver } = await play(
      context,
      { '*': ({ text }) => ({ status: 400, body: { error: `bad code in ${text} with ${ADMIN}` } }) },
      sketch,
      { secrets: [ADMIN] },
    );
    for (const of of ['{"jwt":1}', '']) {
      await assert.rejects(
        driver.perform('doctor', [{ as: 'buyer', post: `/x?${of}${ADMIN}` }], new Map()),
        (failure) => {
          assert.ok(failure instanceof Error);
          assert.match(failure.message, /^login of buyer: POST \/login was answered 400/);
          assert.ok(!failure.message.includes(LOGIN_CODE) && !failure.message.includes(ADMIN), failure.message);
          return true;
        },
      );
    }
  });
});

describe('a key that a profile hands to a backend', () => {
  const PEM = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCwq3XZ0N1mAbcd\n'.repeat(3)}lastLine0123==\n-----END PRIVATE KEY-----\n`;
  const APIV3 = 'Abcdefghijklmnopqrstuvwxyz012345';
  const fill = { 'apiclient_key.pem': PEM, apiv3_key: APIV3, appid: 'wx1' };
  const forms = ['', ':line', ':base64', ':bare'];
  const body = Object.fromEntries(forms.map((form) => [`key${form}`, `{apiclient_key.pem${form}} {apiv3_key${form}}`]));

  it('arrives in the form that is asked for, and stands in no trace and no message, even where it comes back', async (context) => {
    const { driver, backend, happenings } = await play(
      context,
      {
        '*': ({ text, json }) => ({ body: { echo: text, back: json } }),
        'POST /no': ({ json }) => ({ status: 400, body: json }),
      },
      sketch,
      { fill },
    );
    await driver.perform('setUp', [{ post: '/channels', body }], new Map());
    const got = backend.got[0]?.json ?? {};
    assert.equal(got['key'], `${PEM} ${APIV3}`);
    assert.equal(got['key:line'], `${PEM.trimEnd().replaceAll('\n', '\\n')} ${APIV3}`);
    assert.equal(got['key:base64'], `${Buffer.from(PEM).toString('base64')} ${Buffer.from(APIV3).toString('base64')}`);
    assert.match(String(got['key:bare']), /^MIIE[^\s-]+lastLine0123== Abc/);
    const shout = { command: `printf '%s' '{apiclient_key.pem}{apiv3_key:base64}' >&2; exit 1` };
    const messages: unknown[] = [];
    for (const step of [{ post: '/no', body }, shout])
      await driver.perform('setUp', [step], new Map()).catch((failure: Error) => messages.push(failure.message));
    assert.equal(messages.length, 2);
    const shown = JSON.stringify([happenings, messages]);
    for (const secret of [APIV3, 'MIIEvQ', 'lastLine0123', Buffer.from(APIV3).toString('base64'), 'LS0tLS1CRUdJTiBQUk'])
      assert.ok(!shown.includes(secret), `${secret} in ${shown}`);
  });
});

describe('logins', () => {
  it('are one for a scenario, even if two steps come at once, and tried again where they failed', async (context) => {
    let logins = 0;
    const { driver, another } = await play(
      context,
      {
        'POST /login': () => {
          logins += 1;
          return logins === 1 ? { status: 503 } : { body: { jwt: TOKEN } };
        },
        'GET /state': () => ({ body: { state: 'paid' } }),
        'POST /orders': () => ({ body: { id: 1, params: PARAMS } }),
        'GET /orders/1': () => ({}),
      },
      sketch,
    );
    await assert.rejects(driver.placeOrder({ price: fen(1) }), /login of buyer/);
    await Promise.all([driver.placeOrder({ price: fen(1) }), driver.placeOrder({ price: fen(1) })]);
    assert.equal(logins, 2);
    await another().placeOrder({ price: fen(1) });
    assert.equal(logins, 3, 'another scenario has a login of its own');
  });
});

describe('set-up', () => {
  it('makes what it takes known to this driver and, handed on, to others', async (context) => {
    const { driver, another, backend } = await play(
      context,
      {
        'POST /products': () => ({ body: { id: 7 } }),
        'POST /orders': ({ json }) => ({ body: { id: json['product'], params: PARAMS } }),
        'DELETE /products/7': () => ({}),
      },
      {
        setUp: [{ post: '/products', take: { product: '$.id' } }],
        tearDown: [{ delete: '/products/{product}' }],
        verbs: {
          ...sketch.verbs,
          placeOrder: [
            { post: '/orders', body: { product: '{product}' }, take: { order: '$.id', params: '$.params' } },
          ],
          readOrder: [{ get: '/state', take: { state: '$.state' } }],
        },
      },
    );
    const known = await driver.setUp();
    assert.equal(await another({ known }).placeOrder({ price: fen(1) }), '7');
    await driver.tearDown();
    assert.equal(backend.got.at(-1)?.path, '/products/7');
  });

  it('that was done by half is undone with what it took, and each step is played whatever became of the others', async (context) => {
    const { driver, backend } = await play(
      context,
      {
        'POST /products': () => ({ body: { id: 7 } }),
        'POST /stock': () => ({ status: 503, body: {} }),
        'DELETE /stock/7': () => ({ status: 404, body: {} }),
        'DELETE /users/7': () => ({ status: 404, body: {} }),
        'DELETE /products/7': () => ({}),
      },
      {
        setUp: [
          { post: '/products', take: { product: '$.id' } },
          { post: '/stock', take: { stock: '$.id' } },
        ],
        tearDown: [{ delete: '/stock/{stock}' }, { delete: '/users/{product}' }, { delete: '/products/{product}' }],
        verbs: sketch.verbs,
        ...(sketch.actors ? { actors: sketch.actors } : {}),
      },
    );
    await assert.rejects(driver.setUp(), { message: /^setUp: POST \/stock was answered 503/ });
    await assert.rejects(driver.tearDown(), (failure: Error) => {
      assert.match(
        failure.message,
        /needs \{stock\}, and nothing has taken it so far; tearDown: DELETE \/users\/\{product\} was answered 404/,
      );
      return true;
    });
    assert.deepEqual(
      backend.got.slice(2).map(({ path }) => path),
      ['/users/7', '/products/7'],
    );
  });
});

describe('a pace', () => {
  it('spreads requests, and is shared by drivers that are given one', async (context) => {
    const { driver, another } = await play(context, { '*': () => ({}) }, { ...sketch, pace: '50/s' });
    const steps = [{ get: '/a' }, { get: '/b' }, { get: '/c' }, { get: '/d' }];
    const took = stopwatch();
    await driver.perform('four', steps, new Map());
    assert.ok(took() >= 55, `four at fifty a second took ${took()} ms`);
    const pace = new Pace(50);
    const together = stopwatch();
    await Promise.all([1, 2, 3, 4].map(() => another({ pace }).perform('one', [{ get: '/a' }], new Map())));
    assert.ok(together() >= 55, `four at fifty a second took ${together()} ms`);
  });

  it('lets all go at once where there is none', async () => {
    const free = stopwatch();
    await Promise.all(Array.from({ length: 1_000 }, () => Pace.of('0/s').turn()));
    await Pace.of(undefined).turn();
    assert.ok(free() < 1_000);
  });
});
