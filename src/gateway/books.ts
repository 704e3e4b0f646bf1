import type { Timeline } from '../time/index.ts';
import type { Ledger } from './ledger.ts';
import type { Order } from './state.ts';

/** One ledger on one timeline, as the books keep it. */
export interface Page {
  readonly ledger: Ledger;
  /** Whose it is; absent for the merchant's own. */
  readonly openid?: string;
}

/**
 * All that one merchant's gateway keeps: the merchant's own ledger, and one for each payer that was given a timeline of its
 * own. What is known goes to where it is known, a new order to its payer's, and anything else to the merchant's own.
 */
export class Books {
  readonly main: Ledger;
  readonly #open: (timeline: Timeline, openid: string) => Ledger;
  readonly #ofPayers = new Map<string, Ledger>();

  constructor(main: Ledger, open: (timeline: Timeline, openid: string) => Ledger) {
    this.main = main;
    this.#open = open;
  }

  /** Gives a payer a timeline of its own: whatever it orders from now on lives there. */
  openFor(openid: string, timeline: Timeline): Ledger {
    const ledger = this.#open(timeline, openid);
    this.#ofPayers.set(openid, ledger);
    return ledger;
  }

  /** The payer's own ledger, if it was given one. */
  own(openid: string): Ledger | undefined {
    return this.#ofPayers.get(openid);
  }

  ofPayer(openid: string): Ledger {
    return this.#ofPayers.get(openid) ?? this.main;
  }

  ofOrder(outTradeNo = ''): Ledger | undefined {
    return this.#where((ledger) => ledger.state.orders.has(outTradeNo));
  }

  ofTransaction(transactionId: string): Ledger | undefined {
    return this.#where((ledger) => ledger.state.orderOfTransaction.has(transactionId));
  }

  ofPrepayId(prepayId: string): Ledger | undefined {
    return this.#where((ledger) => ledger.state.orderOfPrepayId.has(prepayId));
  }

  ofRefund(outRefundNo: string): Ledger | undefined {
    return this.#where((ledger) => ledger.state.refunds.has(outRefundNo));
  }

  ofNotification(id: string): Ledger | undefined {
    return this.#where((ledger) => ledger.state.notifications.has(id));
  }

  order(outTradeNo: string): Order | undefined {
    return this.ofOrder(outTradeNo)?.state.orders.get(outTradeNo);
  }

  /** The order that a transaction paid. */
  paid(transactionId: string): Order | undefined {
    return this.order(this.ofTransaction(transactionId)?.state.orderOfTransaction.get(transactionId) ?? '');
  }

  pages(): readonly Page[] {
    return [{ ledger: this.main }, ...[...this.#ofPayers].map(([openid, ledger]) => ({ ledger, openid }))];
  }

  #where(holds: (ledger: Ledger) => boolean): Ledger | undefined {
    if (holds(this.main)) return this.main;
    for (const ledger of this.#ofPayers.values()) if (holds(ledger)) return ledger;
    return undefined;
  }
}
