import type {
  BillChange,
  CertificateCondition,
  DeliveryAttempt,
  GatewayActor,
  KeySetting,
  NotificationLog,
  OrderStanding,
} from '../../actors/index.ts';
import { ANSWER_FAULTS, type Fault, NOTIFICATION_FAULTS } from '../../gateway/faults.ts';
import type { RegisteredMerchant } from '../../gateway/merchants.ts';
import type { Fen } from '../../money/fen.ts';
import { type PaymentParams, paySignVerifies } from '../../protocol/pay-sign.ts';
import type { RefundStatus } from '../../protocol/payments.ts';
import { type Duration, type Instant, plus, toRfc3339 } from '../../time/index.ts';
import { type ForgeryParts, forge, forgeRefund } from '../forgery.ts';

/** The gateway of this process, handled directly. */
export class EmbeddedGateway implements GatewayActor {
  readonly #merchant: RegisteredMerchant;
  readonly #parts: ForgeryParts;

  constructor(merchant: RegisteredMerchant, parts: ForgeryParts) {
    this.#merchant = merchant;
    this.#parts = parts;
  }

  now(): Instant {
    return this.#merchant.ledger.timeline.now();
  }

  async advance(by: Duration): Promise<void> {
    const from = this.now();
    this.moved(from, await this.moveTo(plus(from, by)));
  }

  /** Answers how many pieces of work fell due on the way. */
  protected moveTo(to: Instant): Promise<number> {
    return this.#merchant.ledger.timeline.advanceTo(to);
  }

  /** Writes a move to now down. */
  protected moved(from: Instant, fired: number): void {
    this.#parts.trace.record({ kind: 'clock', from: toRfc3339(from), to: toRfc3339(this.now()), fired });
  }

  settled(): Promise<void> {
    return this.#merchant.ledger.timeline.idle();
  }

  async setFault(on: string, fault: string, times?: number): Promise<void> {
    const known = [...ANSWER_FAULTS, ...NOTIFICATION_FAULTS].find((name) => name === fault);
    if (!known) throw new RangeError(`There is no fault "${fault}"`);
    const set: Omit<Fault, 'id'> = { on, fault: known, ...(times === undefined ? {} : { times }) };
    this.#merchant.faults.set(set);
    this.#parts.trace.record({ kind: 'fault', ...set });
  }

  async clearFaults(): Promise<void> {
    this.#merchant.faults.clear();
    this.#parts.trace.record({ kind: 'fault', on: '*', fault: 'none' });
  }

  async alterBills(changes: readonly BillChange[]): Promise<void> {
    this.#merchant.billChanges = changes;
    const told = changes.map(
      ({ kind, outTradeNo, afterHash }) => `${kind} ${outTradeNo}${afterHash ? ' after hash' : ''}`,
    );
    this.#parts.trace.record({ kind: 'fault', on: 'bill', fault: told.join(', ') || 'none' });
  }

  async books(): Promise<readonly OrderStanding[]> {
    const { orders, refunds } = this.#merchant.ledger.state;
    return [...orders].map(([outTradeNo, order]) => ({
      outTradeNo,
      total: order.total,
      tradeState: order.status.tradeState,
      openid: order.request.payer.openid,
      refunds: order.refunds.flatMap((outRefundNo) => {
        const refund = refunds.get(outRefundNo);
        return refund ? [{ outRefundNo, amount: refund.amount, status: refund.status }] : [];
      }),
    }));
  }

  async notifications(outTradeNo: string): Promise<readonly NotificationLog[]> {
    const all = [...this.#merchant.ledger.state.notifications.values()];
    return all.filter((notification) => notification.outTradeNo === outTradeNo);
  }

  async redeliver(id: string): Promise<DeliveryAttempt | undefined> {
    return this.#merchant.ledger.deliverNow(id);
  }

  forge(outTradeNo: string, fault: string): Promise<DeliveryAttempt> {
    return forge(this.#merchant, outTradeNo, fault, this.#parts);
  }

  forgeRefund(outTradeNo: string, fault: string): Promise<DeliveryAttempt | undefined> {
    return forgeRefund(this.#merchant, outTradeNo, fault, this.#parts);
  }

  async setCertificate(condition: CertificateCondition): Promise<void> {
    this.#merchant.certificateFault = condition === 'valid' ? undefined : condition;
  }

  async setKeys(setting: KeySetting): Promise<void> {
    const merchant = this.#merchant;
    if ('keyChange' in setting) merchant.keyChange = { ...setting.keyChange, since: this.now() };
    else {
      merchant.keyMode = setting.keyMode;
      merchant.keyChange = undefined;
    }
  }

  async setBalance(balance: Fen): Promise<void> {
    this.#merchant.ledger.execute(({ at }) => ({ type: 'set-balance', at, balance }));
  }

  async settleRefund(outRefundNo: string, status: Exclude<RefundStatus, 'PROCESSING'>): Promise<void> {
    this.#merchant.ledger.execute(({ at, freshNotificationId }) => ({
      type: 'settle-refund',
      at,
      outRefundNo,
      status,
      freshNotificationId,
    }));
    await this.settled();
  }

  paySignVerifies(params: PaymentParams): boolean {
    return this.#merchant.certificates.some(({ publicKey }) => paySignVerifies(params, publicKey));
  }
}
