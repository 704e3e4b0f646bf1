import { isUtf8 } from 'node:buffer';
import type { Entropy } from '../protocol/entropy.ts';
import { isSuccess, parseJson, type WireAnswer, type WireHeaders, type WireRequest } from '../protocol/wire.ts';
import type { Clock } from '../time/index.ts';
import { faultOutcome, type Mishap, mishapOf, reworded, tampered } from './answer-faults.ts';
import { type AnyAddress, type AnyBody, answerOf, type Outcome } from './answers.ts';
import { authenticate } from './authenticate.ts';
import { fileAnswer } from './bills/file-answer.ts';
import { route } from './endpoints.ts';
import { type AnswerFault, answerFaultNamed } from './faults.ts';
import type { RegisteredMerchant } from './merchants.ts';
import { answerKey } from './platform-keys.ts';
import { withinLimits } from './rate-limits.ts';
import { type Refusal, refusals } from './refusal.ts';
import { isSignatureFault, signedHeaders } from './spoil.ts';
import { notJson, type Parameters, parameterRefusal } from './validate.ts';

/** Picks a fault for one call, as the header of this name does in WeChat Pay's own simulation of its v2 interfaces. */
const NEGATIVE_TEST = 'wechatpay-negative-test';

/** What the pipeline stands in: who is registered, the wire's time, and chance. */
export interface Surroundings {
  readonly merchantOf: (mchid: string) => RegisteredMerchant | undefined;
  readonly wire: Clock;
  readonly entropy: Entropy;
}

/** A request, with what a carrier knows beyond its bytes. */
export interface GatewayRequest extends WireRequest {
  /** Whether it came over TLS. */
  readonly secure?: boolean;
}

/** An answer, with what a carrier has to know beyond its bytes. */
export interface GatewayAnswer extends WireAnswer {
  /** What befalls it on its way. */
  readonly mishap?: Mishap | undefined;
  /** Whom it goes to, where that is proven. */
  readonly merchant?: RegisteredMerchant;
  /** The body piece by piece, where it may be too large to be kept in one. */
  readonly chunks?: Iterable<Buffer>;
}

/** The stages that a request passes. Each is a plain function, and the pipeline is nothing but their order. */
export interface Stages {
  readonly route: typeof route;
  readonly authenticate: typeof authenticate;
  readonly validate: typeof parameterRefusal;
  readonly answer: typeof answerOf;
  readonly sign: typeof signedHeaders;
}

export const documentedStages: Stages = {
  route,
  authenticate,
  validate: parameterRefusal,
  answer: answerOf,
  sign: signedHeaders,
};

/** parse → authenticate → validate → decide → render → sign, for one request. */
export function answer(
  request: GatewayRequest,
  around: Surroundings,
  stages: Stages = documentedStages,
): GatewayAnswer {
  const routed = stages.route(request.method, request.target);
  if (routed.kind === 'unknown-path') return bare(404);
  if (routed.kind === 'wrong-method') return bare(405);
  const caller = stages.authenticate(request, around.merchantOf, around.wire);
  // What fails before the caller is known goes out unsigned, as live probes show.
  if (caller.kind === 'refused') return render(refusedWith(caller.refusal), around.entropy);

  const { merchant } = caller;
  merchant.askedSerial = request.headers['wechatpay-serial'];
  const asked = request.headers[NEGATIVE_TEST];
  const fault =
    asked === undefined ? merchant.faults.forAnswer(request.method, request.target) : answerFaultNamed(asked);
  const { endpoint, uriTemplate } = routed;
  const isPost = endpoint.method === 'POST';
  const body = isPost && isUtf8(request.body) ? parseJson(request.body) : undefined;
  const parameters: Parameters = { uri_template: uriTemplate, body };
  const outcome = ((): Outcome => {
    const struck = faultOutcome(fault);
    if (struck) return struck;
    if (asked !== undefined && fault === undefined) return refusedWith(refusals.noSuchFault(asked));
    return withinLimits(endpoint.name, body, merchant, around.wire.now(), () => {
      const { errorDetail } = merchant.ledger.policy;
      if (isPost && body === undefined) return refusedWith(notJson(request.body, errorDetail));
      const refusal = stages.validate(endpoint.name, parameters, errorDetail);
      return refusal
        ? refusedWith(refusal)
        : stages.answer({
            endpoint: endpoint.name,
            // The schema has been asked about both.
            uri: uriTemplate as unknown as AnyAddress,
            body: body as AnyBody,
            headers: request.headers,
            merchant,
            secure: request.secure,
            entropy: around.entropy,
          });
    });
  })();
  const mishap = mishapOf(fault);
  if (outcome.kind === 'file') {
    // Unsigned: whoever downloads a bill compares its hash (D:4013071254).
    const head = headersOf(outcome.contentType, 0, around.entropy);
    return fileAnswer(head, outcome.chunks, { merchant, mishap });
  }
  const { status, headers, body: bytes } = sign(outcome, request, merchant, around, stages, fault);
  return { status, headers, body: bytes, merchant, mishap };
}

const refusedWith = (refusal: Refusal): Refused => ({ kind: 'refused', refusal });

/** An outcome that is put into JSON. */
type Told = Exclude<Outcome, { kind: 'file' }>;
type Refused = Extract<Outcome, { kind: 'refused' }>;

function sign(
  outcome: Told,
  request: WireRequest,
  merchant: RegisteredMerchant,
  around: Surroundings,
  stages: Stages,
  fault: AnswerFault | undefined,
): WireAnswer {
  const unsigned = render(fault === 'other-message' ? reworded(outcome) : outcome, around.entropy);
  if (!isSuccess(unsigned.status) && !merchant.ledger.policy.signsBusinessErrors) return unsigned;
  const key = answerKey(merchant, request.headers['wechatpay-serial'], around.entropy);
  const spoilt = isSignatureFault(fault) ? fault : undefined;
  const signature = stages.sign(key, unsigned.body, around.wire, around.entropy, spoilt);
  const body = fault === 'tampered-success' ? tampered(unsigned.body) : unsigned.body;
  // Into the headers just made: an object that is spread and then added to becomes one that V8 is slow with for all its life.
  return { status: unsigned.status, headers: Object.assign(unsigned.headers, signature), body };
}

/** A 404 and a 405 have neither body nor signature (live probes). */
const bare = (status: number): WireAnswer => ({ status, headers: {}, body: Buffer.alloc(0) });

function render(outcome: Told, entropy: Entropy): WireAnswer {
  const subCode = outcome.kind === 'refused' ? (outcome.refusal.subCode ?? 0) : 0;
  return {
    status: outcome.kind === 'refused' ? outcome.refusal.status : outcome.status,
    // The 204 of a close has a content type too: clients fail without (SDKs).
    headers: headersOf('application/json; charset=utf-8', subCode, entropy),
    body: bodyOf(outcome),
  };
}

function headersOf(contentType: string, subCode: number, entropy: Entropy): WireHeaders {
  return {
    server: 'nginx',
    'content-type': contentType,
    'cache-control': 'no-cache, must-revalidate',
    'x-content-type-options': 'nosniff',
    'content-language': 'zh-CN',
    'request-id': `${entropy(18).toString('hex').toUpperCase()}-${subCode}`,
  };
}

function bodyOf(outcome: Told): Buffer {
  if (outcome.kind === 'refused') {
    const { code, message, detail } = outcome.refusal;
    return Buffer.from(JSON.stringify({ code, message, detail }));
  }
  return outcome.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(outcome.body));
}
