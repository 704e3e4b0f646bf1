import { openLetter } from '../merchant/notification-inbox.ts';
import { examineAnswer, TIMESTAMP_TOLERANCE } from '../protocol/answer-signing.ts';
import type { KeyRing } from '../protocol/identity.ts';
import { examineRequest } from '../protocol/request-signing.ts';
import type { PublicKey } from '../protocol/rsa.ts';
import type { Clock } from '../time/index.ts';
import { type Exchange, recorded, redactUrl, redactValue, type Trace } from '../trace/index.ts';
import type { Onlooker } from './crossing.ts';
import { recordedWhole } from './recorded-whole.ts';

export interface OnlookerParts {
  readonly trace: Trace;
  readonly wire: Clock;
  /** The public key that a merchant has registered under a serial number. */
  readonly merchantKeyOf: (mchid: string, serialNo: string) => PublicKey | undefined;
  readonly platformKeys: KeyRing;
  readonly apiv3Key: string;
}

/**
 * Writes exchanges into the trace. Whether a signature is right it finds out by itself, with the keys of both sides and the
 * protocol's own rules: neither the gateway's nor the merchant's opinion is asked.
 */
export const onlooker =
  ({ trace, wire, merchantKeyOf, platformKeys, apiv3Key }: OnlookerParts): Onlooker =>
  ({ from, to, url, request, answer, failure, took }) => {
    const notification = from === 'gateway' ? openLetter(request, platformKeys, apiv3Key, wire) : undefined;
    const exchange: Exchange = {
      kind: 'exchange',
      from,
      to,
      method: request.method,
      url: redactUrl(url),
      request: recorded(request.headers, request.body),
      requestSignature:
        notification?.signature ?? examineRequest(request, merchantKeyOf, wire, TIMESTAMP_TOLERANCE).finding,
      ...(notification?.resource ? { opened: redactValue(notification.resource) } : {}),
      ...(answer ? { answer: { status: answer.status, ...recordedWhole(answer.headers, answer.body) } } : {}),
      ...(answer && to === 'gateway'
        ? { answerSignature: examineAnswer(answer.headers, answer.body, platformKeys, wire) }
        : {}),
      ...(failure === undefined ? {} : { failure }),
      took,
    };
    trace.record(exchange);
  };
