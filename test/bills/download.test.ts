import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { applyForBill, tradeBillRequest } from '../../src/gateway/bills/answer-bill.ts';
import { sha1Of } from '../../src/gateway/bills/bill-file.ts';
import { gzipped } from '../../src/gateway/bills/gzip.ts';
import { mockIdentities } from '../../src/targets/mock/mock-identities.ts';
import { minutes, plus, seconds, Timeline } from '../../src/time/index.ts';
import { type Answer, MCHID, on, outcomeOf, Shop, who } from './shop.ts';

const APPLIED = on(16, '10:00:00');

async function shop(policy = {}): Promise<{ readonly opened: Shop; readonly applied: Answer }> {
  const opened = await Shop.open({ policy });
  await opened.sold('order-1', 100, { description: '茶壶' });
  await opened.until(APPLIED);
  return { opened, applied: opened.tradeBill('2026-01-15') };
}

const sha1 = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex');

describe('the address of a bill', () => {
  it('is the gateway’s own, as the caller has it', async () => {
    const { opened, applied } = await shop();
    assert.match(
      String(applied.json['download_url']),
      /^https:\/\/api\.mch\.weixin\.qq\.com\/v3\/billdownload\/file\?token=[\w-]+\.[\w-]+$/,
    );
    const originFor = (host: string): string => {
      const target = '/v3/bill/tradebill?bill_date=2026-01-15';
      return new URL(String(opened.call('GET', target, { headers: { host } }).json['download_url'])).origin;
    };
    assert.equal(originFor('127.0.0.1:8787'), 'http://127.0.0.1:8787');
    assert.equal(originFor('[::1]:8787'), 'http://[::1]:8787');
    assert.equal(originFor('api2.mch.weixin.qq.com'), 'https://api2.mch.weixin.qq.com');
    assert.equal(originFor('api.wechatpay.cn'), 'https://api.wechatpay.cn');
    assert.equal(originFor('shop"},{'), 'https://api.mch.weixin.qq.com');
  });

  it('comes as an answer with the hash of the file', async () => {
    const { opened } = await shop();
    const applied = applyForBill(tradeBillRequest({ bill_date: '2026-01-15' }), opened.merchant, 'http://here');
    assert.ok(applied.kind === 'answered', applied.kind);
    const { hash_type, hash_value, download_url } = applied.body;
    const { body } = opened.call('GET', download_url.slice('http://here'.length));
    assert.deepEqual([applied.status, hash_type, hash_value], [200, 'SHA1', sha1(body)]);
  });

  it('has the other documented path where the policy says so, and both answer', async () => {
    const { opened, applied } = await shop({ billDownloadPath: '/v3/bill/downloadurl' });
    const target = opened.targetOf(applied);
    assert.ok(target.startsWith('/v3/bill/downloadurl?token='), target);
    const other = target.replace('/v3/bill/downloadurl', '/v3/billdownload/file');
    assert.deepEqual(opened.call('GET', other).body, opened.call('GET', target).body);
  });

  it('is good for five minutes, as often as it is asked', async () => {
    const { opened, applied } = await shop();
    const target = opened.targetOf(applied);
    assert.equal(opened.call('GET', target).status, 200);
    await opened.until(plus(APPLIED, minutes(5)));
    assert.equal(opened.call('GET', target).status, 200);
    await opened.until(plus(APPLIED, seconds(301)));
    assert.equal(outcomeOf(opened.call('GET', target)), '400 INVALID_REQUEST');
    assert.equal(opened.call('GET', opened.targetOf(opened.tradeBill('2026-01-15'))).status, 200);
  });

  it('is good for as long as the policy says', async () => {
    const { opened, applied } = await shop({ billUrlLifetime: seconds(10) });
    await opened.until(plus(APPLIED, seconds(11)));
    assert.equal(outcomeOf(opened.call('GET', opened.targetOf(applied))), '400 INVALID_REQUEST');
  });

  it('is refused when it is garbled', async () => {
    const { opened, applied } = await shop();
    const target = opened.targetOf(applied);
    const [path = '', token = ''] = target.split('?token=');
    const [head = '', seal = ''] = token.split('.');
    const later = Buffer.from(Buffer.from(head, 'base64url').toString().replace(/\d+$/, '9999999999999'));
    for (const garbled of [
      'xxx',
      head,
      `${head}.`,
      `${head}.${seal.slice(0, -1)}`,
      `${head.slice(0, -2)}.${seal}`,
      `${later.toString('base64url')}.${seal}`,
    ]) {
      assert.equal(outcomeOf(opened.call('GET', `${path}?token=${garbled}`)), '400 INVALID_REQUEST', garbled);
    }
    assert.equal(outcomeOf(opened.call('GET', path)), '400 PARAM_ERROR');
    assert.equal(outcomeOf(opened.call('GET', `${path}?token=`)), '400 PARAM_ERROR');
  });

  it('is of no use to another merchant', async () => {
    const { opened, applied } = await shop();
    const other = { ...who.merchant, mchid: '1900000110' };
    opened.gateway.register({
      mchid: other.mchid,
      appids: [who.appid],
      certificates: [{ serialNo: other.serialNo, publicKey: who.merchantPublicKey }],
      apiv3Key: who.apiv3Key,
      keyMode: 'both',
      platformKeys: mockIdentities((signer) => signer).platformKeys,
      timeline: Timeline.frozen(APPLIED),
    });
    const answer = opened.call('GET', opened.targetOf(applied), { identity: other });
    assert.equal(outcomeOf(answer), '403 NO_AUTH');
    assert.notEqual(MCHID, other.mchid);
  });
});

describe('a bill that is downloaded', () => {
  it('must be asked for with a signature', async () => {
    const { opened, applied } = await shop();
    const answer = opened.send('GET', opened.targetOf(applied), {});
    assert.equal(outcomeOf(answer), '401 SIGN_ERROR');
    assert.match(String(answer.json['message']), /Http头Authorization值格式错误|认证类型/);
    const changed = opened.call('GET', opened.targetOf(applied), { identity: who.stranger });
    assert.equal(outcomeOf(changed), '401 SIGN_ERROR');
  });

  it('is not signed, and is what was hashed', async () => {
    const { opened, applied } = await shop();
    const answer = opened.call('GET', opened.targetOf(applied));
    assert.equal(answer.signature, 'absent');
    assert.deepEqual(
      Object.keys(answer.headers).filter((name) => name.startsWith('wechatpay-')),
      [],
    );
    assert.match(answer.headers['request-id'] ?? '', /^[0-9A-F]{36}-0$/);
    assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
    assert.equal(applied.json['hash_type'], 'SHA1');
    assert.equal(applied.json['hash_value'], sha1(answer.body));
  });

  it('has the other Content-Type where the policy says so', async () => {
    const { opened, applied } = await shop({ billContentType: 'application/octet-stream' });
    assert.equal(opened.call('GET', opened.targetOf(applied)).headers['content-type'], 'application/octet-stream');
  });

  it('is packed where that was asked for, and hashed as it is unpacked', async () => {
    const { opened, applied } = await shop();
    const packed = opened.tradeBill('2026-01-15', 'ALL', true);
    const answer = opened.call('GET', opened.targetOf(packed));
    assert.equal(answer.headers['content-type'], 'application/gzip');
    assert.equal(answer.headers['content-encoding'], undefined, 'clients would unpack it by themselves');
    assert.deepEqual(gunzipSync(answer.body), opened.downloaded(applied));
    assert.equal(packed.json['hash_value'], applied.json['hash_value']);
  });

  it('meets the faults that are set', async () => {
    const { opened, applied } = await shop();
    const target = opened.targetOf(applied);
    opened.strike('GET /v3/billdownload/file', 'error-500', 1);
    assert.equal(outcomeOf(opened.call('GET', target)), '500 SYSTEM_ERROR');
    opened.strike('GET /v3/billdownload/file', 'truncated', 1);
    const cut = opened.call('GET', target);
    assert.deepEqual([cut.status, cut.mishap], [200, { kind: 'truncated' }]);
    assert.equal(sha1(cut.body), applied.json['hash_value']);
  });
});

describe('a bill in pieces', () => {
  const pieces = [Buffer.from('one'), Buffer.alloc(100_000, 'x'), Buffer.from('三')];

  it('is one gzip member', () => {
    const packed = Buffer.concat([...gzipped(pieces)]);
    assert.deepEqual(gunzipSync(packed), Buffer.concat(pieces));
    assert.equal(packed.indexOf(Buffer.from([0x1f, 0x8b, 8]), 1), -1);
    assert.equal(packed.subarray(0, 10).toString('hex'), '1f8b08000000000000ff', 'without a name, a time or a system');
    assert.ok(packed.length < 1_000);
    const nothing = Buffer.concat([...gzipped([])]);
    assert.deepEqual(gunzipSync(nothing), Buffer.alloc(0));
    assert.equal(nothing.length, 20, 'head, an empty block, and a tail of eight bytes');
  });

  it('has the hash of the whole', () => assert.equal(sha1Of(pieces), sha1(Buffer.concat(pieces))));
});
