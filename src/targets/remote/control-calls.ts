import type { CertificateCondition, DeliveryAttempt, KeySetting, NotificationLog } from '../../actors/index.ts';
import { type CashierAction, type CashierAnswer, PAID_ERR_MSG } from '../../protocol/cashier.ts';
import type { Coupon } from '../../protocol/coupons.ts';
import type { PaymentParams } from '../../protocol/pay-sign.ts';
import { EVENT_TYPES, type RefundStatus } from '../../protocol/payments.ts';
import { isRecord } from '../../protocol/wire.ts';
import { type Duration, type Instant, parseRfc3339 } from '../../time/index.ts';
import { type ControlClient, LONG_PATIENCE } from './control-client.ts';

/** What the control API says of a timeline. */
export interface ClockReading {
  readonly now: Instant;
  readonly mode: 'frozen' | 'flowing';
}

/** The calls of the control API, typed. Each rejects with a ControlFailed where it is not answered as it should be. */
export const controlCalls = {
  clock: (client: ControlClient): Promise<ClockReading> => client.call('GET', '/clock', undefined, clockReading),

  /** Resolves once everything that fell due was sent, and answered or given up. */
  advance: (client: ControlClient, by: Duration): Promise<{ readonly now: Instant; readonly fired: number }> =>
    client.call('POST', '/clock/advance', { seconds: by / 1_000 }, advanced, LONG_PATIENCE),

  /** A merchant of one's own on a frozen timeline: merchant.json's fields, and the PEM files by their names. */
  makeMerchant: (client: ControlClient): Promise<Readonly<Record<string, unknown>>> =>
    client.call('POST', '/merchants', { clock: 'frozen', keyMode: 'both' }, (json) =>
      isRecord(json) && typeof json['mchid'] === 'string' ? json : undefined,
    ),

  /** The answer must say that it holds: a control API that does not know of it may pass over it. */
  setCertificate: (client: ControlClient, mchid: string, certificate: CertificateCondition): Promise<unknown> =>
    client.call('PATCH', `/merchants/${encodeURIComponent(mchid)}`, { certificate }, (json) =>
      isRecord(json) && json['certificate'] === certificate ? json : undefined,
    ),

  /** The answer must say that it holds. A key pair may be made for it first. */
  setKeys: (client: ControlClient, mchid: string, setting: KeySetting): Promise<unknown> =>
    client.call(
      'PATCH',
      `/merchants/${encodeURIComponent(mchid)}`,
      setting,
      (json) => (isRecord(json) && holdsKeys(json, setting) ? json : undefined),
      LONG_PATIENCE,
    ),

  /** Where coupons were used, the answer must say so: a control API that does not know of them may pass over them. */
  cashier: (
    client: ControlClient,
    params: PaymentParams,
    openid: string,
    action: CashierAction,
    coupons: readonly Coupon[] = [],
  ): Promise<CashierAnswer> => {
    const body = { ...params, openid, action, ...(coupons.length === 0 ? {} : { coupons }) };
    return client.call('POST', '/cashier', body, (json) => {
      const answer = cashierAnswer(json);
      if (coupons.length === 0 || answer?.errMsg !== PAID_ERR_MSG) return answer;
      const used = isRecord(json) && Array.isArray(json['coupons']) ? json['coupons'].length : 0;
      return used === coupons.length ? answer : undefined;
    });
  },

  /** The answer must say that it holds. */
  setBalance: (client: ControlClient, mchid: string, balance: number): Promise<unknown> =>
    client.call('PATCH', `/merchants/${encodeURIComponent(mchid)}`, { balance }, (json) =>
      isRecord(json) && json['balance'] === balance ? json : undefined,
    ),

  settleRefund: (client: ControlClient, outRefundNo: string, status: Exclude<RefundStatus, 'PROCESSING'>) =>
    client.call('POST', `/refunds/${encodeURIComponent(outRefundNo)}/settle`, { status }, (json) =>
      isRecord(json) ? json : undefined,
    ),

  notifications: (client: ControlClient): Promise<readonly NotificationLog[]> =>
    client.call('GET', '/notifications', undefined, (json) => allOf(json, notificationLog)),

  deliver: (client: ControlClient, id: string): Promise<DeliveryAttempt> =>
    client.call('POST', `/notifications/${encodeURIComponent(id)}/deliver`, undefined, attempt, LONG_PATIENCE),

  setFault: (client: ControlClient, fault: { readonly on: string; readonly fault: string; readonly times?: number }) =>
    client.call('POST', '/faults', fault, (json) =>
      isRecord(json) && typeof json['id'] === 'string' ? json['id'] : undefined,
    ),

  faults: (client: ControlClient): Promise<readonly unknown[]> =>
    client.call('GET', '/faults', undefined, (json) => (Array.isArray(json) ? json : undefined)),
} as const;

function holdsKeys(json: Readonly<Record<string, unknown>>, setting: KeySetting): boolean {
  if ('keyMode' in setting) return json['keyMode'] === setting.keyMode;
  const change = json['keyChange'];
  return isRecord(change) && change['to'] === setting.keyChange.to && change['percent'] === setting.keyChange.percent;
}

const moment = (value: unknown): Instant | undefined => (typeof value === 'string' ? parseRfc3339(value) : undefined);

function clockReading(json: unknown): ClockReading | undefined {
  const now = isRecord(json) ? moment(json['now']) : undefined;
  const mode = isRecord(json) ? json['mode'] : undefined;
  return now !== undefined && (mode === 'frozen' || mode === 'flowing') ? { now, mode } : undefined;
}

function advanced(json: unknown): { now: Instant; fired: number } | undefined {
  const now = isRecord(json) ? moment(json['now']) : undefined;
  const fired = isRecord(json) ? json['fired'] : undefined;
  return now !== undefined && typeof fired === 'number' ? { now, fired } : undefined;
}

function cashierAnswer(json: unknown): CashierAnswer | undefined {
  if (!isRecord(json)) return undefined;
  const { errMsg, message } = json;
  if (typeof errMsg !== 'string' || !errMsg.startsWith('requestPayment:')) return undefined;
  return { errMsg, ...(typeof message === 'string' ? { message } : {}) };
}

function allOf<T>(json: unknown, read: (one: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const all = json.flatMap((one) => {
    const known = read(one);
    return known === undefined ? [] : [known];
  });
  return all.length === json.length ? all : undefined;
}

function notificationLog(json: unknown): NotificationLog | undefined {
  if (!isRecord(json)) return undefined;
  const { id, event_type, out_trade_no, nextAttemptAt } = json;
  const eventType = EVENT_TYPES.find((known) => known === event_type);
  const attempts = allOf(json['attempts'], attempt);
  const next = moment(nextAttemptAt);
  if (typeof id !== 'string' || typeof out_trade_no !== 'string' || !eventType || !attempts) return undefined;
  return { id, eventType, outTradeNo: out_trade_no, attempts, ...(next === undefined ? {} : { nextAttemptAt: next }) };
}

function attempt(json: unknown): DeliveryAttempt | undefined {
  if (!isRecord(json)) return undefined;
  const { status, error } = json;
  const at = moment(json['at']);
  if (at === undefined) return undefined;
  return {
    at,
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof error === 'string' ? { error } : {}),
  };
}
