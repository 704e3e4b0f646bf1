import type { Dispatcher } from 'undici';
import { type WireAnswer, wireHeaders } from '../../protocol/wire.ts';
import { stopwatch } from '../../time/index.ts';
import type { Party } from '../../trace/index.ts';
import type { Onlooker } from '../crossing.ts';
import { wireRequestOf } from '../wire-request.ts';

/** What one party sends to another over real connections, each exchange told to an onlooker before the sender hears of its end. */
export const recordingDispatcher = (
  connections: Dispatcher,
  from: Party,
  tell: Onlooker,
  to: Party = 'gateway',
): Dispatcher =>
  connections.compose((dispatch) => (options, handler) => {
    const request = wireRequestOf(options);
    const url = `${String(options.origin ?? '')}${options.path}`;
    const elapsed = stopwatch();
    const over = (end: { readonly answer: WireAnswer | undefined; readonly failure?: string }): void =>
      tell({ from, to, url, request, took: Math.round(elapsed()), ...end });
    const chunks: Buffer[] = [];
    let status = 0;
    let headers = {};
    const watching: Dispatcher.DispatchHandler = {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onResponseStart: (controller, statusCode, answered, message) => {
        status = statusCode;
        headers = wireHeaders(answered);
        handler.onResponseStart?.(controller, statusCode, answered, message);
      },
      onResponseData: (controller, chunk) => {
        chunks.push(chunk);
        handler.onResponseData?.(controller, chunk);
      },
      onResponseEnd: (controller, trailers) => {
        over({ answer: { status, headers, body: Buffer.concat(chunks) } });
        handler.onResponseEnd?.(controller, trailers);
      },
      onResponseError: (controller, failure) => {
        over({ answer: undefined, failure: inWords(failure) });
        handler.onResponseError?.(controller, failure);
      },
    };
    return dispatch(options, watching);
  });

/** Why there was no answer, for people. */
export function inWords(failure: unknown): string {
  if (failure instanceof Error && failure.name === 'AbortError') return 'no answer in time';
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  switch (code) {
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return 'no answer in time';
    case 'UND_ERR_CONNECT_TIMEOUT':
      return 'no connection in time';
    case 'ECONNREFUSED':
      return 'the connection was refused';
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'the connection was closed without an answer';
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `its TLS certificate is not trusted (${code}): put the certificate of its authority into the credentials as ca.pem`;
    default:
      return code === '' ? String(failure instanceof Error ? failure.message : failure) : code;
  }
}

/** Whether the other side was there, and said nothing. */
export const isSilence = (failure: unknown): boolean =>
  ['no answer in time', 'no connection in time'].includes(inWords(failure));
