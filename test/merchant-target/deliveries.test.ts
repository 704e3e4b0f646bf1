import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { destinationOf } from '../../src/targets/merchant/deliveries.ts';
import { addressOf } from '../../src/targets/merchant/listen-address.ts';

const map = {
  baseUrl: 'https://backend.test:8443/api',
  origins: { 'https://shop.example': 'http://127.0.0.1:3000/', 'https://shop.example:8080': 'http://127.0.0.1:3001' },
};

describe('a notification is brought', () => {
  const brought: readonly (readonly [what: string, from: string, to: string])[] = [
    [
      'to the origin it is mapped to, path and query kept',
      'https://shop.example/pay/n?x=1&y',
      'http://127.0.0.1:3000/pay/n?x=1&y',
    ],
    ['by the whole origin, port included', 'https://shop.example:8080/n', 'http://127.0.0.1:3001/n'],
    ['with a default port that is written out', 'https://shop.example:443/n', 'http://127.0.0.1:3000/n'],
    ['to this machine as it is', 'http://127.0.0.1:4000/n', 'http://127.0.0.1:4000/n'],
    ["to the backend's own origin as it is", 'https://backend.test:8443/n', 'https://backend.test:8443/n'],
  ];
  for (const [what, from, to] of brought) {
    it(what, () => assert.deepEqual(destinationOf(from, map), { url: to }));
  }
});

describe('a notification is not brought', () => {
  const refused: readonly (readonly [what: string, from: string, why: RegExp])[] = [
    ['to an address that nobody named', 'https://other.example/n', /https:\/\/other\.example.*notify\.origins/],
    ['to a host that only begins like one', 'https://shop.example.evil.test/n', /shop\.example\.evil\.test/],
    ['to another port of the backend', 'https://backend.test/n', /https:\/\/backend\.test,/],
    ['to what is no URL', 'shop.example/n', /is no URL/],
  ];
  for (const [what, from, why] of refused) {
    it(what, () => {
      const destination = destinationOf(from, map);
      assert.match('refused' in destination ? destination.refused : `brought to ${destination.url}`, why);
    });
  }
});

describe('a listening address', () => {
  it('is HOST:PORT, or a port of this machine', () => {
    assert.deepEqual(addressOf('127.0.0.2:8787', 'gateway.listen'), { host: '127.0.0.2', port: 8787 });
    assert.deepEqual(addressOf('[::1]:0', 'gateway.listen'), { host: '::1', port: 0 });
    assert.deepEqual(addressOf('9000', 'gateway.tls'), { host: '127.0.0.1', port: 9000 });
  });

  for (const text of ['localhost', '127.0.0.1:', '127.0.0.1:70000', 'http://127.0.0.1:80', '']) {
    it(`is not "${text}"`, () => {
      assert.throws(() => addressOf(text, 'gateway.listen'), /gateway\.listen: .* is no HOST:PORT: give it like/);
    });
  }
});
