import assert from 'node:assert/strict';
import crypto, { X509Certificate } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { describe, it, mock } from 'node:test';
import { paths, type Sealed, unseal } from '../../src/protocol/index.ts';
import type { Answer } from './answer.ts';
import type { Demo } from './demo.ts';
import { refused, stage } from './stage.ts';

const on = stage();
const change = (body: unknown): Promise<Answer> =>
  on.demo.control(`/merchants/${on.demo.merchant.mchid}`, { method: 'PATCH', body });

/** What holds of the merchant: a change that changes nothing tells it. */
const terms = async (): Promise<Answer['json']> => (await change({ policy: {} })).json;

describe('the key mode', () => {
  const serialOf = async (asked?: string): Promise<unknown> => {
    const headers = asked === undefined ? {} : { 'wechatpay-serial': asked };
    const answer = await on.demo.call('POST', paths.order, on.demo.order(), headers);
    assert.equal(on.demo.signatureOf(answer), 'valid');
    return answer.headers['wechatpay-serial'];
  };

  it('says which key answers, from the next answer on', async () => {
    const { public_key_id, platform_serial_no } = on.demo.merchant;
    for (const [keyMode, unasked, whenAskedForPublicKey] of [
      ['public-key', public_key_id, public_key_id],
      ['platform-certificate', platform_serial_no, platform_serial_no],
      ['both', platform_serial_no, public_key_id],
    ] as const) {
      await change({ keyMode });
      assert.equal(await serialOf(), unasked, keyMode);
      assert.equal(await serialOf(public_key_id), whenAskedForPublicKey, keyMode);
    }
  });

  it('says which key notifies', async () => {
    await change({ keyMode: 'public-key' });
    await on.demo.paid({ notify_url: `${on.shop.url}/paid` });
    const { headers, body } = await on.shop.nth(1);
    assert.equal(headers['wechatpay-serial'], on.demo.merchant.public_key_id);
    assert.equal(on.demo.signatureOf({ headers, text: body }), 'valid');
    await on.demo.settled();
  });

  it('changes to a new platform certificate, share by share, which outlives none but itself', async () => {
    await change({ keyMode: 'platform-certificate' });
    const { platform_serial_no: old } = on.demo.merchant;
    const { status, json } = await change({ keyChange: { to: 'new-certificate', percent: 0 } });
    const { since, ...asked } = json['keyChange'] as Readonly<Record<string, unknown>>;
    assert.deepEqual([status, asked], [200, { to: 'new-certificate', percent: 0 }]);
    assert.match(String(since), /\+08:00$/);
    const listed = async () =>
      ((await on.demo.call('GET', paths.certificates)).json['data'] as readonly { serial_no: string }[]).map(
        (row) => row.serial_no,
      );
    const [first, second, ...more] = await listed();
    assert.deepEqual([first, more], [old, []]);
    assert.match(String(second), /^[0-9A-F]{40}$/);
    const serial = async () => (await on.demo.call('POST', paths.order, on.demo.order())).headers['wechatpay-serial'];
    assert.equal(await serial(), old);
    await change({ keyChange: { to: 'new-certificate', percent: 100 } });
    assert.equal(await serial(), second);
    assert.deepEqual(await listed(), [old, second]);

    const back = await change({ keyChange: { to: 'new-certificate', percent: 99.9 }, balance: 3 });
    refused(back, 409, 'conflict', /signs 100% already, and its share only grows: set keyMode/);
    assert.equal((await terms())['balance'], undefined);
    refused(await change({ keyChange: { to: 'public-key' } }), 409, 'conflict', /exclude each other/);
    assert.equal((await change({ keyMode: 'platform-certificate' })).json['keyChange'], undefined);
    assert.deepEqual([await listed(), await serial()], [[old], old]);
    for (const bad of [{}, { to: 'both' }, { to: 'public-key', percent: 101 }, { to: 'public-key', since: 'now' }])
      refused(await change({ keyChange: bad }), 400, 'invalid_request', /keyChange/);
  });

  it('decides whether there are platform certificates', async () => {
    await change({ keyMode: 'public-key' });
    const none = await on.demo.call('GET', paths.certificates);
    assert.deepEqual([none.status, none.body.code], [404, 'RESOURCE_NOT_EXISTS']);
    assert.match(none.body.message, /公钥/);

    for (const keyMode of ['platform-certificate', 'both'] as const) {
      await change({ keyMode });
      const answer = await on.demo.call('GET', paths.certificates);
      assert.deepEqual([answer.status, on.demo.signatureOf(answer)], [200, 'valid']);
      const [listed, ...more] = answer.json['data'] as readonly {
        readonly serial_no: string;
        readonly effective_time: string;
        readonly expire_time: string;
        readonly encrypt_certificate: Sealed;
      }[];
      assert.ok(listed);
      assert.deepEqual(more, []);
      assert.deepEqual(Object.keys(listed), ['serial_no', 'effective_time', 'expire_time', 'encrypt_certificate']);
      const pem = unseal(on.demo.merchant.apiv3_key, listed.encrypt_certificate)?.toString();
      assert.equal(pem, on.demo.merchant.pems['platform_cert.pem']);
      assert.equal(new X509Certificate(pem).serialNumber, listed.serial_no);
      assert.equal(listed.serial_no, on.demo.merchant.platform_serial_no);
      assert.ok(Date.parse(listed.effective_time) < Date.parse(listed.expire_time));
      assert.equal(unseal('x'.repeat(32), listed.encrypt_certificate), undefined);
    }
  });

  it('tells the list of certificates to nobody who does not sign', async () => {
    assert.equal((await on.demo.ask(paths.certificates)).status, 401);
  });
});

describe('the key pair of the next platform certificate', () => {
  /** Does something where no key pair can be made but in a thread of its own: the half second would be everybody's. */
  async function withoutWaitingForKeys<T>(act: () => Promise<T>): Promise<T> {
    const made = mock.method(crypto, 'generateKeyPairSync', () => assert.fail('everybody waits for a key pair'));
    syncBuiltinESMExports();
    try {
      return await act();
    } finally {
      made.mock.restore();
      syncBuiltinESMExports();
    }
  }
  const makings: Readonly<Record<string, (merchant: Demo) => Promise<Answer>>> = {
    'when its time comes': (merchant) =>
      merchant.control('/clock/advance', { body: { seconds: (5 * 365 - 100) * 86_400 } }),
    'when the change to it begins': (merchant) =>
      merchant.control(`/merchants/${merchant.merchant.mchid}`, {
        method: 'PATCH',
        body: { keyChange: { to: 'new-certificate', percent: 0 } },
      }),
  };
  for (const [when, making] of Object.entries(makings))
    it(`is made ${when}, and nobody else waits for it`, () =>
      withoutWaitingForKeys(async () => {
        const merchant = await on.demo.another({ clock: 'frozen' });
        assert.equal((await making(merchant)).status, 200);
        const { json } = await merchant.call('GET', paths.certificates);
        assert.equal((json['data'] as readonly unknown[]).length, 2);
      }));
});
