import { type DeliveryAttempt, ScenarioStopped } from '../../actors/index.ts';
import type { Duration, Instant } from '../../time/index.ts';
import { EmbeddedGateway } from '../mock/embedded-gateway.ts';
import type { Room } from './room.ts';

/** The gateway as the steps of a scenario with a backend handle it. */
export class HostedGateway extends EmbeddedGateway {
  readonly #room: Room;
  readonly #moved: (now: Instant) => Promise<void>;

  /** `moved` hears where business time stands after each move. */
  constructor(room: Room, moved: (now: Instant) => Promise<void>) {
    super(room.merchant, { wire: room.wire, entropy: room.entropy, carry: room.carry, trace: room.trace });
    this.#room = room;
    this.#moved = moved;
  }

  override async advance(by: Duration): Promise<void> {
    await super.advance(by);
    await this.#moved(this.now());
    await this.settled();
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
