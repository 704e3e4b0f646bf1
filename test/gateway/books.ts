import assert from 'node:assert/strict';
import { Agenda } from '../../src/gateway/agenda.ts';
import { decide } from '../../src/gateway/decide.ts';
import type { Decision } from '../../src/gateway/decision.ts';
import type { Command, GatewayEvent } from '../../src/gateway/events.ts';
import { evolve } from '../../src/gateway/evolve.ts';
import { documentedPolicy, type Policy } from '../../src/gateway/policy.ts';
import { emptyState, type Order, type State } from '../../src/gateway/state.ts';
import type { CashierAction } from '../../src/protocol/cashier.ts';
import type { Coupon } from '../../src/protocol/coupons.ts';
import type { PaymentParams } from '../../src/protocol/pay-sign.ts';
import type { OrderRequest, RefundRequest, RefundStatus } from '../../src/protocol/payments.ts';
import { type Duration, type Instant, parseRfc3339, plus } from '../../src/time/index.ts';

export const BEGIN = parseRfc3339('2026-01-15T10:00:00+08:00') as Instant;
export const MCHID = '1900000109';
export const NUMBER = 'order-1';
export const PAYER = 'payer-1';
const APPID = 'wxd678efh567hg6787';

export const orderRequest = (changes: Partial<OrderRequest> = {}): OrderRequest => ({
  appid: APPID,
  mchid: MCHID,
  description: '商品',
  out_trade_no: NUMBER,
  notify_url: 'https://shop.example/notify',
  amount: { total: 100, currency: 'CNY' },
  payer: { openid: PAYER },
  ...changes,
});

export const refundRequest = (refund: number, changes: Partial<RefundRequest> = {}): RefundRequest => ({
  out_trade_no: NUMBER,
  out_refund_no: 'refund-1',
  notify_url: 'https://shop.example/refunded',
  amount: { refund, total: 100, currency: 'CNY' },
  ...changes,
});

/** Notices when it is touched. */
class WatchedAgenda extends Agenda {
  touched = 0;
  override add(due: Parameters<Agenda['add']>[0]): void {
    this.touched += 1;
    super.add(due);
  }
  override take(): ReturnType<Agenda['take']> {
    this.touched += 1;
    return super.take();
  }
}

type Settled = Exclude<RefundStatus, 'PROCESSING'>;
type CashierChanges = {
  readonly id?: string;
  readonly appId?: string;
  readonly openid?: string;
  readonly verifies?: boolean;
  readonly coupons?: readonly Coupon[];
  readonly freshId?: string;
};

/** One merchant's books, driven by commands alone: every decision is checked to leave the state as it was. */
export class Books {
  readonly state: State;
  readonly events: GatewayEvent[] = [];
  now = BEGIN;
  readonly #policy: Policy;
  readonly #agenda = new WatchedAgenda();
  #ids = 0;

  constructor(changes: Partial<Policy> = {}) {
    this.#policy = { ...documentedPolicy, ...changes };
    this.state = { ...emptyState(MCHID), agenda: this.#agenda };
  }

  order(changes: Partial<OrderRequest> = {}): Decision {
    return this.tell({ type: 'place-order', at: this.now, request: orderRequest(changes), freshId: this.#fresh() });
  }

  close(outTradeNo = NUMBER): Decision {
    return this.tell({ type: 'close-order', at: this.now, outTradeNo });
  }

  cashier(action: CashierAction, changes: CashierChanges = {}): Decision {
    const params: PaymentParams = {
      appId: changes.appId ?? APPID,
      timeStamp: '1',
      nonceStr: 'n',
      package: `prepay_id=${changes.id ?? this.find().prepayIds.at(-1)?.id ?? ''}`,
      signType: 'RSA',
      paySign: 's',
    };
    return this.tell({
      type: 'open-cashier',
      at: this.now,
      params,
      paySignVerifies: changes.verifies ?? true,
      openid: changes.openid ?? PAYER,
      action,
      ...(changes.coupons ? { coupons: changes.coupons } : {}),
      freshId: changes.freshId ?? this.#fresh(),
      freshNotificationId: this.#fresh(),
    });
  }

  refund(amount: number, changes: Partial<RefundRequest> = {}): Decision {
    const request = refundRequest(amount, changes);
    return this.tell({ type: 'request-refund', at: this.now, request, freshId: this.#fresh() });
  }

  settle(status: Settled, outRefundNo = 'refund-1'): Decision {
    const freshNotificationId = this.#fresh();
    return this.tell({ type: 'settle-refund', at: this.now, outRefundNo, status, freshNotificationId });
  }

  answered(id: string, status?: number): Decision {
    const attempt = status === undefined ? { at: this.now, error: 'no answer' } : { at: this.now, status };
    return this.tell({ type: 'notification-answered', at: this.now, id, attempt });
  }

  /** Lets time pass; what falls due on the way is decided on, and nothing is delivered. Answers those decisions. */
  wait(by: Duration): readonly Decision[] {
    const until = plus(this.now, by);
    const decisions: Decision[] = [];
    for (let due = this.state.agenda.first(); due && due.at <= until; due = this.state.agenda.first()) {
      this.state.agenda.take();
      this.now = due.at;
      const freshNotificationId = this.#fresh();
      decisions.push(this.tell({ type: 'moment-came', at: due.at, due, freshNotificationId }));
    }
    this.now = until;
    return decisions;
  }

  /** Brings an order to a state by the shortest way. */
  static at(state: 'NOTPAY' | 'SUCCESS' | 'CLOSED' | 'REFUND', changes: Partial<Policy> = {}): Books {
    const books = new Books(changes);
    books.order();
    if (state === 'CLOSED') books.close();
    if (state === 'SUCCESS' || state === 'REFUND') books.cashier('pay');
    if (state === 'REFUND') books.refund(30);
    assert.equal(books.find().status.tradeState, state);
    return books;
  }

  find(outTradeNo = NUMBER): Order {
    const order = this.state.orders.get(outTradeNo);
    assert.ok(order, `there is no order ${outTradeNo}`);
    return order;
  }

  tell(command: Command): Decision {
    const { agenda: _, ...maps } = this.state;
    const before = structuredClone(maps);
    const touched = this.#agenda.touched;
    const decision = decide(this.state, command, this.#policy);
    const { agenda: __, ...after } = this.state;
    assert.deepEqual(after, before, 'decide changed the state');
    assert.equal(this.#agenda.touched, touched, 'decide touched the agenda');
    for (const event of decision.events) evolve(this.state, event);
    this.events.push(...decision.events);
    return decision;
  }

  #fresh(): string {
    this.#ids += 1;
    return this.#ids.toString(16).padStart(32, '0');
  }
}

/** What a decision comes to in one word: the refusal's code, what the cashier shows, or the kind of the reply. */
export function outcome({ reply }: Decision): string {
  switch (reply.kind) {
    case 'refused':
      return `${reply.refusal.status} ${reply.refusal.code}`;
    case 'cashier':
      return reply.answer.errMsg;
    default:
      return reply.kind;
  }
}

export const eventsOf = ({ events }: Decision): readonly string[] => events.map(({ type }) => type);
