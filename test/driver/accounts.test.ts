import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MerchantProfile } from '../../src/merchant/profile/profile.ts';
import { checkProfile } from '../../src/merchant/profile/read-profile.ts';
import { fen } from '../../src/money/fen.ts';
import { PARAMS, play, type Sketch } from './play.ts';

const accounts = [
  { name: 'alice', password: 'the word of {{name}' },
  { name: 'bob', password: 'the word of bob' },
];

const sketch = (actor: NonNullable<MerchantProfile['actors']>[string]): Sketch => ({
  actors: { buyer: actor },
  verbs: {
    placeOrder: [{ as: 'buyer', post: '/orders', body: { by: '{account.name}' }, take: { order: '$.no' } }],
    paymentParams: [{ as: 'buyer', post: '/pay', take: { params: '$' } }],
    readOrder: [{ as: 'buyer', get: '/orders/{order}', take: { state: '$.state' } }],
  },
});

const login = [
  { post: '/login', body: { name: '{account.name}', word: '{account.password}' }, take: { token: '$.token' } },
];
const headers = { Authorization: 'Bearer {token}', 'X-User': '{account.name}' };

describe('an actor with several accounts', () => {
  it('is the next of them in each scenario, and begins again after the last', async (context) => {
    const { another, backend, happenings } = await play(
      context,
      {
        'POST /login': ({ json }) => ({ body: { token: `token-of-${String(json['name'])}` } }),
        'POST /orders': ({ json }) => ({ body: { no: `order of ${String(json['by'])}` } }),
        'POST /pay': () => ({ body: PARAMS }),
      },
      sketch({ accounts, login, headers }),
    );
    const orders: string[] = [];
    for (const turn of [0, 1, 2]) {
      const driver = another({ turn });
      orders.push(await driver.placeOrder({ price: fen(990) }));
      await driver.paymentParams(orders.at(-1) ?? '');
    }
    assert.deepEqual(orders, ['order of alice', 'order of bob', 'order of alice']);
    const logins = backend.got.filter(({ path }) => path === '/login').map(({ json }) => json['word']);
    assert.deepEqual(logins, ['the word of {name}', 'the word of bob', 'the word of {name}']);
    const paid = backend.got.filter(({ path }) => path === '/pay').map(({ headers: sent }) => sent['x-user']);
    assert.deepEqual(paid, ['alice', 'bob', 'alice']);
    assert.ok(!JSON.stringify(happenings).includes('the word of'), 'a password stands in the trace');
  });

  it('says of a limit what to do about it', async (context) => {
    const { driver } = await play(
      context,
      { 'POST /login': () => ({ body: { token: 't' } }), 'POST /orders': () => ({ status: 429, body: 'slower' }) },
      sketch({ accounts, login, headers }),
    );
    await assert.rejects(driver.placeOrder({ price: fen(1) }), {
      message:
        'placeOrder: POST /orders was answered 429 with slower (where it limits its customers: pace and accounts in the profile)',
    });
  });

  const wrong: readonly (readonly [what: string, actor: Parameters<typeof sketch>[0], message: RegExp])[] = [
    ['there is none', { accounts: [] }, /accounts.*there is no account with anything in it/],
    [
      'one lacks a name',
      { accounts: [...accounts, { name: 'c' }], login },
      /accounts,2.*the names of the first: name, p/,
    ],
    [
      'a step names what none has',
      { accounts: [{ nick: 'a' }], login },
      /login,0,body,name.*\{account\.name\} is not known/,
    ],
    [
      'one names what is not known',
      { accounts: [{ name: '{nobody}', password: '' }], login },
      /accounts,0.*\{nobody\}/,
    ],
    [
      'a step takes what is an account’s',
      { accounts, login: [{ post: '/login', take: { 'account.name': '$.a' } }] },
      /\{account\.name\} is the kit's own/,
    ],
  ];
  for (const [what, actor, message] of wrong)
    it(`is refused where ${what}`, () => {
      const problems = checkProfile({ name: 'shop', baseUrl: 'http://127.0.0.1:1', ...sketch(actor) });
      assert.match(problems.map(({ path, message: told }) => `${path.join()} ${told}`).join('\n'), message);
    });

  it('is refused where nothing says which it is', () => {
    const { verbs } = sketch({});
    const placeOrder = [{ as: 'buyer', post: '/orders', take: { order: '$.no' } }];
    const profile = { name: 'shop', baseUrl: 'http://127.0.0.1:1', actors: { buyer: { accounts } } };
    assert.match(
      JSON.stringify(checkProfile({ ...profile, verbs: { ...verbs, placeOrder } })),
      /nothing names an account/,
    );
  });
});
