import type { Stages } from '../gateway/pipeline.ts';
import { parseAuthorization } from '../protocol/authorization.ts';
import { type Mutant, stageMutant } from './mutant.ts';
import { soundStages } from './sound-stages.ts';

const { authenticate } = soundStages;

/** Lets a caller whose request is refused in these words through at some of the endpoints, as whoever it says it is. */
const letThrough = (words: string, isThere: (target: string, method: string) => boolean): Partial<Stages> => ({
  authenticate: (request, merchantOf, wire) => {
    const result = authenticate(request, merchantOf, wire);
    if (result.kind === 'merchant' || !isThere(request.target, request.method)) return result;
    const items = parseAuthorization(request.headers['authorization']);
    const merchant = typeof items === 'string' ? undefined : merchantOf(items.mchid);
    return merchant && result.refusal.message.includes(words) ? { kind: 'merchant', merchant } : result;
  },
});

const UNVERIFIED = '验签失败';
const STALE = 'timestamp';
const UNKNOWN_SERIAL = '证书序列号有误';

const NOT_SIGNED = { 'SIGN-CHECKED': 'the refusal (SIGN_ERROR) … seen 200' };

/** Gateways that look at signatures here and not there. */
export const signedCallMutants: readonly Mutant[] = [
  stageMutant(
    'anybody-can-refund',
    {
      'SIGN-CHECKED': 'the refusal (SIGN_ERROR) … seen 404 RESOURCE_NOT_EXISTS',
      'FINAL-SUCCESS': 'trade_state of the order: expected SUCCESS, seen REFUND',
    },
    letThrough(UNVERIFIED, (target, method) => method === 'POST' && target.endsWith('/domestic/refunds')),
  ),
  stageMutant(
    'only-what-moves-money-is-verified',
    NOT_SIGNED,
    letThrough(UNVERIFIED, (target) =>
      /\/transactions\/id\/|\/bill\/(?:trade|fundflow)bill|\/echo|\/certificates/.test(target),
    ),
  ),
  stageMutant(
    'anybody-can-ask-about-refunds',
    { 'SIGN-CHECKED': 'the refusal (SIGN_ERROR) … seen 404 RESOURCE_NOT_EXISTS' },
    letThrough(UNVERIFIED, (target) => target.includes('/domestic/refunds/')),
  ),
  stageMutant(
    'another-certificate-will-do-but-for-orders',
    { 'SIGN-CHECKED': 'the refusal (SIGN_ERROR) … seen 404' },
    letThrough(UNKNOWN_SERIAL, (target) => !/\/jsapi|\/out-trade-no\//.test(target)),
  ),
  stageMutant(
    'the-day-of-a-bill-need-not-be-signed',
    { 'SIGN-CHECKED': 'the refusal (SIGN_ERROR) … seen 400 NO_STATEMENT_EXIST' },
    {
      authenticate: (request, merchantOf, wire) => {
        const result = authenticate(request, merchantOf, wire);
        if (result.kind === 'merchant' || !request.target.startsWith('/v3/bill/')) return result;
        return authenticate({ ...request, target: request.target.replace(/\?.*$/, '') }, merchantOf, wire);
      },
    },
  ),
  stageMutant(
    'a-stale-order-is-made',
    { ...NOT_SIGNED, 'SIGN-TIME-5M': 'the refusal (SIGN_ERROR) … seen 200' },
    letThrough(STALE, (target) => target.endsWith('/jsapi')),
  ),
  stageMutant(
    'a-stale-refund-is-made',
    { 'SIGN-TIME-5M': 'the refusal (SIGN_ERROR) … seen 404' },
    letThrough(STALE, (target, method) => method === 'POST' && target.endsWith('/domestic/refunds')),
  ),
  stageMutant(
    'stale-calls-are-answered-but-about-orders',
    { 'SIGN-TIME-5M': 'the refusal (SIGN_ERROR) … seen 200' },
    letThrough(STALE, (target) => /\/bill\/(?:trade|fundflow)bill|\/echo|\/certificates/.test(target)),
  ),
];
