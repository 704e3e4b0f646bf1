import type { Sent } from '../../gateway/courier.ts';
import type { GatewayAnswer } from '../../gateway/pipeline.ts';
import { openLetter } from '../../merchant/notification-inbox.ts';
import { TIMESTAMP_TOLERANCE } from '../../protocol/answer-signing.ts';
import { examineRequest, sameSerial, type WireRequest } from '../../protocol/index.ts';
import type { Clock, Duration } from '../../time/index.ts';
import { type Happening, recorded, redactUrl, redactValue } from '../../trace/index.ts';
import type { Tenant } from '../merchants/tenant.ts';

/** A larger message is cut at once: thousands of them, kept whole until somebody reads the log, would fill the memory. */
const LARGEST_KEPT = 4_096;

/** Writes down a call of a merchant. Its signature was examined by the gateway; where it was refused, why is found out here. */
export function recordCall(
  { merchant, log }: Tenant,
  call: {
    readonly request: WireRequest;
    readonly answer: GatewayAnswer;
    readonly proven: boolean;
    readonly failure: string | undefined;
    readonly took: Duration;
    readonly wire: Clock;
  },
): void {
  const { request, answer, proven, failure, took, wire } = call;
  // Of a file that goes out piece by piece, only the head is written down.
  const body = answer.chunks ? Buffer.alloc(0) : answer.body;
  const keyOf = (mchid: string, serial: string) =>
    mchid === merchant.mchid
      ? merchant.certificates.find(({ serialNo }) => sameSerial(serialNo, serial))?.publicKey
      : undefined;
  const requestSignature = proven ? 'valid' : examineRequest(request, keyOf, wire, TIMESTAMP_TOLERANCE).finding;
  const told = (): Happening => ({
    kind: 'exchange',
    from: 'merchant',
    to: 'gateway',
    method: request.method,
    url: redactUrl(request.target),
    request: recorded(request.headers, request.body),
    requestSignature,
    ...(failure === undefined ? { answer: { status: answer.status, ...recorded(answer.headers, body) } } : { failure }),
    took: Math.round(took),
  });
  log.record(merchant.ledger.timeline, Math.max(request.body.length, body.length) > LARGEST_KEPT ? told() : told);
}

/** Writes down a notification that went out, and what its receiver must find of its signature and in it. */
export function recordSent(tenant: Tenant, { notification, timeline, letter, attempt, took }: Sent, wire: Clock): void {
  const { keyRing, file } = tenant.holdings;
  const request = { method: 'POST', target: notification.url, ...letter };
  const { signature, resource } = openLetter(request, keyRing, file.apiv3_key, wire);
  tenant.log.record(timeline, {
    kind: 'exchange',
    from: 'gateway',
    to: 'merchant',
    method: 'POST',
    url: notification.url,
    request: recorded(letter.headers, letter.body),
    requestSignature: signature,
    ...(resource === undefined ? {} : { opened: redactValue(resource) }),
    ...(attempt.status === undefined ? {} : { answer: { status: attempt.status, headers: {} } }),
    ...(attempt.error === undefined ? {} : { failure: attempt.error }),
    took: Math.round(took),
  });
}
