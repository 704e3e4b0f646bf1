import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Dispatcher, errors, MockAgent } from 'undici';
import { unanswered } from '../../src/gateway/courier.ts';
import { httpCarrier } from '../../src/gateway/http-carrier.ts';
import { seconds } from '../../src/time/index.ts';

const ORIGIN = 'https://shop.example';
const URL = `${ORIGIN}/notify`;
const letter = {
  headers: { 'content-type': 'application/json', 'wechatpay-nonce': 'n' },
  body: Buffer.from('{"a":1}'),
};

function shop() {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const intercept = agent.get(ORIGIN).intercept({ path: '/notify', method: 'POST' });
  return { carry: httpCarrier(agent), intercept };
}

describe('the courier', () => {
  for (const status of [200, 204, 302, 404, 500]) {
    it(`tells that ${status} came back, and follows nothing`, async () => {
      const { carry, intercept } = shop();
      intercept.reply(status, '', { headers: { location: '/elsewhere' } });
      assert.deepEqual(await carry(URL, letter, seconds(5)), { status });
    });
  }

  it('carries headers and bytes as they are', async () => {
    const { carry, intercept } = shop();
    let seen: unknown;
    intercept.reply((options) => {
      seen = { body: String(options.body), headers: options.headers };
      return { statusCode: 204 };
    });
    await carry(URL, letter, seconds(5));
    assert.deepEqual(seen, { body: '{"a":1}', headers: letter.headers });
  });

  it('tells of a receiver that takes too long', async () => {
    const { carry, intercept } = shop();
    intercept.replyWithError(new errors.HeadersTimeoutError());
    assert.deepEqual(await carry(URL, letter, seconds(5)), { error: 'no answer in time' });
  });

  it('gives up after the answer time, even where the connection stays silent', async () => {
    const { carry, intercept } = shop();
    intercept.reply(200, '').delay(60_000);
    assert.deepEqual(await carry(URL, letter, seconds(0.01)), { error: 'no answer in time' });
  });

  it('tells of a connection that failed, and never rejects', async () => {
    const { carry, intercept } = shop();
    intercept.replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    assert.deepEqual(await carry(URL, letter, seconds(5)), { error: 'ECONNREFUSED' });
    for (const url of ['no url', 'ftp://shop.example/', 'https://nobody.example/'])
      assert.equal(typeof (await carry(url, letter, seconds(5))).error, 'string', url);
  });

  it('gives up on an answer that has begun in time and does not end (F§5.4)', async () => {
    // As an open socket would, it keeps the process alive.
    const socket = setInterval(() => {}, 1_000);
    try {
      assert.deepEqual(await halfAnswering()(URL, letter, seconds(0.01)), { error: 'no answer in time' });
    } finally {
      clearInterval(socket);
    }
  });
});

describe('the certificate of where it goes', () => {
  for (const [url, name] of [
    ['https://shop.example/notify', 'shop.example'],
    ['https://shop.example:8443/notify', 'shop.example'],
    ['https://127.0.0.1:8443/notify', undefined],
    ['https://[::1]:8443/notify', undefined],
  ] as const) {
    it(`is asked for ${name ?? 'no name'} at ${url}`, async () => {
      const asked: unknown[] = [];
      class Listening extends Dispatcher {
        override dispatch(options: Dispatcher.DispatchOptions & { servername?: string }): boolean {
          asked.push(options.servername);
          throw new Error('heard enough');
        }
      }
      await httpCarrier(new Listening())(url, letter, seconds(5));
      assert.deepEqual(asked, [name]);
    });
  }
});

describe('why no answer came', () => {
  for (const [failure, error] of [
    [Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [new Error('broken'), 'broken'],
    ['broken', 'failed'],
    [{ code: 'ECONNREFUSED' }, 'failed'],
    [undefined, 'failed'],
    [new errors.HeadersTimeoutError(), 'no answer in time'],
  ] as const) {
    it(`is told as "${error}"`, () => {
      assert.deepEqual(unanswered(failure), { error });
      assert.deepEqual(unanswered(failure, true), { error: 'no answer in time' });
    });
  }
});

/** A receiver that answers 200 and never ends its body. */
function halfAnswering() {
  class Half extends Dispatcher {
    override dispatch(_: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      handler.onConnect?.((reason) => handler.onError?.(reason ?? new Error('aborted')));
      handler.onHeaders?.(200, [], () => {}, 'OK');
      return true;
    }
  }
  return httpCarrier(new Half());
}
