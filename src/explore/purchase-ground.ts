import { NOTIFICATION_FAULTS } from '../gateway/faults.ts';
import { type Duration, formatDuration, hours, minutes, seconds } from '../time/index.ts';
import type { Act, Played } from './act.ts';
import { territory } from './territory.ts';

/** What is known of a purchase without asking anybody. */
interface Purchase {
  /** The customer has been at the cashier. */
  readonly wasAtCashier: boolean;
  /** Whether the money was paid: unknown where the order may have been closed before. */
  readonly paid: boolean | 'unknown';
  /** Nothing went wrong that could keep the merchant from learning of the payment when the customer returns. */
  readonly canQuery: boolean;
  readonly knows: boolean;
  readonly closed: boolean;
  readonly refunded: boolean;
}

type PurchaseAct = Act<Purchase>;

const atCashier = (word: 'pays' | 'cancels' | 'fails to pay'): PurchaseAct => ({
  name: `the customer ${word}`,
  needs: ['payer'],
  play: (purchase) => {
    const open = purchase.paid === false;
    const paid = word === 'pays' && open ? (purchase.closed ? 'unknown' : true) : purchase.paid;
    return {
      when: `the customer ${word}`,
      outcome: [],
      next: { ...purchase, wasAtCashier: true, paid },
      seen: [],
    };
  },
});

/** What must come of the customer's return: who has paid is known to have paid, as long as WeChat Pay can be asked (G§3.3). */
const returns: PurchaseAct = {
  name: 'the customer returns to the shop',
  play: (purchase) => {
    if (!purchase.wasAtCashier) return undefined;
    const knows = purchase.paid === true && purchase.canQuery && !purchase.refunded;
    return {
      when: 'the customer returns to the shop',
      outcome: knows ? ['the merchant takes the order for paid'] : [],
      next: { ...purchase, knows: purchase.knows || knows },
      seen: [],
    };
  },
};

const isUnpaid = ({ paid, closed }: Purchase): boolean => paid === false && !closed;

/** Somebody who has not paid says so, or a notification does: it stays unpaid (G§3.3, D:4012791902). */
const pretends = (when: string, needs: PurchaseAct['needs'] = []): PurchaseAct => ({
  name: when,
  needs,
  play: (purchase) =>
    isUnpaid(purchase)
      ? { when, outcome: ['the merchant takes the order for unpaid'], next: purchase, seen: [] }
      : undefined,
});

/** What is wrong with a notification of a payment that there was not. */
const FORGERIES = [
  'unsigned',
  'wrong-signature',
  'stale',
  'unknown-serial',
  'wrong-key',
  'tampered-ciphertext',
  'wrong-amount',
  'wrong-mchid',
  'wrong-appid',
] as const;

const givesUp: PurchaseAct = {
  name: 'the customer gives the order up',
  play: (purchase) =>
    purchase.paid === false
      ? { when: 'the customer gives the order up', outcome: [], next: { ...purchase, closed: true }, seen: [] }
      : undefined,
};

/** Doing this changes nothing that is known. */
const just = (
  when: string,
  isPossible: (purchase: Purchase) => boolean,
  needs: PurchaseAct['needs'] = [],
): PurchaseAct => ({
  name: when,
  needs,
  play: (purchase): Played<Purchase> | undefined =>
    isPossible(purchase) ? { when, outcome: [], next: purchase, seen: [] } : undefined,
});

/** Refunds need a merchant that knows that it was paid, and the books are held to one of them. */
const refunds = (amount: string): PurchaseAct => ({
  name: `the merchant refunds ${amount}`,
  play: (purchase) =>
    purchase.knows && !purchase.refunded
      ? { when: `the merchant refunds ${amount}`, outcome: [], next: { ...purchase, refunded: true }, seen: [] }
      : undefined,
});

/** From now on something goes wrong. */
const wrong = (fault: string, change: Partial<Purchase> = {}): PurchaseAct => ({
  name: fault,
  needs: ['faults'],
  play: (purchase) => ({ given: [fault], outcome: [], next: { ...purchase, ...change }, seen: [] }),
});

const waits = (by: Duration): PurchaseAct => ({
  name: formatDuration(by),
  needs: ['clock', 'backend-clock'],
  // Somewhere in this time the order may run out.
  play: (purchase) => ({
    when: `${formatDuration(by)} pass`,
    outcome: [],
    next: { ...purchase, closed: true },
    seen: [],
  }),
});

/** One purchase at a merchant, with what can go wrong in it. In the end its books balance with WeChat Pay's. */
export const purchaseGround = territory<Purchase>({
  beginnings: ['9.90 yuan', '0.01 yuan'].map((price) => ({
    steps: [`Given a customer stands before the cashier with goods for ${price}`],
    standing: { wasAtCashier: false, paid: false, canQuery: true, knows: false, closed: false, refunded: false },
    seen: [],
  })),
  acts: [
    atCashier('pays'),
    returns,
    givesUp,
    atCashier('cancels'),
    atCashier('fails to pay'),
    just('the customer taps Pay', isUnpaid),
    pretends('the mini program reports "requestPayment:ok"'),
    just('the notification comes once more', ({ paid }) => paid === true, ['notifications']),
    refunds('0.01 yuan'),
    just('WeChat Pay gives the money back', ({ refunded }) => refunded, ['refund-settlement']),
    just('somebody looks at the refund', ({ refunded }) => refunded),
    ...FORGERIES.map((fault) =>
      pretends(`a notification with the fault ${fault} comes of a payment that was not made`, ['faults']),
    ),
    ...NOTIFICATION_FAULTS.map((fault) => wrong(`the next notification is ${fault}`)),
    wrong('answers to queries are error-500', { canQuery: false }),
    wrong('answers to queries are wrong-signature', { canQuery: false }),
    wrong('answers to closes are error-500'),
    wrong('the next answer to a refund is reset-after'),
    waits(seconds(61)),
    waits(minutes(10)),
    waits(hours(3)),
  ],
  end: ['When all goes right again and what is left is done', "Then the merchant's books balance with WeChat Pay's"],
});
