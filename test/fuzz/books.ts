import { createHash } from 'node:crypto';
import { Gateway } from '../../src/gateway/gateway.ts';
import type { RegisteredMerchant } from '../../src/gateway/merchants.ts';
import { type Instant, wallClock } from '../../src/time/index.ts';

/** How a gateway stands. */
export interface Look {
  /** The books of all its merchants, in short: two are the same only where nothing has changed. */
  readonly digest: string;
  /** When something will change by itself, in milliseconds of wall time. */
  readonly due?: number;
  readonly now: number;
  /** What time it is in each of the books. */
  readonly clocks: readonly Instant[];
  /** How far the clocks have been moved from wall time, in milliseconds and in sum. */
  readonly offset: number;
  /** The names of the faults that are set. */
  readonly faults: readonly string[];
}

/** Follows every gateway that is made in this process, in order. Call it before the first one is made. */
export function followGateways(): readonly (readonly RegisteredMerchant[])[] {
  const followed = new Map<Gateway, RegisteredMerchant[]>();
  const list: RegisteredMerchant[][] = [];
  const register = Gateway.prototype.register;
  Gateway.prototype.register = function (registration) {
    const merchant = register.call(this, registration);
    const known = followed.get(this) ?? [];
    if (known.push(merchant) === 1) list.push(known);
    followed.set(this, known);
    return merchant;
  };
  return list;
}

/** Looks at everything that a request could have changed, once all that is under way is done. */
export async function look(merchants: readonly RegisteredMerchant[]): Promise<Look> {
  const ledgers = merchants.flatMap(({ books }) => books.pages().map(({ ledger }) => ledger));
  for (const { timeline } of ledgers) await timeline.idle();
  const now = wallClock.now();
  const offsets = ledgers.map(({ timeline }) => timeline.now() - now);
  const dues = ledgers.flatMap((ledger, index) => (ledger.nextDue() ?? Number.NaN) - (offsets[index] ?? 0));
  const due = Math.min(...dues.filter((at) => !Number.isNaN(at)));
  const held = [
    ...merchants.map(({ mchid, keyMode, delivery }) => [mchid, keyMode, delivery]),
    ...ledgers.map(({ policy, state }) => [policy, state]),
  ];
  return {
    digest: createHash('sha1').update(JSON.stringify(held, withMaps)).digest('hex'),
    ...(due === Number.POSITIVE_INFINITY ? {} : { due }),
    now,
    clocks: [...new Set(ledgers.map(({ timeline }) => timeline.now()))],
    offset: offsets.reduce((sum, offset) => sum + offset, 0),
    faults: merchants.flatMap(({ faults }) => faults.list().map(({ id, fault }) => `${id} ${fault}`)),
  };
}

const withMaps = (_: string, value: unknown): unknown => (value instanceof Map ? [...value] : value);
