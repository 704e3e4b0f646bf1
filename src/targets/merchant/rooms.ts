import { isRecord, parseJson, type WireRequest } from '../../protocol/wire.ts';
import type { Numbers, Room } from './room.ts';

/**
 * Finds out whose scenario a request belongs to. What names a number goes to where that number is known, so that a late
 * poll of an earlier scenario is answered by its own gateway; anything else goes to the scenario that is being played.
 */
export class Rooms {
  readonly #all: Room[] = [];
  #current: Room | undefined;

  enter(room: Room): void {
    this.#all.push(room);
    this.#current = room;
  }

  leave(room: Room): void {
    room.leave();
    if (this.#current === room) this.#current = undefined;
  }

  /** Undefined between scenarios, for what none of them knows. */
  of(request: WireRequest): Room | undefined {
    const numbers = numbersIn(request);
    return this.#all.findLast((room) => room.knows(numbers)) ?? this.#current;
  }

  stop(): void {
    for (const room of this.#all) room.leave();
  }
}

const after = (target: string, name: string): string | undefined => {
  const found = new RegExp(`/${name}/([^/?]+)`).exec(target)?.[1];
  try {
    return found === undefined ? undefined : decodeURIComponent(found);
  } catch {
    return undefined;
  }
};

function numbersIn({ target, body }: WireRequest): Numbers {
  const content = parseJson(body);
  const fields = isRecord(content) ? content : {};
  const said = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === 'string' ? value : undefined;
  };
  const outTradeNo = after(target, 'out-trade-no') ?? said('out_trade_no');
  const outRefundNo = after(target, 'refunds') ?? said('out_refund_no');
  const transactionId = after(target, 'transactions/id') ?? said('transaction_id');
  return {
    ...(outTradeNo === undefined ? {} : { outTradeNo }),
    ...(outRefundNo === undefined ? {} : { outRefundNo }),
    ...(transactionId === undefined ? {} : { transactionId }),
  };
}
