/** Rules that a run sees only where the profile describes this verb, or where `readOrder` takes `fulfilled`. */
const SEEN_BY: Readonly<Record<string, readonly string[]>> = {
  returnFromCashier: [
    'ANSWER-VERIFIED',
    'BOOKS-BALANCE',
    'FINAL-KEPT',
    'FRONTEND-NO-PROOF',
    'NOTIFY-LATE',
    'PAID-BY-QUERY',
    'QUERY-AFTER-RETURN',
    'REORDER-AFTER-2H',
  ],
  cancelOrder: [
    'BOOKS-BALANCE',
    'CALL-HEADERS',
    'CLOSE-THEN-FAILED',
    'ERRORS-BY-CODE',
    'FINAL-KEPT',
    'NOTIFY-LATE',
    'QUERY-BEFORE-CLOSE',
    'SIGN-REQUESTS',
  ],
  refund: [
    'ANSWER-VERIFIED',
    'BOOKS-BALANCE',
    'CALL-HEADERS',
    'ERRORS-BY-CODE',
    'FINAL-KEPT',
    'NOTIFY-ANSWERED',
    'NOTIFY-LATE',
    'NOTIFY-URL',
    'REFUND-AFTER-CLOSED',
    'REFUND-NOT-YET',
    'REFUND-NOTIFY-VERIFIED',
    'REFUND-REFUSED',
    'REFUND-RETRY',
    'REFUND-TOTAL',
    'SIGN-REQUESTS',
  ],
  readRefund: ['REFUND-NOT-YET'],
  reconcile: [
    'RECONCILE-AFTER-TEN',
    'RECONCILE-DAILY',
    'RECONCILE-FEN',
    'RECONCILE-HASH',
    'RECONCILE-PAID',
    'RECONCILE-QUERY',
  ],
  fulfilled: ['NOTIFY-ONCE'],
};

/** In the order of the alphabet; none for a verb that nothing goes without. */
export const rulesSeenBy = (verb: string): readonly string[] => SEEN_BY[verb] ?? [];
