import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayAnswer } from '../../gateway/pipeline.ts';
import { type Entropy, type WireAnswer, type WireRequest, wireHeaders } from '../../protocol/index.ts';
import type { MerchantDesk } from '../../sandbox/merchants/merchant-desk.ts';
import { answerLogin } from '../../sandbox/wire/logins.ts';
import { playMishap } from '../../sandbox/wire/mishaps.ts';
import { toOriginForm } from '../../sandbox/wire/origin-form.ts';
import { readBody, SenderWentAway } from '../../sandbox/wire/read-body.ts';
import { sendChunks } from '../../sandbox/wire/send-chunks.ts';
import { errorBody } from '../../sandbox/wire/unreadable.ts';
import { type Duration, stopwatch } from '../../time/index.ts';
import type { MerchantClock } from './merchant-clock.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import type { Traffic } from './traffic.ts';

const BODY_LIMIT = 1_048_576;

export interface GatewayFaceParts {
  /** Answers logins, and whatever comes while no scenario is played. */
  readonly desk: MerchantDesk;
  readonly rooms: Rooms;
  readonly wire: MerchantClock;
  readonly traffic: Traffic;
  readonly entropy: Entropy;
  /** Where the backend finds this gateway, for the trace. */
  readonly origin: () => string;
  /** Hears of what should not have happened. */
  readonly tell: (line: string) => void;
}

/** The gateway over HTTP: each request is answered by the gateway of its scenario, and stands in that scenario's trace before it is answered. */
export const gatewayFace =
  (parts: GatewayFaceParts) =>
  async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { desk, rooms, wire, traffic, entropy, tell } = parts;
    const answered = traffic.begun();
    try {
      const elapsed = stopwatch();
      toOriginForm(incoming);
      const body = await readBody(incoming, BODY_LIMIT);
      if (body === 'too-large') return send(outgoing, failed(413, `请求体过大，不得超过 ${BODY_LIMIT} 字节`));
      const { method = '', url: target = '' } = incoming;
      const request = {
        method,
        target,
        headers: wireHeaders(incoming.headersDistinct),
        body,
        secure: 'encrypted' in incoming.socket,
      };
      const login = answerLogin(request, desk, entropy);
      if (login) return send(outgoing, login);
      wire.heard(request);
      const room = rooms.of(request);
      const answer = room ? room.answer(request) : desk.gateway.answer(request);
      if (room && isApi(request)) {
        room.overTls = request.secure;
        hear(room, request, answer, parts.origin(), elapsed);
      }
      if (answer.mishap) {
        answered(); // what comes of it may need the backend's time to go on
        await playMishap(answer.mishap, incoming, outgoing, answer);
      } else if (answer.chunks) await sendChunks(outgoing, answer.status, answer.headers, answer.chunks);
      else send(outgoing, answer);
    } catch (failure) {
      if (failure instanceof SenderWentAway) return;
      tell(`Unexpected: ${incoming.method} ${incoming.url}: ${failure instanceof Error ? failure.stack : failure}`);
      // What has begun cannot be taken back: the reader finds it broken off.
      if (outgoing.headersSent) outgoing.destroy();
      else send(outgoing, failed(500, '系统异常，请稍后重试'));
    } finally {
      answered();
    }
  };

/** What else is asked of this address, such as whether it is up, is no business of a scenario. */
const isApi = ({ target }: WireRequest): boolean => target.startsWith('/v3/');

function hear(room: Room, request: WireRequest, answer: GatewayAnswer, origin: string, elapsed: () => Duration): void {
  const { mishap, status, headers, body } = answer;
  const end =
    mishap === undefined || mishap.kind === 'slow'
      ? { answer: { status, headers, body } }
      : { answer: undefined, failure: `the connection broke: the answer was ${mishap.kind}` };
  const took = Math.round(elapsed() + (mishap?.kind === 'slow' ? mishap.by : 0));
  room.heard({ from: 'merchant', to: 'gateway', url: `${origin}${request.target}`, request, took, ...end });
}

/** A 204 has no length; everything else is sent as it is. */
function send(outgoing: ServerResponse, { status, headers, body }: WireAnswer): void {
  outgoing.writeHead(status, { ...headers, ...(status === 204 ? {} : { 'content-length': String(body.length) }) });
  outgoing.end(body);
}

const failed = (status: number, message: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: errorBody(status === 413 ? 'PARAM_ERROR' : 'SYSTEM_ERROR', message),
});
