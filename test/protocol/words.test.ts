import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  AEAD_ALGORITHM,
  CANCELLED_ERR_MSG,
  CASHIER_ACTIONS,
  COUPON_CONTRIBUTORS,
  COUPON_SCOPES,
  COUPON_TYPES,
  cashierMessages,
  ERROR_CODES,
  EVENT_TYPES,
  isPublicKeyId,
  PAID_ERR_MSG,
  PROBE_PREFIX,
  REFUND_STATUSES,
  SCHEME,
  TRADE_STATES,
} from '../../src/protocol/index.ts';

/** As WeChat Pay's pages write them. */
const WORDS: Readonly<Record<string, readonly [unknown, unknown]>> = {
  'the states of an order': [TRADE_STATES, ['NOTPAY', 'SUCCESS', 'CLOSED', 'REFUND']],
  'the states of a refund': [REFUND_STATUSES, ['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL']],
  'the kinds of coupons': [COUPON_TYPES, ['CASH', 'NOCASH']],
  'what coupons are for': [COUPON_SCOPES, ['GLOBAL', 'SINGLE']],
  'who bears a coupon': [COUPON_CONTRIBUTORS, ['wechatpay', 'merchant', 'other']],
  'the events of notifications': [
    EVENT_TYPES,
    ['TRANSACTION.SUCCESS', 'REFUND.SUCCESS', 'REFUND.ABNORMAL', 'REFUND.CLOSED', 'SECURITY_ECHO.SUCCESS'],
  ],
  'the scheme': [SCHEME, 'WECHATPAY2-SHA256-RSA2048'],
  'the cipher': [AEAD_ALGORITHM, 'AEAD_AES_256_GCM'],
  'the probe': [PROBE_PREFIX, 'WECHATPAY/SIGNTEST/'],
  'what the mini program is told': [
    [PAID_ERR_MSG, CANCELLED_ERR_MSG],
    ['requestPayment:ok', 'requestPayment:fail cancel'],
  ],
  'what the payer does': [CASHIER_ACTIONS, ['pay', 'cancel', 'fail']],
  'what the payer reads': [
    cashierMessages,
    {
      noPrepayId: '缺少参数',
      staleParams: 'JSAPI缺少参数total_fee',
      wrongSignature: '支付验证签名失败',
      wrongAppId: '商户传入的APPID参数不正确，请联系商户处理',
      otherPayer: '下单账号与支付账号不一致，请核实后再支付',
      pastTimeExpire: '订单已超过商户设置的最晚支付成功时间，请重新发起支付',
      closed: '该订单已过期，请重新下单',
      paid: '该订单已支付',
      couponsExceed: '优惠金额不能超过订单金额',
      failed: '支付失败',
    },
  ],
  'the error codes': [
    [...ERROR_CODES].sort(),
    `APPID_MCHID_NOT_MATCH FREQUENCY_LIMITED INVALID_REQUEST MCH_NOT_EXISTS NOT_ENOUGH NO_AUTH NO_STATEMENT_EXIST
    ORDERPAID ORDER_CLOSED ORDER_NOT_EXIST OUT_TRADE_NO_USED PARAM_ERROR REFUND_FEE_MISMATCH RESOURCE_NOT_EXISTS
    RULE_LIMIT SERVICE_UNAVAILABLE SIGN_ERROR STATEMENT_CREATING SYSTEM_ERROR TRADE_ERROR TRADE_OVERDUE
    USER_ACCOUNT_ABNORMAL`.split(/\s+/),
  ],
};

describe('the words of the wire', () => {
  for (const [what, [ours, theirs]] of Object.entries(WORDS)) it(what, () => assert.deepEqual(ours, theirs));

  it('a public key is told from a certificate by how its name begins', () => {
    assert.equal(isPublicKeyId('PUB_KEY_ID_0114232134912410000000000000'), true);
    for (const name of ['5157F09EFDC096DE15EBE81A47057A7232F1B8E1', 'pub_key_id_1', ' PUB_KEY_ID_1', ''])
      assert.equal(isPublicKeyId(name), false, name);
  });
});
