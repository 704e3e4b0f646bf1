import type { Mishap } from '../gateway/answer-faults.ts';
import type { WireAnswer, WireRequest } from '../protocol/wire.ts';
import type { Party } from '../trace/index.ts';

/** What an onlooker is told of each exchange, once it is over. */
export interface Crossing {
  readonly from: Party;
  readonly to: Party;
  readonly url: string;
  readonly request: WireRequest;
  readonly answer: WireAnswer | undefined;
  readonly failure?: string;
  /** Milliseconds of the network's clock. */
  readonly took: number;
}

export type Onlooker = (crossing: Crossing) => void;

/** An answer, and what befalls it on its way. */
export interface HostAnswer extends WireAnswer {
  readonly mishap?: Mishap | undefined;
}

/** Answers what is sent to one place. */
export interface Host {
  readonly party: Party;
  answer(request: WireRequest): Promise<HostAnswer> | HostAnswer;
}
