import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Decision } from '../../src/gateway/decision.ts';
import type { RegisteredMerchant } from '../../src/gateway/merchants.ts';
import { documentedPolicy } from '../../src/gateway/policy.ts';
import { receiverOf } from '../../src/gateway/receivers.ts';
import { refundNotice, refundView } from '../../src/gateway/views.ts';
import { encryptField, systemEntropy } from '../../src/protocol/index.ts';
import { minutes, seconds } from '../../src/time/index.ts';
import { otherPublicKey, platform, samplePublicKey } from '../protocol/people.ts';
import { Books, eventsOf, MCHID, outcome } from './books.ts';

const CARD = { channel: 'OTHER_BANKCARD', account: '招商银行借记卡0403' } as const;
const refundIn = (books: Books) => books.state.refunds.get('refund-1') ?? assert.fail('there is no refund');
const redirect = (books: Books, refundId = refundIn(books).refundId): Decision =>
  books.tell({ type: 'apply-abnormal-refund', at: books.now, refundId, outRefundNo: 'refund-1', receiver: CARD });

function abnormal(): Books {
  const books = Books.at('REFUND');
  books.settle('ABNORMAL');
  return books;
}

describe('an ABNORMAL refund that is sent to another account', () => {
  it('is PROCESSING again, and tells where the money goes', () => {
    const books = abnormal();
    assert.deepEqual(eventsOf(redirect(books)), ['refund-redirected']);
    const refund = refundIn(books);
    const { status, channel, user_received_account } = refundView(refund);
    assert.deepEqual([status, channel, user_received_account], ['PROCESSING', CARD.channel, CARD.account]);
    assert.equal(refundNotice(MCHID, refund).user_received_account, CARD.account);
    const history = ['PROCESSING', 'ABNORMAL', 'PROCESSING'].map((at) => ({ at: books.now, status: at }));
    assert.deepEqual(refund.history, history);
  });

  it('arrives five minutes after that, not after it was first asked for', () => {
    const books = abnormal();
    books.wait(minutes(3));
    redirect(books);
    books.wait(minutes(4));
    assert.equal(refundIn(books).status, 'PROCESSING');
    books.wait(seconds(59));
    assert.equal(refundIn(books).status, 'PROCESSING');
    books.wait(seconds(1));
    assert.equal(refundIn(books).status, 'SUCCESS');
  });

  it('can come to nothing once more', () => {
    const books = abnormal();
    redirect(books);
    assert.deepEqual(eventsOf(books.settle('ABNORMAL')), ['refund-settled', 'notification-made']);
    assert.deepEqual(eventsOf(redirect(books)), ['refund-redirected']);
  });

  it('is not, where it is under another refund_id', () => {
    const books = abnormal();
    assert.equal(outcome(redirect(books, '50300000000000000000000000000')), '404 RESOURCE_NOT_EXISTS');
  });

  for (const status of ['PROCESSING', 'SUCCESS', 'CLOSED'] as const) {
    it(`is not, where it is ${status}`, () => {
      const books = Books.at('REFUND');
      if (status !== 'PROCESSING') books.settle(status);
      assert.equal(outcome(redirect(books)), '400 INVALID_REQUEST');
      assert.equal(refundIn(books).status, status);
    });
  }
});

describe('account and name of an abnormal refund', () => {
  const merchant = {
    platformKeys: { publicKey: platform },
    keyMode: 'public-key',
    ledger: { policy: documentedPolicy },
  } as unknown as RegisteredMerchant;
  const sealed = (text: string, key = samplePublicKey) => encryptField(key, text, systemEntropy);
  const body = {
    out_refund_no: 'refund-1',
    type: 'USER_BANK_CARD',
    bank_type: 'CMB_DEBIT',
    bank_account: sealed('6225880137340403'),
    real_name: sealed('张三'),
  } as const;
  const named = { 'wechatpay-serial': platform.id };

  it('are read, and only the last four digits are kept', () => {
    assert.deepEqual(receiverOf(body, named, merchant), { kind: 'receiver', receiver: CARD });
  });

  for (const [type, bank] of Object.entries({
    CMB: '招商银行',
    COMM: '交通银行',
    ABC: '农业银行',
    CCB: '建设银行',
    ICBC: '工商银行',
    BOC: '中国银行',
    PAB: '平安银行',
    SPDB: '浦发银行',
    CITIC: '中信银行',
    CEB: '光大银行',
    CMBC: '民生银行',
    CIB: '兴业银行',
    GDB: '广发银行',
    PSBC: '邮储银行',
    NBCB: '宁波银行',
  })) {
    it(`name a card of ${bank} where bank_type is ${type}_DEBIT (D:4012791905)`, () => {
      const receiver = { ...CARD, account: `${bank}借记卡0403` };
      const read = receiverOf({ ...body, bank_type: `${type}_DEBIT` }, named, merchant);
      assert.deepEqual(read, { kind: 'receiver', receiver });
    });
  }

  it('are not asked for where the merchant takes the money', () => {
    const own = { out_refund_no: 'refund-1', type: 'MERCHANT_BANK_CARD' } as const;
    const receiver = { channel: 'OTHER_BANKCARD', account: '商户基本账户商户结算银行账户' };
    assert.deepEqual(receiverOf(own, {}, merchant), { kind: 'receiver', receiver });
  });

  for (const [what, changes, headers, message] of [
    ['no Wechatpay-Serial', {}, {}, '平台证书序列号Wechatpay-Serial错误'],
    ['another Wechatpay-Serial', {}, { 'wechatpay-serial': 'X' }, '平台证书序列号Wechatpay-Serial错误'],
    ['a plain name', { real_name: '张三' }, named, '平台私钥解密失败'],
    ['an account for somebody else', { bank_account: sealed('6', otherPublicKey) }, named, '平台私钥解密失败'],
  ] as const) {
    it(`are refused with ${what}`, () => {
      const refusal = { status: 400, code: 'PARAM_ERROR', message };
      assert.deepEqual(receiverOf({ ...body, ...changes }, headers, merchant), { kind: 'refused', refusal });
    });
  }
});
