import { paths } from '../protocol/payments.ts';
import type { PublicKey, Signer } from '../protocol/rsa.ts';
import { isRecord, type WireAnswer, type WireRequest } from '../protocol/wire.ts';
import { type DueSource, type Instant, minutes, parseRfc3339, plus, seconds, type Timeline } from '../time/index.ts';
import { ApiClient, type ApiClientParts, type ApiResult, type Download } from './api-client.ts';
import { KeyLearning } from './key-learning.ts';
import { type Fields, type OpenedLetter, openLetter } from './notification-inbox.ts';
import { type MerchantOrder, type MerchantRefund, OrderBook } from './order-book.ts';
import { nextLook, POLLING_PLAN } from './polling-plan.ts';

export interface ModelMerchantParts extends ApiClientParts {
  /** WeChat Pay's keys, to which platform certificates that are learnt of are added. */
  readonly keys: Map<string, PublicKey>;
  /** The time that orders run by. */
  readonly clock: Timeline;
  readonly appid: string;
  readonly openid: string;
  readonly apiv3Key: string;
  /** Where its notify_urls are, without a trailing slash. */
  readonly notifyBase: string;
  readonly paySigner: Signer;
}

/** What a merchant does without being asked by a customer: take notifications, poll, close what ran out, and learn from WeChat Pay. */
export abstract class BackOffice implements DueSource {
  protected readonly parts: ModelMerchantParts;
  protected readonly book = new OrderBook();
  protected readonly api: ApiClient;
  readonly #keys: KeyLearning;

  constructor(parts: ModelMerchantParts) {
    this.parts = parts;
    this.#keys = new KeyLearning(parts);
    this.api = this.connect({ ...parts, learnKey: (serial) => this.learnKey(serial) });
    parts.clock.attach(this);
  }

  protected connect(parts: ApiClientParts): ApiClient {
    return new ApiClient(parts);
  }

  // What comes from WeChat Pay

  /** The backend's HTTP face towards WeChat Pay: verified and understood is 204, anything else is refused (D:4012791902). */
  async receive(request: WireRequest): Promise<WireAnswer> {
    const open = (): OpenedLetter => openLetter(request, this.parts.keys, this.parts.apiv3Key, this.parts.wire);
    const first = open();
    const isNew = first.signature === 'unknown-serial' && (await this.learnKey(request.headers['wechatpay-serial']));
    const letter = isNew ? open() : first;
    const { envelope, resource } = letter;
    if (!this.trusts(letter.signature) || !envelope || !resource) return FAIL;
    return this.take(String(envelope['event_type']), resource) ? ACCEPTED : FAIL;
  }

  /** A platform certificate that it does not hold may be a new one (D:4012069411). */
  protected learnKey(serial: string | undefined): Promise<boolean> {
    return this.#keys.learn(serial);
  }

  protected trusts(signature: string): boolean {
    return signature === 'valid';
  }

  /** Takes what a notification tells, where it fits the merchant's own books. False where it does not. */
  protected take(eventType: string, resource: Fields): boolean {
    if (eventType.startsWith('REFUND.')) {
      const found = this.book.refundByNumber(resource['out_refund_no']);
      if (!found) return false;
      this.learnRefund(found.order, found.refund, resource['refund_status']);
      return true;
    }
    const order = this.book.byNumber(resource['out_trade_no']);
    if (!order || !this.fits(order, resource) || resource['trade_state'] !== 'SUCCESS') return false;
    this.notePaidAt(order, resource['success_time']);
    this.learnPaid(order);
    return true;
  }

  /** The content is held against the merchant's own order (D:4012077649). */
  protected fits(order: MerchantOrder, resource: Fields): boolean {
    const amount = resource['amount'];
    return (
      resource['mchid'] === order.request.mchid &&
      resource['appid'] === order.request.appid &&
      isRecord(amount) &&
      amount['total'] === order.price &&
      amount['currency'] === 'CNY'
    );
  }

  // What the merchant does by itself

  nextDue(): Instant | undefined {
    const looks = [...this.book.all()].flatMap((order) => nextLook(order, this.deadline(order)) ?? []);
    return looks.reduce<Instant | undefined>(
      (first, at) => (first === undefined || at < first ? at : first),
      undefined,
    );
  }

  async fireNext(): Promise<void> {
    const due = this.nextDue();
    const order = [...this.book.all()].find((candidate) => nextLook(candidate, this.deadline(candidate)) === due);
    if (!order || due === undefined) return;
    if (due === this.deadline(order)) await this.onDeadline(order);
    else await this.poll(order);
  }

  protected async poll(order: MerchantOrder): Promise<void> {
    order.polls += 1;
    await this.learnState(order);
  }

  /** The moment after time_expire: the order can no longer be paid and is to be closed (G§3.1). */
  protected deadline(order: MerchantOrder): Instant | undefined {
    const expires = parseRfc3339(order.request.time_expire ?? '');
    return order.closeAgainAt ?? (expires === undefined ? undefined : plus(expires, AFTER_EXPIRY));
  }

  protected async onDeadline(order: MerchantOrder): Promise<void> {
    order.polls = POLLING_PLAN.length;
    await this.closeUnpaid(order);
    // Where WeChat Pay could not be asked, nothing is known: the order is no failure, and is looked at again.
    if (order.state === 'unpaid') order.closeAgainAt = plus(this.parts.clock.now(), CLOSE_AGAIN_AFTER);
  }

  /** Asks before it closes; only what WeChat Pay says is unpaid is closed, and only once closed is it given up (G§3.3). */
  protected async closeUnpaid(order: MerchantOrder): Promise<void> {
    const state = await this.learnState(order);
    // What WeChat Pay has never heard of cannot be paid, and needs no closing there.
    if (state === UNKNOWN_ORDER) this.learnClosed(order);
    if (state !== 'NOTPAY') return;
    const { mchid } = order.request;
    const result = await this.api.call('POST', paths.close(order.request.out_trade_no), { mchid });
    if (result.kind === 'ok') this.learnClosed(order);
    else await this.learnState(order);
  }

  // What the merchant learns

  protected async tradeState(order: MerchantOrder): Promise<string> {
    const result = await this.api.call('GET', paths.orderByNumber(order.request.out_trade_no, order.request.mchid));
    if (result.kind !== 'ok') return told(result);
    this.notePaidAt(order, result.body['success_time']);
    return String(result.body['trade_state']);
  }

  protected async learnState(order: MerchantOrder): Promise<string> {
    const state = await this.tradeState(order);
    if (state === 'SUCCESS' || state === 'REFUND') this.learnPaid(order);
    if (state === 'CLOSED') this.learnClosed(order);
    return state;
  }

  /** The day that a payment belongs to is that of the payment, not that on which it was heard of. */
  protected notePaidAt(order: MerchantOrder, successTime: unknown): void {
    const at = typeof successTime === 'string' ? parseRfc3339(successTime) : undefined;
    if (at !== undefined) order.paidAt ??= at;
  }

  /** Paid is learnt once, however often it is told: the goods go out once. */
  protected learnPaid(order: MerchantOrder): void {
    if (order.fulfilled > 0) return;
    order.state = 'paid';
    order.fulfilled += 1;
  }

  protected learnClosed(order: MerchantOrder): void {
    if (order.state === 'unpaid') order.state = 'closed';
  }

  protected learnRefund(order: MerchantOrder, refund: MerchantRefund, status: unknown): void {
    if (status === 'SUCCESS') refund.state = 'refunded';
    if (status === 'CLOSED') refund.state = 'failed';
    if (order.refunds.some((candidate) => candidate.state === 'refunding')) return;
    // Where every refund failed for good, the customer has still paid.
    order.state = order.refunds.some((candidate) => candidate.state === 'refunded') ? 'refunded' : 'paid';
  }
}

/** time_expire is the last moment to pay; the order is closed a second after. */
const AFTER_EXPIRY = seconds(1);
const CLOSE_AGAIN_AFTER = minutes(10);
const UNKNOWN_ORDER = 'HTTP 404 ORDER_NOT_EXIST';

const ACCEPTED: WireAnswer = { status: 204, headers: {}, body: Buffer.alloc(0) };
const FAIL: WireAnswer = {
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ code: 'FAIL', message: '失败' })),
};

export const told = (result: ApiResult | Download): string => {
  switch (result.kind) {
    case 'ok':
      return `HTTP ${result.status}`;
    case 'refused':
      return `HTTP ${result.status} ${result.code}`;
    case 'unknown':
      return result.why;
  }
};
