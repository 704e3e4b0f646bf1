import type { Dispatcher } from 'undici';
import { type MerchantDriver, openDriver, Pace, type Values } from '../../merchant/driver/index.ts';
import type { ReadProfile } from '../../merchant/profile/read-profile.ts';
import type { Happening } from '../../trace/index.ts';

/** The customer of one scenario. */
export interface Buyer {
  readonly openid: string;
  /** What the gateway's jscode2session answers with that openid. */
  readonly loginCode: string;
}

export interface DriversParts {
  readonly read: ReadProfile;
  readonly fill: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
  /** What commands of the profile run in; the kit's own where nothing is said. */
  readonly env?: NodeJS.ProcessEnv;
}

/** The drivers of one backend: one for each customer, all at one pace. */
export class Drivers {
  readonly #parts: DriversParts;
  readonly #pace: Pace;
  #known: Values = new Map();
  #turn = 0;

  constructor(parts: DriversParts) {
    this.#parts = parts;
    this.#pace = Pace.of(parts.read.profile.pace);
  }

  /** What the set-up took, which all drivers from then on know. */
  learn(known: Values): void {
    this.#known = known;
  }

  /** A driver for one customer; what it does is told to `record`. */
  driverFor(buyer: Buyer, record: (happening: Happening) => void): MerchantDriver {
    const { read, fill, dispatcher, env = process.env } = this.#parts;
    const { profile, folder, secrets } = read;
    this.#turn += 1;
    return openDriver({
      profile,
      folder,
      baseUrl: profile.baseUrl,
      buyer,
      fill,
      dispatcher,
      record,
      env,
      secrets,
      known: this.#known,
      turn: this.#turn,
      pace: this.#pace,
    });
  }
}
