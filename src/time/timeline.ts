import { between, type Duration, type Instant, latest, milliseconds, plus, seconds } from './instant.ts';
import { type Clock, wakeAfter } from './wall.ts';

/** A source that fails at once again must not keep the machine busy. */
const PAUSE_AFTER_FAILURE = seconds(1);

/** Something that has work waiting for moments of a timeline. */
export interface DueSource {
  /** When its next piece of work falls due, if any waits. */
  nextDue(): Instant | undefined;
  /** Does the one piece of work that is due first. */
  fireNext(): Promise<void>;
  /** Each piece is taken before anything is awaited: while time flows by itself, several may be under way at once. */
  readonly sideBySide?: boolean;
}

/**
 * A business clock. A frozen one moves only when told; a flowing one is wall time plus an offset.
 * Whatever falls due on the way is done in order, and each piece has ended before the next begins.
 */
export class Timeline implements Clock {
  readonly mode: 'frozen' | 'flowing';
  readonly #sources: DueSource[] = [];
  readonly #wall: Clock | undefined;
  #now: Instant;
  #offset: Duration;
  #tail: Promise<unknown> = Promise.resolve();
  #failure: { readonly cause: unknown } | undefined;
  #alarm: { cancel(): void } | undefined;
  /** The moment that the alarm is set for. */
  #alarmFor: Instant | undefined;
  #stopped = false;
  #moved = (): void => {};
  readonly #underWay = new Set<Promise<void>>();

  private constructor(start: Instant, wall?: Clock, ahead = 0 as Duration) {
    this.mode = wall ? 'flowing' : 'frozen';
    this.#wall = wall;
    this.#now = start;
    this.#offset = ahead;
  }

  static frozen(start: Instant): Timeline {
    return new Timeline(start);
  }

  /** Flows with the wall, `ahead` of it. */
  static flowing(wall: Clock, ahead?: Duration): Timeline {
    return new Timeline(wall.now(), wall, ahead);
  }

  /** How far a flowing timeline is ahead of the wall; 0 where it is frozen. */
  get ahead(): Duration {
    return this.#offset;
  }

  /** Has every move that does not come from the flow of time told, once it is made. */
  onMoved(listener: () => void): void {
    this.#moved = listener;
  }

  now(): Instant {
    return this.#wall ? plus(this.#wall.now(), this.#offset) : this.#now;
  }

  attach(source: DueSource): void {
    this.#sources.push(source);
  }

  /** A source says that its next due moment may have changed: what is due now is done soon, what is due later is awaited. */
  changed(): void {
    const first = this.#first();
    if (!first) return;
    if (first.at <= this.now()) this.#enqueue(() => this.#catchUp());
    else if (first.at !== this.#alarmFor) this.#setAlarm();
  }

  /**
   * Moves to `to`, doing what falls due on the way, and answers how many pieces of work that was. A moment in the past
   * is a RangeError. Rejects with what a source failed with; what is left is done by the next call.
   */
  async advanceTo(to: Instant): Promise<number> {
    if (to < this.now()) throw new RangeError('A timeline cannot go back: give a moment that is not before its now');
    return this.#advance(() => to);
  }

  /**
   * As `advanceTo`, by a length that counts from when its turn comes. On a flowing timeline the wall moves on between
   * reading `now` and naming a moment; a length cannot be overtaken. A negative one is a RangeError.
   */
  async advanceBy(by: Duration): Promise<number> {
    if (by < 0) throw new RangeError('A timeline cannot go back: give a duration that is not negative');
    return this.#advance(() => plus(this.now(), by));
  }

  /** Moves on by `by` without doing what falls due: somebody was busy for so long. A flowing timeline catches up by itself. */
  spend(by: Duration): void {
    this.#moveTo(plus(this.now(), by));
    this.#setAlarm();
  }

  /** Resolves when no work is under way. Rejects, once, with what a source failed with since it was last told. */
  async idle(): Promise<void> {
    for (let tail = this.#tail; ; tail = this.#tail) {
      await tail;
      await this.#ended();
      if (tail === this.#tail) return this.#tellFailure();
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#alarm?.cancel();
  }

  async #advance(goal: () => Instant): Promise<number> {
    const fired = await this.#enqueue(async () => {
      await this.#ended();
      const to = goal();
      const done = await this.#fireUntil(to);
      this.#moveTo(to);
      return done;
    });
    this.#setAlarm();
    this.#tellFailure();
    return fired;
  }

  #first(): { source: DueSource; at: Instant } | undefined {
    let first: { source: DueSource; at: Instant } | undefined;
    for (const source of this.#sources) {
      const at = source.nextDue();
      if (at !== undefined && (first === undefined || at < first.at)) first = { source, at };
    }
    return first;
  }

  async #fireUntil(to: Instant): Promise<number> {
    let fired = 0;
    // Work that takes time may move past `to`: what fell due in that time is due as well.
    for (let next = this.#first(); next && next.at <= latest(to, this.now()) && !this.#stopped; next = this.#first()) {
      this.#moveTo(next.at);
      await next.source.fireNext();
      fired += 1;
    }
    return fired;
  }

  async #catchUp(): Promise<void> {
    try {
      if (this.#wall) this.#beginSideBySide();
      await this.#fireUntil(this.now());
      this.#setAlarm();
    } catch (cause) {
      this.#failed(cause);
    }
  }

  /** Nobody waits for work that the flow of time brings: what hangs in one piece must not hold up the next. */
  #beginSideBySide(): void {
    for (const source of this.#sources) {
      if (!source.sideBySide) continue;
      for (let at = source.nextDue(); at !== undefined && at <= this.now() && !this.#stopped; at = source.nextDue()) {
        const work = source
          .fireNext()
          .catch((cause) => this.#failed(cause))
          .finally(() => this.#underWay.delete(work));
        this.#underWay.add(work);
      }
    }
  }

  async #ended(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #failed(cause: unknown): void {
    this.#failure ??= { cause }; // nobody waits for this work: idle() or advanceTo() will tell
    this.#setAlarm(plus(this.now(), PAUSE_AFTER_FAILURE));
  }

  #moveTo(to: Instant): void {
    const by = between(this.now(), to);
    if (by <= 0) return;
    if (this.#wall) this.#offset = milliseconds(this.#offset + by);
    else this.#now = to;
    this.#moved();
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#tail.then(work);
    this.#tail = done.catch(() => {}); // a failure is told to who waits, and does not keep later work from being done
    return done;
  }

  #tellFailure(): void {
    const told = this.#failure;
    this.#failure = undefined;
    if (told) throw told.cause;
  }

  #setAlarm(notBefore = this.now()): void {
    this.#alarm?.cancel();
    this.#alarmFor = undefined;
    const next = this.#first();
    if (!this.#wall || !next || this.#stopped) return;
    this.#alarmFor = next.at;
    this.#alarm = wakeAfter(between(this.now(), latest(next.at, notBefore)), () => {
      this.#alarmFor = undefined;
      this.changed();
    });
  }
}
