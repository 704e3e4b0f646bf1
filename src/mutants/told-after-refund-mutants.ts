import { isRecord } from '../protocol/wire.ts';
import type { Mutant } from './mutant.ts';
import { answerMutant, type Fields, noticeMutant, without } from './told-otherwise.ts';

const QUERIES = /^order-by/;
const REFUNDS = /^refund/;

const inRefund =
  (change: (body: Fields) => Fields) =>
  (body: Fields): Fields =>
    body['trade_state'] === 'REFUND' ? change(body) : body;

/** Each of the coupons told otherwise. */
const withCoupons =
  (change: (coupon: Fields) => Fields) =>
  (body: Fields): Fields => {
    const coupons = body['promotion_detail'];
    return Array.isArray(coupons) ? { ...body, promotion_detail: coupons.filter(isRecord).map(change) } : body;
  };

/** Gateways that forget a part of a payment once some of it was given back, or tell less of its coupons than there is. */
export const toldAfterRefundMutants: readonly Mutant[] = [
  answerMutant(
    'a-refund-takes-attach-away',
    { 'QUERY-TELLS': 'attach: expected shelf 7, seen nothing' },
    QUERIES,
    inRefund((body) => without(body, 'attach')),
  ),
  answerMutant(
    'an-order-by-its-transaction-id-lost-its-device-in-a-refund',
    { 'QUERY-TELLS': 'scene_info.device_id: expected 013467007045764, seen nothing' },
    /^order-by-id/,
    inRefund((body) => without(body, 'scene_info')),
  ),
  answerMutant(
    'attach-is-told-as-html',
    { 'QUERY-TELLS': 'attach: expected 货架 7, "左" & <右>, seen 货架 7, "左" &amp; <右>' },
    QUERIES,
    (body) => ('attach' in body ? { ...body, attach: String(body['attach']).replaceAll('&', '&amp;') } : body),
  ),
  answerMutant(
    'a-refund-takes-the-coupons-away',
    { 'PAY-COUPONS': 'promotion_detail.0.coupon_id: expected 1 to 32 characters, seen nothing' },
    QUERIES,
    inRefund((body) => without(body, 'promotion_detail')),
  ),
  answerMutant(
    'a-refund-is-taken-off-what-was-paid',
    { 'PAY-COUPONS': 'amount.payer_total: expected 800, seen 400' },
    QUERIES,
    inRefund((body) => {
      const amount = isRecord(body['amount']) ? body['amount'] : {};
      return 'promotion_detail' in body ? { ...body, amount: { ...amount, payer_total: 400 } } : body;
    }),
  ),
  answerMutant(
    'coupons-have-no-name',
    { 'PAY-COUPONS': 'promotion_detail.0.name: expected 1 to 64 characters, seen nothing' },
    QUERIES,
    withCoupons((coupon) => without(coupon, 'name')),
  ),
  answerMutant(
    'nobody-bears-a-coupon',
    { 'PAY-COUPONS': 'contributions to the coupon: expected [200], seen []' },
    QUERIES,
    withCoupons((coupon) => ({ ...coupon, merchant_contribute: 0 })),
  ),
  noticeMutant(
    'notices-have-coupons-without-a-number',
    { 'PAY-COUPONS': 'promotion_detail.0.coupon_id: expected 1 to 32 characters, seen nothing' },
    /^TRANSACTION/,
    withCoupons((coupon) => without(coupon, 'coupon_id')),
  ),
  answerMutant(
    'refunds-do-not-tell-the-coupons',
    { 'REFUND-COUPONS': 'promotion_detail.0.promotion_id: expected 1 to 32 characters, seen nothing' },
    REFUNDS,
    (body) => without(body, 'promotion_detail'),
  ),
  answerMutant(
    'queries-of-refunds-do-not-tell-what-coupons-get-back',
    { 'REFUND-COUPONS': 'promotion_detail.0.refund_amount: expected 100, seen nothing' },
    /^refund-by-number/,
    withCoupons((coupon) => without(coupon, 'refund_amount')),
  ),
];
