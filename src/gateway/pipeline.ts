import type { Entropy } from '../protocol/entropy.ts';
import { answeringKey } from '../protocol/identity.ts';
import type { OrderRequest, RefundRequest } from '../protocol/payments.ts';
import { isSuccess, parseJson, type WireAnswer, type WireRequest } from '../protocol/wire.ts';
import type { Clock } from '../time/index.ts';
import { faultOutcome, type Mishap, mishapOf, tampered } from './answer-faults.ts';
import { answerOf, type Outcome } from './answers.ts';
import { authenticate } from './authenticate.ts';
import { route } from './endpoints.ts';
import { type AnswerFault, answerFaultNamed } from './faults.ts';
import type { RegisteredMerchant } from './merchants.ts';
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

/** An answer, with what a carrier has to know beyond its bytes. */
export interface GatewayAnswer extends WireAnswer {
  /** What befalls it on its way. */
  readonly mishap?: Mishap;
  /** Whom it goes to, where that is proven. */
  readonly merchant?: RegisteredMerchant;
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
export function answer(request: WireRequest, around: Surroundings, stages: Stages = documentedStages): GatewayAnswer {
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
  const body = isPost ? parseJson(request.body) : undefined;
  const parameters: Parameters = isPost ? { uri_template: uriTemplate, body } : { uri_template: uriTemplate };
  const outcome = ((): Outcome => {
    const struck = faultOutcome(fault);
    if (struck) return struck;
    if (asked !== undefined && fault === undefined) return refusedWith(refusals.noSuchFault(asked));
    if (isPost && body === undefined) return refusedWith(notJson(request.body.toString()));
    const refusal = stages.validate(endpoint.name, parameters);
    return refusal
      ? refusedWith(refusal)
      : stages.answer(endpoint.name, uriTemplate, body as OrderRequest & RefundRequest, merchant, around.entropy);
  })();
  const signed = sign(outcome, request, merchant, around, stages, fault);
  const mishap = mishapOf(fault);
  return mishap
    ? { ...signed, merchant, mishap }
    : { status: signed.status, headers: signed.headers, body: signed.body, merchant };
}

const refusedWith = (refusal: Refusal): Outcome => ({ kind: 'refused', refusal });

function sign(
  outcome: Outcome,
  request: WireRequest,
  merchant: RegisteredMerchant,
  around: Surroundings,
  stages: Stages,
  fault: AnswerFault | undefined,
): WireAnswer {
  const unsigned = render(outcome, around.entropy);
  if (!isSuccess(unsigned.status) && !merchant.ledger.policy.signsBusinessErrors) return unsigned;
  const key = answeringKey(merchant.platformKeys, merchant.keyMode, request.headers['wechatpay-serial']);
  const spoilt = fault !== undefined && isSignatureFault(fault) ? fault : undefined;
  const signature = stages.sign(key, unsigned.body, around.wire, around.entropy, spoilt);
  const body = fault === 'tampered-success' ? tampered(unsigned.body) : unsigned.body;
  // Into the headers just made: an object that is spread and then added to becomes one that V8 is slow with for all its life.
  return { status: unsigned.status, headers: Object.assign(unsigned.headers, signature), body };
}

/** A 404 and a 405 have neither body nor signature (live probes). */
const bare = (status: number): WireAnswer => ({ status, headers: {}, body: Buffer.alloc(0) });

function render(outcome: Outcome, entropy: Entropy): WireAnswer {
  const id = entropy(18).toString('hex').toUpperCase();
  const subCode = outcome.kind === 'refused' ? (outcome.refusal.subCode ?? 0) : 0;
  return {
    status: outcome.kind === 'refused' ? outcome.refusal.status : outcome.status,
    headers: {
      server: 'nginx',
      // The 204 of a close carries it too: clients fail without (SDKs).
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache, must-revalidate',
      'x-content-type-options': 'nosniff',
      'content-language': 'zh-CN',
      'request-id': `${id}-${subCode}`,
    },
    body: bodyOf(outcome),
  };
}

function bodyOf(outcome: Outcome): Buffer {
  if (outcome.kind === 'refused') {
    const { code, message, detail } = outcome.refusal;
    return Buffer.from(JSON.stringify({ code, message, ...(detail ? { detail } : {}) }));
  }
  return outcome.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(outcome.body));
}
