import type { AnswerSignature } from '../protocol/answer-signing.ts';
import type { CashierAction } from '../protocol/cashier.ts';
import type { Coupon } from '../protocol/coupons.ts';
import type { RequestSignature } from '../protocol/request-signing.ts';
import type { Expectation } from './expectation.ts';

/** Who stands on the stage. */
export type Party = 'gateway' | 'merchant' | 'caller' | 'payer';

/** One side of an exchange, redacted; the body is JSON where it was JSON, text where it was not, absent where it was empty. */
export interface Recorded {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Of a body that is no JSON, a file such as a bill: the SHA-1, in hex, of what was sent before anything was cut from it. */
  readonly sha1?: string;
}

/** One sentence of a scenario as its feature has it; a Background's are the scenario's own. */
export interface ScenarioStep {
  readonly type: 'context' | 'action' | 'outcome';
  readonly text: string;
}

/** First line of every trace: which scenario it is, and which rules it stands under. */
export interface ScenarioBegan {
  readonly kind: 'scenario';
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly rules: readonly string[];
  readonly target: string;
  readonly seed: number;
  readonly steps?: readonly ScenarioStep[];
}

/** A request and what came back. Signatures are examined at the boundary, before redaction, by an onlooker of its own. */
export interface Exchange {
  readonly kind: 'exchange';
  readonly from: Party;
  readonly to: Party;
  readonly method: string;
  readonly url: string;
  readonly request: Recorded;
  readonly requestSignature: RequestSignature['finding'] | AnswerSignature;
  /** Of a notification: what was inside, redacted; absent where it does not open. */
  readonly opened?: unknown;
  readonly answer?: Recorded & { readonly status: number };
  readonly answerSignature?: AnswerSignature;
  /** Why there was no answer. */
  readonly failure?: string;
  /** Milliseconds of business time until the answer. */
  readonly took: number;
}

export interface CashierOpened {
  readonly kind: 'cashier';
  readonly action: CashierAction;
  readonly params: unknown;
  /** What the payer used, if anything. */
  readonly coupons?: readonly Coupon[];
  readonly errMsg: string;
  readonly message?: string;
}

export interface ClockMoved {
  readonly kind: 'clock';
  readonly from: string;
  readonly to: string;
  readonly fired: number;
}

export interface FaultSet {
  readonly kind: 'fault';
  readonly on: string;
  readonly fault: string;
  readonly times?: number;
}

/** What the merchant was asked to do, in the driver's words. */
export interface MerchantActed {
  readonly kind: 'verb';
  readonly verb: string;
  readonly order?: string;
  readonly detail?: unknown;
}

/** What the merchant believes of an order or a refund. */
export interface ReadingTaken {
  readonly kind: 'reading';
  readonly of: 'order' | 'refund';
  readonly outTradeNo: string;
  readonly state: string;
  readonly fulfilled?: number;
}

export interface Expected extends Expectation {
  readonly kind: 'expectation';
  readonly rule: string;
  /** The `seq` of the events that show it. */
  readonly evidence: readonly number[];
}

/**
 * Why a scenario could not go on: a capability that the target lacks, a feature that the subject declares that it has not,
 * a situation that could not be brought about, an environment that failed, or the kit itself.
 */
export interface Obstacle {
  readonly kind: 'obstacle';
  readonly why: 'capability' | 'absent' | 'prerequisite' | 'environment' | 'kit';
  readonly reason: string;
}

/** A connection of the merchant's to somebody else, who answered in WeChat Pay's place with a certificate not to be trusted. */
export interface ImpostorMet {
  readonly kind: 'impostor';
  readonly certificate: 'untrusted' | 'other-name';
  /** The method and path of the request that was sent all the same; absent where the merchant refused the connection. */
  readonly told?: string;
}

/** Last line of every trace. One without it was cut off. */
export interface ScenarioEnded {
  readonly kind: 'end';
}

export type Happening =
  | ScenarioBegan
  | Exchange
  | CashierOpened
  | ClockMoved
  | FaultSet
  | MerchantActed
  | ReadingTaken
  | Expected
  | Obstacle
  | ImpostorMet
  | ScenarioEnded;

/** A happening with its place in the trace and its two times, RFC 3339. */
export type TraceEvent = Happening & { readonly seq: number; readonly at: string; readonly wire: string };
