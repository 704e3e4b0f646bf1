import assert from 'node:assert/strict';
import { createDecipheriv } from 'node:crypto';
import { describe, it } from 'node:test';
import { decide } from '../../src/gateway/decide.ts';
import type { Decide, Reply } from '../../src/gateway/decision.ts';
import { Gateway } from '../../src/gateway/gateway.ts';
import { documentedPolicy } from '../../src/gateway/policy.ts';
import { cashierMessages } from '../../src/protocol/cashier.ts';
import { systemEntropy } from '../../src/protocol/entropy.ts';
import { paymentParams } from '../../src/protocol/pay-sign.ts';
import { paths } from '../../src/protocol/payments.ts';
import type { PublicKey } from '../../src/protocol/rsa.ts';
import { encryptField } from '../../src/protocol/sensitive-field.ts';
import { days, minus, plus, toRfc3339 } from '../../src/time/index.ts';
import { otherPublicKey } from '../protocol/people.ts';
import { Bench, type BenchOptions, MCHID, PAYER, refusalOf, who } from './bench.ts';

const NO_CERTIFICATE =
  '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。可查看指引https://pay.weixin.qq.com/doc/v3/merchant/4012153196.md';
const refundBody = {
  out_trade_no: 'order-1',
  out_refund_no: 'refund-1',
  amount: { refund: 30, total: 100, currency: 'CNY' },
};

/** An order that is paid and refunded, the refund settled as told. */
async function refunded(status: 'ABNORMAL' | 'CLOSED' | 'PROCESSING', options: BenchOptions = {}): Promise<Bench> {
  const bench = await new Bench(options).paid();
  assert.equal(bench.call('POST', paths.refund, { body: refundBody }).status, 200);
  if (status !== 'PROCESSING')
    bench.merchant.ledger.execute(({ at, freshNotificationId }) => ({
      type: 'settle-refund',
      at,
      outRefundNo: 'refund-1',
      status,
      freshNotificationId,
    }));
  return bench;
}

const refundOf = (bench: Bench) => bench.call('GET', paths.refundByNumber('refund-1')).json;

describe('an application for an abnormal refund', () => {
  const { publicKey } = who.platformKeys;
  const applied = (bench: Bench, changes: object = {}, refundId = String(refundOf(bench)['refund_id'])) =>
    bench.call('POST', paths.abnormalRefund(refundId), {
      body: { out_refund_no: 'refund-1', type: 'MERCHANT_BANK_CARD', ...changes },
      headers: { 'wechatpay-serial': publicKey.id },
    });
  const sealed = (text: string) =>
    encryptField(who.platformKeyRing.get(publicKey.id) as PublicKey, text, systemEntropy);

  it("puts the refund to work again, and tells the payer's bank and the last four digits (F§1.6)", async () => {
    const bench = await refunded('ABNORMAL');
    const card = { type: 'USER_BANK_CARD', bank_type: 'NBCB_DEBIT', bank_account: sealed('6225880137340403') };
    const { status, json } = applied(bench, { ...card, real_name: sealed('张三') });
    assert.equal(status, 200);
    assert.deepEqual(
      [json['status'], json['channel'], json['user_received_account']],
      ['PROCESSING', 'OTHER_BANKCARD', '宁波银行借记卡0403'],
    );
    assert.deepEqual(refundOf(bench), json);
  });

  it("gives it to the merchant's own account", async () => {
    const { json } = applied(await refunded('ABNORMAL'));
    assert.equal(json['user_received_account'], '商户基本账户商户结算银行账户');
  });

  it('is refused for what is not ABNORMAL, is under another refund_id, or is unknown', async () => {
    assert.equal(refusalOf(applied(await refunded('CLOSED'))), '400 INVALID_REQUEST 0');
    const abnormal = await refunded('ABNORMAL');
    assert.equal(refusalOf(applied(abnormal, {}, 'another')), '404 RESOURCE_NOT_EXISTS 0');
    assert.equal(refusalOf(applied(abnormal, { out_refund_no: 'nobody' })), '404 RESOURCE_NOT_EXISTS 0');
  });

  it('is refused where the account was encrypted for nobody', async () => {
    const answer = applied(await refunded('ABNORMAL'), { bank_account: 'plain' });
    assert.deepEqual([refusalOf(answer), answer.json['message']], ['400 PARAM_ERROR 0', '平台私钥解密失败']);
  });
});

describe('a query', () => {
  it('by the number of the transaction tells the same order as by its own (F§1.2)', async () => {
    const bench = await new Bench().paid();
    const { json } = bench.call('GET', paths.orderByNumber('order-1', MCHID));
    const byId = (id: string, mchid = MCHID) => bench.call('GET', paths.orderById(id, mchid));
    assert.deepEqual(byId(String(json['transaction_id'])).json, json);
    assert.equal(refusalOf(byId('nobody')), '404 ORDER_NOT_EXIST 268512771');
    assert.equal(refusalOf(byId(String(json['transaction_id']), '1')), '400 INVALID_REQUEST 268447843');
  });

  it('of a refund that there is not is refused (F§2.3)', () => {
    const answer = new Bench().call('GET', paths.refundByNumber('nobody'));
    assert.equal(refusalOf(answer), '404 RESOURCE_NOT_EXISTS 0');
  });
});

describe('/v3/certificates', () => {
  const asked = (bench: Bench) => bench.call('GET', '/v3/certificates');
  const { certificate } = who.platformKeys;

  it('gives the certificate, encrypted with the APIv3 key (F§1.10)', () => {
    const { json } = asked(new Bench());
    const [listed, ...others] = json['data'] as Record<string, Record<string, string>>[];
    const { encrypt_certificate: sealed = {}, ...told } = listed ?? {};
    assert.deepEqual(others, []);
    assert.deepEqual(told, {
      serial_no: certificate.id,
      effective_time: toRfc3339(certificate.notBefore),
      expire_time: toRfc3339(certificate.notAfter),
    });
    assert.deepEqual([sealed['algorithm'], sealed['associated_data']], ['AEAD_AES_256_GCM', 'certificate']);
    assert.match(sealed['nonce'] ?? '', /^[0-9A-Za-z]{12}$/);
    const bytes = Buffer.from(sealed['ciphertext'] ?? '', 'base64');
    const opener = createDecipheriv('aes-256-gcm', who.apiv3Key, sealed['nonce'] ?? '');
    opener.setAAD(Buffer.from('certificate')).setAuthTag(bytes.subarray(-16));
    assert.equal(opener.update(bytes.subarray(0, -16)).toString() + opener.final().toString(), certificate.pem);
  });

  it('has none for a merchant of the public key, nor for one without an APIv3 key', () => {
    for (const bench of [
      new Bench({ keyMode: 'public-key' }),
      new Bench({ apiv3Key: null, policy: { withoutApiv3Key: 'served' } }),
    ]) {
      const answer = asked(bench);
      assert.deepEqual([refusalOf(answer), answer.json['message']], ['404 RESOURCE_NOT_EXISTS 0', NO_CERTIFICATE]);
    }
  });

  it('says so where all have expired', async () => {
    const bench = new Bench({ policy: { certificateRenewal: 'none' } });
    await bench.timeline.advanceTo(plus(certificate.notAfter, days(1)));
    const answer = asked(bench);
    assert.equal(refusalOf(answer), '403 NOT_ENOUGH 0');
    assert.equal(answer.json['message'], '平台证书已过期失效，请联系微信支付技术支持。');
  });

  it('lists two of them near the end of the first', async () => {
    const bench = new Bench();
    await bench.timeline.advanceTo(minus(certificate.notAfter, days(1)));
    assert.equal((asked(bench).json['data'] as unknown[]).length, 2);
  });
});

describe('a gateway', () => {
  const withMind = (mind: Decide): Bench => {
    const bench = new Bench();
    const parts = { wire: bench.timeline, entropy: bench.entropy, carry: async () => ({ status: 204 }), decide: mind };
    const gateway = new Gateway(parts);
    const { timeline, merchant } = bench;
    const other = gateway.register({ ...merchant, appids: [who.appid], timeline, policy: documentedPolicy });
    return Object.assign(bench, { gateway, merchant: other });
  };
  const replying =
    (reply: Reply): Decide =>
    (state, command, policy) =>
      command.type === 'place-order' ? decide(state, command, policy) : { events: [], effects: [], reply };

  it('knows whom it has registered', () => {
    const { gateway, merchant } = new Bench();
    assert.equal(gateway.merchant(MCHID), merchant);
    assert.equal(gateway.merchant('nobody'), undefined);
    assert.deepEqual([...gateway.merchants()], [merchant]);
  });

  it('sends notifications where nothing else is said', () => assert.equal(new Bench().merchant.delivery, 'on'));

  it('keeps to the documented policy where nothing else is said', () => {
    const { timeline, entropy, merchant } = new Bench();
    const gateway = new Gateway({ wire: timeline, entropy, carry: async () => ({ status: 204 }) });
    const { policy: _, ...rest } = { ...merchant, appids: [], timeline, policy: documentedPolicy };
    assert.equal(gateway.register(rest).ledger.policy, documentedPolicy);
  });

  it('lets its policy be changed for all of its ledgers at once', () => {
    const { merchant } = new Bench();
    const ledger = merchant.books.openFor(PAYER, merchant.ledger.timeline);
    merchant.ledger.policy = { ...documentedPolicy, largestTotal: 5 };
    assert.equal(ledger.policy.largestTotal, 5);
  });

  it('does not tell a refund that its books do not hold, whoever decides', () => {
    const bench = withMind(replying({ kind: 'refund', outRefundNo: 'refund-1' }));
    assert.equal(refusalOf(bench.call('POST', paths.refund, { body: refundBody })), '404 RESOURCE_NOT_EXISTS 0');
  });

  it('opens no cashier that was not decided on', () => {
    const bench = withMind(replying({ kind: 'done' }));
    const id = String(bench.order().json['prepay_id']);
    const params = paymentParams(who.merchant.sign, who.appid, id, bench.timeline, bench.entropy);
    assert.deepEqual(bench.gateway.cashier(bench.merchant, params, PAYER, 'pay'), { errMsg: 'requestPayment:fail' });
  });

  it('takes the signature of any certificate of the merchant that is not revoked', () => {
    for (const [fault, opens] of [
      [undefined, true],
      ['expired', true],
      ['replaced', true],
      ['revoked', false],
    ] as const) {
      const bench = new Bench();
      const { gateway, merchant, timeline, entropy } = bench;
      const certificates = [{ serialNo: 'OTHER', publicKey: otherPublicKey }, ...merchant.certificates];
      const holder = gateway.register({ ...merchant, appids: [who.appid], timeline, certificates });
      holder.ledger.execute((fresh) => ({ type: 'place-order', request: bench.orderRequest(), ...fresh }));
      const [{ id = '' } = {}] = holder.ledger.state.orders.get('order-1')?.prepayIds ?? [];
      holder.certificateFault = fault;
      const params = paymentParams(who.merchant.sign, who.appid, id, timeline, entropy);
      const other = gateway.cashier(holder, { ...params, timeStamp: '1' }, PAYER, 'pay');
      assert.equal(other.message, cashierMessages.wrongSignature, 'it is of other params');
      assert.equal(
        gateway.cashier(holder, params, PAYER, 'pay').message,
        opens ? undefined : cashierMessages.wrongSignature,
      );
    }
  });

  it('opens no cashier on params without a prepay_id', () => {
    const { gateway, merchant, timeline, entropy } = new Bench();
    const params = paymentParams(who.merchant.sign, who.appid, '', timeline, entropy);
    for (const wrong of ['', 'prepay_id', 'id=1'])
      assert.equal(gateway.cashier(merchant, { ...params, package: wrong }, PAYER, 'pay').message, '缺少参数');
  });
});
