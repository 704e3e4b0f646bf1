import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judged, verdictsOf } from './judged-example.ts';

describe('the kit, run on a broken shop', () => {
  it('finds in broken-shop what its README says, and nothing else', async () => {
    const { code, found } = await judged('broken-shop');
    assert.deepEqual(verdictsOf(found, 'fail'), [
      'ANSWER-VERIFIED',
      'BOOKS-BALANCE',
      'CLOSE-AFTER-EXPIRE',
      'CLOSE-THEN-FAILED',
      'FINAL-KEPT',
      'FRONTEND-NO-PROOF',
      'MONEY-FEN',
      'NOTIFY-LATE',
      'NOTIFY-ONCE',
      'NOTIFY-RAW-BODY',
      'NOTIFY-VERIFIED',
      'QUERY-AFTER-RETURN',
      'REFUND-AFTER-CLOSED',
      'REFUND-NOT-YET',
      'REFUND-RETRY',
      'REFUND-TOTAL',
      'REORDER-AFTER-2H',
    ]);
    assert.deepEqual(verdictsOf(found, 'warn'), [
      'NOTIFY-MATCHED',
      'POLL-WHEN-SILENT',
      'PRICE-SERVER',
      'QUERY-BEFORE-CLOSE',
    ]);
    assert.deepEqual(verdictsOf(found, 'pass'), [
      'CALL-HEADERS',
      'ERRORS-BY-CODE',
      'NOTIFY-ANSWERED',
      'NOTIFY-URL',
      'ONE-ORDER',
      'ORDER-RETRY',
      'PAID-BY-QUERY',
      'PARAMS-ACCEPTED',
      'PAY-PARAMS',
      'PAYER-NAMED',
      'REFUND-REFUSED',
      'SIGN-REQUESTS',
    ]);
    assert.deepEqual([found.verdict, code], ['nonconformant', 1]);
  });
});
