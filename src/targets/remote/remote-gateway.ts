import type {
  CertificateCondition,
  DeliveryAttempt,
  GatewayActor,
  KeySetting,
  NotificationLog,
} from '../../actors/index.ts';
import type { Fen } from '../../money/fen.ts';
import { type PaymentParams, paySignVerifies } from '../../protocol/pay-sign.ts';
import type { RefundStatus } from '../../protocol/payments.ts';
import type { PublicKey } from '../../protocol/rsa.ts';
import { type Duration, type Instant, latest, seconds, type Timeline, toRfc3339 } from '../../time/index.ts';
import type { Trace } from '../../trace/index.ts';
import { controlCalls } from './control-calls.ts';
import { type ControlClient, ControlFailed } from './control-client.ts';

export interface RemoteGatewayParts {
  /** About the merchant that the scenario is played with. */
  readonly control: ControlClient;
  readonly mchid: string;
  /** Whether what is due can be waited for. */
  readonly canSettle: boolean;
  /** Stands where the merchant's timeline at the gateway stands. */
  readonly mirror: Timeline;
  readonly merchantKey: PublicKey;
  readonly trace: Trace;
  /** Ends the scenario for what a control call failed with: that is no finding about a rule. */
  readonly stop: (failure: unknown) => never;
}

/** A gateway somewhere else, handled through its control API. */
export class RemoteGateway implements GatewayActor {
  readonly #parts: RemoteGatewayParts;

  constructor(parts: RemoteGatewayParts) {
    this.#parts = parts;
  }

  now(): Instant {
    return this.#parts.mirror.now();
  }

  /** The gateway's time moves first, then the model merchant's own. */
  async advance(by: Duration): Promise<void> {
    const { control, mirror, trace, stop } = this.#parts;
    const from = mirror.now();
    const { now, fired } = await controlCalls.advance(control, by).catch(stop);
    const own = await mirror.advanceTo(latest(now, mirror.now()));
    trace.record({ kind: 'clock', from: toRfc3339(from), to: toRfc3339(mirror.now()), fired: fired + own });
  }

  async settled(): Promise<void> {
    const { control, canSettle, mirror, stop } = this.#parts;
    if (canSettle) await controlCalls.advance(control, seconds(0)).catch(stop);
    await mirror.idle();
  }

  async setFault(on: string, fault: string, times?: number): Promise<void> {
    const { control, trace, stop } = this.#parts;
    const set = { on, fault, ...(times === undefined ? {} : { times }) };
    await controlCalls.setFault(control, set).catch(stop);
    trace.record({ kind: 'fault', ...set });
  }

  async notifications(outTradeNo: string): Promise<readonly NotificationLog[]> {
    const { control, stop } = this.#parts;
    const all = await controlCalls.notifications(control).catch(stop);
    return all.filter((notification) => notification.outTradeNo === outTradeNo);
  }

  async redeliver(id: string): Promise<DeliveryAttempt | undefined> {
    const { control, stop } = this.#parts;
    return controlCalls.deliver(control, id).catch((failure: unknown) => {
      if (failure instanceof ControlFailed && failure.status === 404 && failure.code !== undefined) return undefined;
      return stop(failure);
    });
  }

  async setCertificate(condition: CertificateCondition): Promise<void> {
    const { control, mchid, stop } = this.#parts;
    await controlCalls.setCertificate(control, mchid, condition).catch(stop);
  }

  async setKeys(setting: KeySetting): Promise<void> {
    const { control, mchid, stop } = this.#parts;
    await controlCalls.setKeys(control, mchid, setting).catch(stop);
  }

  async setBalance(balance: Fen): Promise<void> {
    const { control, mchid, stop } = this.#parts;
    await controlCalls.setBalance(control, mchid, balance).catch(stop);
  }

  async settleRefund(outRefundNo: string, status: Exclude<RefundStatus, 'PROCESSING'>): Promise<void> {
    const { control, stop } = this.#parts;
    await controlCalls.settleRefund(control, outRefundNo, status).catch(stop);
    await this.settled();
  }

  paySignVerifies(params: PaymentParams): boolean {
    return paySignVerifies(params, this.#parts.merchantKey);
  }
}
