import type { Entropy } from '../protocol/entropy.ts';
import { uuid } from '../protocol/entropy.ts';
import type { DueSource, Instant, Timeline } from '../time/index.ts';
import { decide as documentedDecide } from './decide.ts';
import type { Decide, Decision, Reply } from './decision.ts';
import type { Command } from './events.ts';
import { evolve } from './evolve.ts';
import { documentedPolicy, type Policy } from './policy.ts';
import { type Attempt, emptyState, type Notification, type State } from './state.ts';

/** Sends a notification now and tells how that ended. Must not reject. */
export type Deliver = (notification: Notification) => Promise<Attempt>;

/** What a command is made with: the moment, and ids that nobody has seen yet. */
export interface Fresh {
  readonly at: Instant;
  /** 32 hex digits. */
  readonly freshId: string;
  /** A UUID. */
  readonly freshNotificationId: string;
}

/** One merchant's books on one timeline: the state, and the shell that lets `decide` change it. */
export class Ledger implements DueSource {
  readonly state: State;
  readonly timeline: Timeline;
  policy: Policy;
  readonly #decide: Decide;
  readonly #entropy: Entropy;
  readonly #deliver: Deliver;

  constructor(parts: {
    mchid: string;
    timeline: Timeline;
    entropy: Entropy;
    deliver: Deliver;
    policy?: Policy;
    decide?: Decide;
  }) {
    this.state = emptyState(parts.mchid);
    this.timeline = parts.timeline;
    this.policy = parts.policy ?? documentedPolicy;
    this.#decide = parts.decide ?? documentedDecide;
    this.#entropy = parts.entropy;
    this.#deliver = parts.deliver;
    parts.timeline.attach(this);
  }

  /** Decides on a command, writes down what happened, and answers what the asker is told. */
  execute(make: (fresh: Fresh) => Command): Reply {
    const { reply } = this.#perform(make);
    this.timeline.changed();
    return reply;
  }

  nextDue(): Instant | undefined {
    return this.state.agenda.first()?.at;
  }

  async fireNext(): Promise<void> {
    const due = this.state.agenda.take();
    if (!due) return;
    const { effects } = this.#perform((fresh) => ({ type: 'moment-came', due, ...fresh, at: due.at }));
    for (const effect of effects) await this.deliverNow(effect.notificationId);
  }

  /** Sends a notification, whether or not it is due, and writes down how that ended. Undefined where there is no such notification. */
  async deliverNow(id: string): Promise<Attempt | undefined> {
    const notification = this.state.notifications.get(id);
    if (!notification) return undefined;
    const attempt = await this.#deliver(notification);
    this.execute(({ at }) => ({ type: 'notification-answered', at, id, attempt }));
    return attempt;
  }

  #perform(make: (fresh: Fresh) => Command): Decision {
    const fresh = {
      at: this.timeline.now(),
      freshId: this.#entropy(16).toString('hex'),
      freshNotificationId: uuid(this.#entropy),
    };
    const decision = this.#decide(this.state, make(fresh), this.policy);
    for (const event of decision.events) evolve(this.state, event);
    return decision;
  }
}
