import type { AnswerSignature } from '../protocol/answer-signing.ts';
import type { Authorization } from '../protocol/authorization.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import type { OrderRequest } from '../protocol/payments.ts';
import type { WireHeaders } from '../protocol/wire.ts';
import type { Duration, Instant } from '../time/index.ts';

/** What callers get wrong in the text that they sign (D:4012365347). */
export type MessageMistake =
  | 'lower-case-method'
  | 'without-query'
  | 'with-host'
  | 'two-slashes'
  | 'without-last-line-feed'
  | 'literal-line-feeds'
  | 'without-body'
  | 'other-nonce'
  | 'milliseconds';

/** The ways in which the caller can get its signature wrong. */
export type Sabotage =
  | { readonly kind: 'no-authorization' }
  | { readonly kind: 'wrong-scheme' }
  | { readonly kind: 'malformed-authorization' }
  | { readonly kind: 'other-key' }
  | { readonly kind: 'unknown-serial' }
  /** Not wrong: the digits of the certificate's number are written with small letters. */
  | { readonly kind: 'lower-case-serial' }
  /** Not wrong: the five items of the header stand in another order than usual (D:4012365336). */
  | { readonly kind: 'items-reversed' }
  /** One of the five items of the header is left out. */
  | { readonly kind: 'item-missing'; readonly item: keyof Authorization }
  | { readonly kind: 'unknown-mchid' }
  /** The signature is over another text than the one that is asked for. */
  | { readonly kind: 'other-message'; readonly how: MessageMistake }
  | { readonly kind: 'changed-body' }
  | { readonly kind: 'changed-path' }
  /** Positive: the timestamp is that much in the past. */
  | { readonly kind: 'clock-off'; readonly by: Duration };

/** A header that every call carries, and one may be sent without. */
export type LeftOut = 'accept' | 'user-agent' | 'wechatpay-serial';

export interface Call {
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly target: string;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  /** What `Wechatpay-Serial` names instead of the key that the caller holds. */
  readonly namedKey?: string;
  readonly sabotage?: Sabotage;
  /** Headers of every call that this one is sent without. */
  readonly leaveOut?: readonly LeftOut[];
}

/** What came back, with what an onlooker finds of its signature, and its place in the trace. */
export interface CallAnswer {
  readonly status: number;
  readonly headers: WireHeaders;
  /** Parsed where it is JSON; undefined where it is empty. */
  readonly body: unknown;
  /** The body as it came, where that is more than its text. */
  readonly bytes?: Buffer;
  readonly signature: AnswerSignature;
  readonly seq: number;
}

/** A notification that reached the caller's own notify_url. */
export interface ReceivedLetter {
  readonly signature: AnswerSignature;
  readonly headers: WireHeaders;
  /** The envelope's fields, or undefined where it is not JSON. */
  readonly envelope: Readonly<Record<string, unknown>> | undefined;
  /** What was inside, or undefined where it does not open. */
  readonly resource: Readonly<Record<string, unknown>> | undefined;
}

/** A platform certificate as its row tells it, and as it reads where it opens. */
export interface TakenCertificate {
  readonly told: { readonly serialNo: string; readonly from: Instant | undefined; readonly to: Instant | undefined };
  readonly opened?: { readonly serialNo: string; readonly from: Instant; readonly to: Instant };
}

/** WeChat Pay's keys, as a merchant tells them apart. */
export type HeldKey = 'public-key' | 'platform-certificate' | 'new-certificate';

/** How the caller answers notifications: with a status, or after so long. */
export interface InboxManner {
  readonly status: number;
  readonly after?: Duration;
}

/** A raw APIv3 client with the merchant's keys, which can send anything, right or wrong, and take notifications in any manner. */
export interface CallerActor {
  readonly mchid: string;
  /** A right order request under a number that nobody has used. */
  newOrder(total: number): OrderRequest;
  /** A number for a refund that nobody has used. */
  newRefundNumber(): string;
  /** A personal field, encrypted for WeChat Pay with the key that the caller's requests name, or for somebody else. */
  encrypt(text: string, reader: 'wechat-pay' | 'somebody-else'): string;
  /** The text of a field that was encrypted for the merchant, or undefined where it was not. */
  decrypt(ciphertext: string): string | undefined;
  send(call: Call): Promise<CallAnswer>;
  /** The name of a key of WeChat Pay's that the caller holds, as `Wechatpay-Serial` gives it; undefined where it holds none such. */
  nameOf(key: HeldKey): string | undefined;
  /** Opens what a download of certificates brought, and verifies with them from now on. */
  takeCertificates(answer: CallAnswer): readonly TakenCertificate[];
  /** The arguments of `wx.requestPayment` for a prepay_id, signed right. */
  paymentParams(prepayId: string): PaymentParams;
  answerNotifications(manner: InboxManner): void;
  received(): readonly ReceivedLetter[];
}
