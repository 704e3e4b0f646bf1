import type { LeftOut } from '../actors/index.ts';
import { type AnswerSignature, examineAnswer } from '../protocol/answer-signing.ts';
import type { Entropy } from '../protocol/entropy.ts';
import type { KeyRing, MerchantIdentity } from '../protocol/identity.ts';
import { signRequest } from '../protocol/request-signing.ts';
import { roundTrip, type Way } from '../protocol/round-trip.ts';
import { isRecord, isSuccess, parseJson, type WireAnswer } from '../protocol/wire.ts';
import { type Clock, type Duration, seconds } from '../time/index.ts';

export interface ApiClientParts {
  /** Where WeChat Pay is, without a trailing slash. */
  readonly baseUrl: string;
  readonly identity: MerchantIdentity;
  /** The public keys of WeChat Pay that this merchant holds. */
  readonly keys: KeyRing;
  /** The name of the key that answers should be signed with, sent along as `Wechatpay-Serial` (D:4012154180). */
  readonly platformSerial: string;
  /** The time that signatures are made and judged by, which need not be the time that orders run by. */
  readonly wire: Clock;
  readonly entropy: Entropy;
  readonly dispatcher: Way;
  /** Comes by the key that an answer names and that is not held; whether it is held now. Without it no key is learnt. */
  readonly learnKey?: (serial: string | undefined) => Promise<boolean>;
  /** How long an answer may take; ten seconds where nothing is said. */
  readonly answerTime?: Duration;
}

/** What a call came to. `unknown` means that nobody can say whether it took effect: call again with the same parameters, or query. */
export type ApiResult =
  | { readonly kind: 'ok'; readonly status: number; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** What a download came to. */
export type Download =
  | { readonly kind: 'ok'; readonly status: number; readonly bytes: Buffer }
  | Exclude<ApiResult, { kind: 'ok' }>;

/** An answer as it came, with what its signature is worth. */
export interface RawAnswer extends WireAnswer {
  readonly signature: AnswerSignature;
}

const USER_AGENT = 'wechatpay-conformance';
const ANSWER_TIME = seconds(10);

/** Sends one request with the headers that every call carries (D:4012081709). Rejects where no answer comes. */
export async function sendSigned(
  parts: ApiClientParts,
  call: { readonly method: 'GET' | 'POST'; readonly target: string; readonly body: Buffer },
  authorization: string | undefined,
  leaveOut: readonly LeftOut[] = [],
): Promise<RawAnswer> {
  const { answerTime = ANSWER_TIME } = parts;
  const answer = await roundTrip(parts.dispatcher, {
    method: call.method,
    url: `${parts.baseUrl}${call.target}`,
    answerTime,
    headers: {
      ...(leaveOut.includes('accept') ? {} : { accept: 'application/json' }),
      ...(leaveOut.includes('user-agent') ? {} : { 'user-agent': USER_AGENT }),
      ...(leaveOut.includes('wechatpay-serial') ? {} : { 'wechatpay-serial': parts.platformSerial }),
      ...(call.method === 'POST' ? { 'content-type': 'application/json' } : {}),
      ...(authorization === undefined ? {} : { authorization }),
    },
    ...(call.method === 'POST' ? { body: call.body } : {}),
  });
  return { ...answer, signature: examineAnswer(answer.headers, answer.body, parts.keys, parts.wire) };
}

/** Calls WeChat Pay as a merchant should: every request signed, no 2xx believed without a valid signature, errors told apart by code. */
export class ApiClient {
  readonly #parts: ApiClientParts;

  constructor(parts: ApiClientParts) {
    this.#parts = parts;
  }

  /** Calls, and where the outcome stays unknown calls once more with the same parameters: every endpoint allows that. */
  async call(method: 'GET' | 'POST', target: string, body?: unknown): Promise<ApiResult> {
    const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const first = await this.once(method, target, bytes);
    return first.kind === 'unknown' ? this.once(method, target, bytes) : first;
  }

  protected once(method: 'GET' | 'POST', target: string, body: Buffer): Promise<ApiResult> {
    return this.#asked(method, target, body, (answer) => this.understand(answer));
  }

  /** Downloads a file: asked for with a signature, answered without one, so that whoever wants it compares its hash (D:4012791909). */
  async download(target: string): Promise<Download> {
    const ask = () => this.#asked('GET', target, Buffer.alloc(0), (answer) => this.understandFile(answer));
    const first = await ask();
    return first.kind === 'unknown' ? ask() : first;
  }

  async #asked<R>(
    method: 'GET' | 'POST',
    target: string,
    body: Buffer,
    read: (answer: RawAnswer) => R,
  ): Promise<R | Extract<ApiResult, { kind: 'unknown' }>> {
    const { identity, wire, entropy } = this.#parts;
    try {
      const authorization = signRequest(identity, { method, target, body }, wire, entropy);
      return read(await this.#examined(await sendSigned(this.#parts, { method, target, body }, authorization)));
    } catch (failure) {
      return { kind: 'unknown', why: failure instanceof Error ? failure.message : 'no answer' };
    }
  }

  /** An answer whose key is not held is examined once more where that key can be learnt. */
  async #examined(answer: RawAnswer): Promise<RawAnswer> {
    const { keys, wire, learnKey } = this.#parts;
    if (answer.signature !== 'unknown-serial' || !learnKey) return answer;
    if (!(await learnKey(answer.headers['wechatpay-serial']))) return answer;
    return { ...answer, signature: examineAnswer(answer.headers, answer.body, keys, wire) };
  }

  /** A 2xx counts only with a valid signature (D:4013053249); 429 and 5xx say nothing about the effect. */
  protected understand(answer: RawAnswer): ApiResult {
    const { status, signature } = answer;
    if (!isSuccess(status)) return this.#refusal(answer);
    const json = parseJson(answer.body);
    return signature === 'valid'
      ? { kind: 'ok', status, body: isRecord(json) ? json : {} }
      : { kind: 'unknown', why: `the signature of the answer is ${signature}` };
  }

  protected understandFile(answer: RawAnswer): Download {
    const { status, body: bytes } = answer;
    return isSuccess(status) ? { kind: 'ok', status, bytes } : this.#refusal(answer);
  }

  #refusal({ status, body: bytes }: RawAnswer): Exclude<ApiResult, { kind: 'ok' }> {
    const json = parseJson(bytes);
    const body = isRecord(json) ? json : {};
    if (status === 429 || status >= 500) return { kind: 'unknown', why: `HTTP ${status}` };
    return { kind: 'refused', status, code: String(body['code'] ?? ''), message: String(body['message'] ?? '') };
  }
}
