import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/protocol/index.ts';

describe('the path of', () => {
  const table: Readonly<Record<string, readonly [string, string]>> = {
    'an order': [paths.order, '/v3/pay/transactions/jsapi'],
    'a query by number': [paths.orderByNumber('a|*b', '19&1'), '/v3/pay/transactions/out-trade-no/a%7C*b?mchid=19%261'],
    'a query by id': [paths.orderById('42/1', '19&1'), '/v3/pay/transactions/id/42%2F1?mchid=19%261'],
    'a close': [paths.close('a|*b'), '/v3/pay/transactions/out-trade-no/a%7C*b/close'],
    'a refund': [paths.refund, '/v3/refund/domestic/refunds'],
    'a query of a refund': [paths.refundByNumber('r|@1'), '/v3/refund/domestic/refunds/r%7C%401'],
    'an abnormal refund': [paths.abnormalRefund('5/0'), '/v3/refund/domestic/refunds/5%2F0/apply-abnormal-refund'],
    'a trade bill': [paths.tradeBill('2026-01-15'), '/v3/bill/tradebill?bill_date=2026-01-15'],
    'a trade bill of one kind, packed': [
      paths.tradeBill('2026-01-15', 'REFUND', true),
      '/v3/bill/tradebill?bill_date=2026-01-15&bill_type=REFUND&tar_type=GZIP',
    ],
    'a fund-flow bill': [paths.fundFlowBill('2026-01-15'), '/v3/bill/fundflowbill?bill_date=2026-01-15'],
    'a fund-flow bill of one account, packed': [
      paths.fundFlowBill('2026-01-15', 'BASIC', true),
      '/v3/bill/fundflowbill?bill_date=2026-01-15&account_type=BASIC&tar_type=GZIP',
    ],
    'the platform certificates': [paths.certificates, '/v3/certificates'],
    'the self-test of keys': [paths.securityEcho, '/v3/security/echo'],
  };
  for (const [what, [path, expected]] of Object.entries(table)) it(what, () => assert.equal(path, expected));
});
