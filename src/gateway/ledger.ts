import type { Entropy } from '../protocol/entropy.ts';
import { uuid } from '../protocol/entropy.ts';
import type { DueSource, Instant, Timeline } from '../time/index.ts';
import { decide as documentedDecide } from './decide.ts';
import type { Decide, Decision, Reply } from './decision.ts';
import type { Command, GatewayEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Policy } from './policy.ts';
import { type Account, type Attempt, emptyState, type Notification, type State } from './state.ts';

/** How one sending came out: an attempt, or a fault that puts it off. */
export type Sending = Attempt | 'late' | 'out-of-order';

/** Sends a notification now and tells how that came out; one that was asked for by hand is never put off. Must not reject. */
export type Deliver = (notification: Notification, byHand: boolean) => Promise<Sending>;

/** What a command is made with: the moment, and ids that nobody has seen yet. */
export interface Fresh {
  readonly at: Instant;
  /** 32 hex digits. */
  readonly freshId: string;
  /** A UUID. */
  readonly freshNotificationId: string;
}

/** What holds for all ledgers of one merchant, and can be changed while they are in use. */
export interface Terms {
  policy: Policy;
}

export interface LedgerParts {
  readonly mchid: string;
  readonly timeline: Timeline;
  readonly entropy: Entropy;
  readonly deliver: Deliver;
  readonly terms: Terms;
  /** Shared by all ledgers of the merchant. */
  readonly account: Account;
  readonly decide?: Decide | undefined;
  /** Hears of everything that happens, once it is in the state: all events of one decision together. */
  readonly happened?: (events: readonly GatewayEvent[]) => void;
}

/** One merchant's orders on one timeline: the state, and the shell that lets `decide` change it. */
export class Ledger implements DueSource {
  readonly sideBySide = true;
  readonly state: State;
  readonly timeline: Timeline;
  readonly #parts: LedgerParts;
  readonly #inFlight = new Map<string, Promise<unknown>>();

  constructor(parts: LedgerParts) {
    this.state = emptyState(parts.mchid, parts.account);
    this.timeline = parts.timeline;
    this.#parts = parts;
    parts.timeline.attach(this);
  }

  get policy(): Policy {
    return this.#parts.terms.policy;
  }

  set policy(policy: Policy) {
    this.#parts.terms.policy = policy;
  }

  /** Decides on a command, writes down what happened, and answers what the asker is told. */
  execute(make: (fresh: Fresh) => Command): Reply {
    const { reply } = this.#perform(make);
    this.timeline.changed();
    return reply;
  }

  /** Writes down what happened in an earlier life. */
  restore(event: GatewayEvent): void {
    evolve(this.state, event);
  }

  nextDue(): Instant | undefined {
    return this.state.agenda.first()?.at;
  }

  async fireNext(): Promise<void> {
    const due = this.state.agenda.take();
    if (!due) return;
    const { effects } = this.#perform((fresh) => ({ type: 'moment-came', due, ...fresh, at: due.at }));
    for (const effect of effects) await this.#send(effect.notificationId, due.at);
  }

  /** Sends a notification, whether or not it is due, and writes down how that ended. Undefined where there is no such notification. */
  async deliverNow(id: string): Promise<Attempt | undefined> {
    const sending = await this.#send(id, 'by hand');
    return typeof sending === 'string' ? undefined : sending;
  }

  /**
   * One sending of an event waits until another one of it has ended: no two are ever on their way. What is sent because it
   * was due is not sent where that other one has been accepted or has moved it to another moment.
   */
  async #send(id: string, due: Instant | 'by hand'): Promise<Sending | undefined> {
    const before = this.#inFlight.get(id);
    const sending = (async () => {
      await before;
      const notification = this.state.notifications.get(id);
      if (!notification || (due !== 'by hand' && notification.nextAttemptAt !== due)) return undefined;
      const came = await this.#parts.deliver(notification, due === 'by hand');
      this.execute(({ at }) =>
        typeof came === 'string'
          ? { type: 'postpone-notification', at, id, manner: came }
          : { type: 'notification-answered', at, id, attempt: came },
      );
      return came;
    })();
    this.#inFlight.set(id, sending);
    try {
      return await sending;
    } finally {
      if (this.#inFlight.get(id) === sending) this.#inFlight.delete(id);
    }
  }

  #perform(make: (fresh: Fresh) => Command): Decision {
    const { entropy, decide = documentedDecide, happened } = this.#parts;
    const fresh = {
      at: this.timeline.now(),
      freshId: entropy(16).toString('hex'),
      freshNotificationId: uuid(entropy),
    };
    const decision = decide(this.state, make(fresh), this.policy);
    for (const event of decision.events) evolve(this.state, event);
    if (decision.events.length > 0) happened?.(decision.events);
    return decision;
  }
}
