import type { CallerActor, InboxManner, ReceivedLetter } from '../../actors/index.ts';
import { type Duration, milliseconds, seconds } from '../../time/index.ts';
import { CallerAtDistance, type Distance } from './caller-at-distance.ts';

export interface MailDistance extends Distance {
  /** How long something takes to come here by the public URL and be answered; undefined where that could not be found out. */
  readonly wayByMail: Duration | undefined;
  /** By how much an answer to a notification came later than it was meant to, at the most. */
  readonly overslept: () => Duration;
}

/** A later answer is none (D:4012791902), and stays one on a long way. */
const ANSWER_TIME = seconds(5);
/**
 * The answer that is meant to be in time is given after four of those seconds. What the way and this machine add to it
 * comes out of the fifth, and the gateway has a share of that too.
 */
export const NEAR_BY_MAIL = milliseconds(300);
const ALLOWED = milliseconds(800);

/** The caller whose notifications come a long way: when its answers arrive says nothing about the gateway then. */
export class CallerByMail extends CallerAtDistance {
  readonly #distance: MailDistance;
  #isTimed = false;

  constructor(caller: CallerActor, distance: MailDistance) {
    super(caller, distance);
    this.#distance = distance;
  }

  override answerNotifications(manner: InboxManner): void {
    const { wayByMail, stop } = this.#distance;
    this.#isTimed = manner.after !== undefined && manner.after < ANSWER_TIME;
    if (this.#isTimed && wayByMail !== undefined && wayByMail > NEAR_BY_MAIL) {
      stop(
        `a request takes ${Math.round(wayByMail)} ms to come here by --public-url and be answered, too long to tell whether an answer was in time for the gateway: run the kit nearer to it`,
      );
    }
    super.answerNotifications(manner);
  }

  override received(): readonly ReceivedLetter[] {
    const { wayByMail = 0, overslept, stop } = this.#distance;
    if (this.#isTimed && overslept() + wayByMail > ALLOWED) {
      stop(
        `an answer to a notification was given ${Math.round(overslept())} ms later than it was meant to, so whether it was in time proves nothing: this machine is too busy, run it again`,
      );
    }
    return super.received();
  }
}
