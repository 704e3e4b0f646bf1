import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { BackendFailed, MerchantFailed } from '../../src/actors/index.ts';
import { fen } from '../../src/money/fen.ts';
import { milliseconds, stopwatch } from '../../src/time/index.ts';
import type { Routes } from './fake-backend.ts';
import { play, type Sketch, type Stage } from './play.ts';

const sketch: Sketch = {
  verbs: {
    placeOrder: [{ post: '/orders', take: { order: '$.id', params: '$' } }],
    paymentParams: [],
    readOrder: [{ get: '/orders/{order}', take: { state: '$.state', fulfilled: '$.sent' } }],
  },
};

const against = (context: TestContext, route: Routes[string], more: Partial<Sketch> = {}): Promise<Stage> =>
  play(context, { 'POST /orders': route }, { ...sketch, ...more }, { answerWithin: milliseconds(400) });

const order = ({ driver }: Stage): Promise<unknown> => driver.placeOrder({ price: fen(1) });

const endless = 'x'.repeat(64 * 1024);

describe('a backend that gives no answer is a failed environment', () => {
  const broken: readonly [string, RegExp, Routes[string]][] = [
    ['hangs', /no whole answer within 0.4 s/, () => undefined],
    ['hangs after the headers', /no whole answer/, (_, response) => void response.writeHead(200).write('{')],
    ['closes the connection', /connection was closed/, (_, response) => void response.destroy()],
    [
      'breaks off in the body',
      /connection was closed|shorter or longer/,
      (_, response) => {
        response.writeHead(200, { 'Content-Length': '100' }).write('{"id":');
        response.socket?.end();
        return undefined;
      },
    ],
    [
      'answers without end',
      /more than 1048576 bytes/,
      (_, response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(endless));
        };
        response.on('drain', more);
        more();
        return undefined;
      },
    ],
    ['answers no HTTP', /no HTTP|failed/, (_, response) => void response.socket?.end('220 smtp ready\r\n\r\n')],
  ];
  for (const [what, message, route] of broken) {
    it(what, async (context) => {
      const stage = await against(context, route);
      const took = stopwatch();
      await assert.rejects(order(stage), (failure) => {
        assert.ok(failure instanceof BackendFailed, String(failure));
        assert.match(failure.message, message);
        assert.match(failure.message, /^placeOrder: POST \/orders at http:\/\/127\.0\.0\.1:\d+: /);
        return true;
      });
      assert.ok(took() < 5_000);
      assert.equal(stage.happenings.length, 1, 'it stands in the trace');
    });
  }

  it('is not there', async (context) => {
    const stage = await against(context, () => ({}));
    await stage.backend.close();
    await assert.rejects(order(stage), { name: 'BackendFailed', message: /nothing listens there/ });
    // The port is free, and nobody else took it: the refusal was real.
    const { port } = new URL(stage.backend.url);
    await assert.rejects(
      new Promise((_, reject) =>
        connect(Number(port), '127.0.0.1')
          .once('error', reject)
          .once('connect', () => reject(new Error('up'))),
      ),
      { code: 'ECONNREFUSED' },
    );
  });
});

/** Every verb, and how it is asked for. */
const everyVerb: Readonly<Record<string, (stage: Stage, order: string) => Promise<unknown>>> = {
  placeOrder: order,
  paymentParams: ({ driver }, id) => driver.paymentParams(id),
  readOrder: ({ driver }, id) => driver.readOrder(id),
  returnFromCashier: ({ driver }, id) => driver.returnFromCashier(id, 'requestPayment:ok'),
  cancelOrder: ({ driver }, id) => driver.cancelOrder(id),
  refund: ({ driver }, id) => driver.refund(id, fen(1)),
  readRefund: async ({ driver }, id) => driver.readRefund(await driver.refund(id, fen(1))),
  reconcile: ({ driver }) => driver.reconcile('2026-01-15'),
};

const allVerbs: Sketch = {
  verbs: {
    placeOrder: [{ post: '/orders', take: { order: '$.id' } }],
    paymentParams: [{ post: '/x', take: { params: '$.params' } }],
    readOrder: [{ get: '/x', take: { state: '$.state' } }],
    returnFromCashier: [{ post: '/x', take: { state: '$.state' } }],
    cancelOrder: [{ post: '/x' }],
    refund: [{ post: '/refunds', take: { refund: '$.id' } }],
    readRefund: [{ get: '/x', take: { state: '$.state' } }],
    reconcile: [{ post: '/x', take: { differences: '$.differences' } }],
  },
  states: { unpaid: ['NEW'] },
};

const manners: Readonly<Record<string, readonly [string, Routes[string]]>> = {
  hangs: ['BackendFailed', () => undefined],
  dies: ['BackendFailed', (_, response) => void response.destroy()],
  floods: [
    'BackendFailed',
    (_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(endless));
      };
      response.on('drain', more);
      more();
      return undefined;
    },
  ],
  lies: ['MerchantFailed', () => ({ body: { id: null, params: 7, state: 'sunny', differences: null } })],
};

describe('every verb is proof against a backend', () => {
  for (const [manner, [name, route]] of Object.entries(manners)) {
    for (const [verb, asking] of Object.entries(everyVerb)) {
      // Nothing is taken from the answer to a cancellation: there is nothing in it to lie about.
      if (manner === 'lies' && verb === 'cancelOrder') continue;
      it(`that ${manner} at ${verb}`, async (context) => {
        const within = { answerWithin: milliseconds(200) };
        const right: Routes[string] = () => ({ body: { id: 'a' } });
        const routes: Routes = {
          'POST /orders': verb === 'placeOrder' ? route : right,
          'POST /refunds': verb === 'refund' ? route : right,
          '*': route,
        };
        const stage = await play(context, routes, allVerbs, within);
        const ref = verb === 'placeOrder' ? '' : await stage.driver.placeOrder({ price: fen(1) });
        const took = stopwatch();
        await assert.rejects(asking(stage, ref), (failure) => {
          assert.ok(failure instanceof Error);
          assert.equal(failure.name, name, failure.message);
          assert.match(failure.message, new RegExp(`^${verb}\\b`));
          return true;
        });
        assert.ok(took() < 5_000, 'it took too long');
      });
    }
  }
});

describe('a backend that answers something else has failed', () => {
  const wrong: readonly [string, RegExp, Routes[string], Partial<Sketch>?][] = [
    ['an error', /answered 500 with \{"message":"boom"\}$/, () => ({ status: 500, body: { message: 'boom' } })],
    ['a redirect', /answered 302 with nothing/, () => ({ status: 302, headers: { Location: '/elsewhere' }, body: '' })],
    [
      'markup',
      /has nothing at \$\.id, where order is to be taken: it is <html> <script>/,
      () => ({ body: '<html>\n<script>\u001b[31malert(1)</script>' }),
    ],
    ['markup where the body tells', /success is \$\.code != 1/, () => ({ body: '<html>' }), { success: '$.code != 1' }],
    [
      'an error that says yes',
      /answered 500/,
      () => ({ status: 500, body: { code: 0, id: 1 } }),
      { success: '$.code == 0' },
    ],
    ['an order that is null', /has null at \$\.id/, () => ({ body: { id: null } })],
    ['JSON nested without end', /has nothing at \$\.id/, () => ({ body: '['.repeat(20_000) + ']'.repeat(20_000) })],
  ];
  for (const [what, message, route, more] of wrong) {
    it(what, async (context) => {
      const stage = await against(context, route, more);
      await assert.rejects(order(stage), (failure) => {
        assert.ok(failure instanceof MerchantFailed, String(failure));
        assert.match(failure.message, message);
        assert.ok(failure.message.length < 400, 'it is short');
        assert.doesNotMatch(failure.message, /\p{Cc}/u);
        return true;
      });
      assert.equal(stage.backend.got.length, 1, 'no redirect was followed');
    });
  }

  it('deep recursion by a path of the profile', async (context) => {
    const verbs = { ...sketch.verbs, placeOrder: [{ post: '/orders', take: { order: '$..id', params: '$' } }] };
    const stage = await against(context, () => ({ body: '['.repeat(20_000) + ']'.repeat(20_000) }), { verbs });
    await assert.rejects(order(stage), { name: 'MerchantFailed', message: /nested too deep|has nothing at/ });
  });
});

describe('an order or a refund without a name', () => {
  const noNames: readonly (readonly [answer: string, kind: RegExp])[] = [
    ['{"id":{}}', /has a JSON object at \$\.id, which is neither a text nor a number, where order is to be taken/],
    ['{"id":["7"]}', /has a list at \$\.id/],
    ['{"id":true}', /has a JSON boolean at \$\.id/],
    ['{"id":"  "}', /has a blank at \$\.id/],
    ['{"id":""}', /has nothing at \$\.id/],
  ];
  for (const [answer, message] of noNames) {
    it(`an order called ${answer}`, async (context) => {
      const stage = await against(context, () => ({ body: answer }));
      await assert.rejects(order(stage), (failure) => {
        assert.ok(failure instanceof MerchantFailed, String(failure));
        assert.match(failure.message, message);
        return true;
      });
    });
  }

  it('a refund called {}', async (context) => {
    const verbs = { ...sketch.verbs, refund: [{ post: '/orders/{order}/refund', take: { refund: '$.refund' } }] };
    const routes: Routes = {
      'POST /orders': () => ({ body: '{"id":7}' }),
      'POST /orders/7/refund': () => ({ body: '{"refund":{}}' }),
    };
    const { driver } = await play(context, routes, { ...sketch, verbs });
    const placed = await driver.placeOrder({ price: fen(1) });
    assert.equal(placed, '7');
    await assert.rejects(driver.refund(placed, fen(1)), /has a JSON object at \$\.refund.*where refund is to be taken/);
  });
});

describe('what a backend answers cannot lead a request astray', () => {
  const ids = [
    '../admin',
    '?x=1',
    'a/b',
    '//evil.example/',
    'a#b',
    'a b',
    '%2e%2e',
    '@evil.example',
    '{order}',
    "'",
    '中',
  ];
  for (const id of ids) {
    it(`an order called ${id}`, async (context) => {
      const { driver, backend } = await play(
        context,
        { 'POST /orders': () => ({ body: { id } }), '*': () => ({ body: { state: 'paid', sent: 0 } }) },
        sketch,
      );
      await driver.readOrder(await driver.placeOrder({ price: fen(1) }));
      assert.equal(backend.got[1]?.path, `/orders/${encodeURIComponent(id)}`);
    });
  }

  it('a token that would end a header', async (context) => {
    const { driver, backend } = await play(
      context,
      { 'POST /login': () => ({ body: { token: 'a\r\nX-Evil: 1' } }) },
      {
        ...sketch,
        actors: {
          buyer: { login: [{ post: '/login', take: { token: '$.token' } }], headers: { 'X-Token': '{token}' } },
        },
        verbs: {
          ...sketch.verbs,
          placeOrder: [{ as: 'buyer', post: '/orders', take: { order: '$.id', params: '$' } }],
        },
      },
    );
    await assert.rejects(driver.placeOrder({ price: fen(1) }), { name: 'MerchantFailed', message: /no header can/ });
    assert.equal(backend.got.length, 1);
  });
});
