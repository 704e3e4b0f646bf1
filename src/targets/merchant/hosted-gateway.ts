import { type DeliveryAttempt, ScenarioStopped } from '../../actors/index.ts';
import { type Duration, type Instant, plus } from '../../time/index.ts';
import { EmbeddedGateway } from '../mock/embedded-gateway.ts';
import type { Room } from './room.ts';

/** What goes along with business time. */
export interface Companion {
  /** Where it is to be waited for on the way, the end being the last; only there, where nothing is said. */
  stops?(from: Instant, to: Instant): readonly Instant[];
  /** Hears where business time stands, and resolves when all that belongs there was done. */
  moved(now: Instant): Promise<void>;
}

/** The gateway as the steps of a scenario with a backend handle it. */
export class HostedGateway extends EmbeddedGateway {
  readonly #room: Room;
  readonly #companion: Companion;

  constructor(room: Room, companion: Companion) {
    super(room.merchant, { wire: room.wire, entropy: room.entropy, carry: room.carry, trace: room.trace });
    this.#room = room;
    this.#companion = companion;
  }

  override async advance(by: Duration): Promise<void> {
    const companion = this.#companion;
    const from = this.now();
    const to = plus(from, by);
    const stops = companion.stops?.(from, to) ?? [to];
    if (stops.length <= 1) {
      await super.advance(by);
      await companion.moved(this.now());
      await this.settled();
      return;
    }
    let fired = 0;
    try {
      // At each stop the gateway does what is due, then the backend: what it asks then is answered as of then.
      for (const stop of stops) {
        if (stop > this.now()) fired += await this.moveTo(stop);
        await companion.moved(this.now());
        await this.settled();
      }
    } finally {
      this.moved(from, fired);
    }
  }

  /**
   * A backend that refuses what is sent may live by another time than its signature was made at, where no request has shown
   * which: then it comes once more, signed at the other.
   */
  override async redeliver(id: string): Promise<DeliveryAttempt | undefined> {
    const { wire } = this.#room;
    const attempt = await super.redeliver(id);
    if (!isRefused(attempt) || !wire.turnOver()) return attempt;
    const again = await super.redeliver(id);
    if (isRefused(again)) wire.turnOver();
    return again;
  }

  /** Where a notification has nowhere to go, the scenario ends: nothing can be found out. */
  override async settled(): Promise<void> {
    await super.settled();
    const { undeliverable, trace } = this.#room;
    if (undeliverable === undefined) return;
    trace.record({ kind: 'obstacle', why: 'environment', reason: undeliverable });
    throw new ScenarioStopped(undeliverable);
  }
}

const isRefused = (attempt: DeliveryAttempt | undefined): boolean => (attempt?.status ?? 0) >= 400;
