import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RegisteredMerchant } from '../../gateway/merchants.ts';
import type { GatewayAnswer } from '../../gateway/pipeline.ts';
import {
  type Entropy,
  type ErrorCode,
  parseAuthorization,
  type WireAnswer,
  type WireRequest,
  wireHeadersOf,
} from '../../protocol/index.ts';
import { type Clock, type Duration, stopwatch } from '../../time/index.ts';
import type { MerchantDesk } from '../merchants/merchant-desk.ts';
import type { Tenant } from '../merchants/tenant.ts';
import { unexpected } from '../unexpected.ts';
import { recordCall } from './log-exchange.ts';
import { answerLogin, isOfOpenPlatform } from './logins.ts';
import { playMishap } from './mishaps.ts';
import { readBody, SenderWentAway } from './read-body.ts';
import { sendChunks } from './send-chunks.ts';
import { errorBody } from './unreadable.ts';

/** No request of these payments comes near it: the largest is an order with its goods, of some 10 KiB. */
const BODY_LIMIT = 1_048_576;

/** Answers one request of the wire. Never rejects. */
export type WireFace = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

export interface WireFaceParts {
  readonly desk: MerchantDesk;
  readonly wire: Clock;
  readonly entropy: Entropy;
  /** Hears of what should not have happened. */
  readonly tell: (line: string) => void;
}

/**
 * The wire over HTTP: every request reaches the gateway as it was sent, whatever its method, path or content type, and the
 * gateway's answer goes out as it is, once everything that was accepted is kept.
 */
export const wireFace =
  (parts: WireFaceParts): WireFace =>
  async (incoming, outgoing) => {
    try {
      const took = stopwatch();
      const body = await readBody(incoming, BODY_LIMIT);
      if (body === 'too-large') return send(outgoing, tooLarge);
      const { method = '', url: target = '' } = incoming;
      const secure = 'encrypted' in incoming.socket;
      const request = { method, target, headers: wireHeadersOf(incoming.rawHeaders), body, secure };
      const login = answerLogin(request, parts.desk, parts.entropy);
      if (login) return send(outgoing, login);
      const answer = parts.desk.gateway.answer(request);
      if (answer.merchant) parts.desk.noteAsked(answer.merchant);
      await parts.desk.settled();
      if (!isOfOpenPlatform(request)) log(parts, request, answer, took);
      if (answer.mishap) await playMishap(answer.mishap, incoming, outgoing, answer);
      else if (answer.chunks) await sendChunks(outgoing, answer.status, answer.headers, answer.chunks);
      else send(outgoing, answer);
    } catch (failure) {
      if (failure instanceof SenderWentAway) return;
      const line = unexpected(incoming.method, incoming.url, failure);
      if (line !== undefined) parts.tell(line);
      // What has begun cannot be taken back: the reader finds it broken off.
      if (outgoing.headersSent) outgoing.destroy();
      else send(outgoing, errorAnswer(500, 'SYSTEM_ERROR', '系统异常，请稍后重试'));
    }
  };

/** Whom a request is from, or says that it is from; the demo merchant where it says nothing that is known. */
function senderOf(desk: MerchantDesk, { headers }: WireRequest, proven: RegisteredMerchant | undefined): Tenant {
  const items = proven ?? parseAuthorization(headers['authorization']);
  return (typeof items === 'string' ? undefined : desk.tenant(items.mchid)) ?? desk.demo;
}

function log({ desk, wire }: WireFaceParts, request: WireRequest, answer: GatewayAnswer, took: () => Duration): void {
  const tenant = senderOf(desk, request, answer.merchant);
  const failure = answer.mishap ? `the answer was ${answer.mishap.kind}` : undefined;
  // The log keeps the beginning of a large answer, and needs no more of it.
  const seen = answer.chunks ? { ...head(answer), body: firstOf(answer.chunks) } : answer;
  recordCall(tenant, { request, answer: seen, proven: answer.merchant !== undefined, failure, took: took(), wire });
}

const head = ({ status, headers }: GatewayAnswer) => ({ status, headers });

function firstOf(chunks: Iterable<Buffer>): Buffer {
  for (const chunk of chunks) return chunk;
  return Buffer.alloc(0);
}

/** Past the framework, which would take the Content-Type from a 204; clients fail without it (SDKs). */
function send(outgoing: ServerResponse, { status, headers, body }: WireAnswer): void {
  // One after the other: adding to an object that was spread takes V8 several times as long.
  const flat: string[] = [];
  for (const name in headers) flat.push(name, headers[name] as string);
  if (status !== 204) flat.push('content-length', String(body.length));
  outgoing.writeHead(status, flat);
  // As text of one byte a character, or node would write head and body apart.
  outgoing.end(body.toString('latin1'), 'latin1');
}

/** An answer that the gateway itself had no part in: unsigned, as everything before authentication is. */
const errorAnswer = (status: number, code: ErrorCode, message: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: errorBody(code, message),
});

const tooLarge = errorAnswer(413, 'PARAM_ERROR', `请求体过大，不得超过 ${BODY_LIMIT} 字节`);
