import type { Stages } from '../gateway/pipeline.ts';
import { parseAuthorization } from '../protocol/authorization.ts';
import { type Mutant, stageMutant } from './mutant.ts';
import { soundStages } from './sound-stages.ts';

const { authenticate } = soundStages;

/** Lets a caller whose signature is wrong through at some of the endpoints, as whoever it says it is. */
const unverifiedAt = (isThere: (target: string, method: string) => boolean): Partial<Stages> => ({
  authenticate: (request, merchantOf, wire) => {
    const result = authenticate(request, merchantOf, wire);
    if (result.kind === 'merchant' || !isThere(request.target, request.method)) return result;
    const items = parseAuthorization(request.headers['authorization']);
    const merchant = typeof items === 'string' ? undefined : merchantOf(items.mchid);
    return merchant && result.refusal.message.includes('验签失败') ? { kind: 'merchant', merchant } : result;
  },
});

const NOT_SIGNED = { 'SIGN-CHECKED': 'the refusal (SIGN_ERROR) … seen 200' };

/** Gateways that look at signatures here and not there. */
export const signedCallMutants: readonly Mutant[] = [
  stageMutant(
    'anybody-can-refund',
    {
      'SIGN-CHECKED': 'the refusal (SIGN_ERROR) … seen 404 RESOURCE_NOT_EXISTS',
      'FINAL-SUCCESS': 'trade_state of the order: expected SUCCESS, seen REFUND',
    },
    unverifiedAt((target, method) => method === 'POST' && target.endsWith('/domestic/refunds')),
  ),
  stageMutant(
    'only-what-moves-money-is-verified',
    NOT_SIGNED,
    unverifiedAt((target) => /\/transactions\/id\/|\/bill\/(?:trade|fundflow)bill|\/echo|\/certificates/.test(target)),
  ),
  stageMutant(
    'anybody-can-ask-about-refunds',
    { 'SIGN-CHECKED': 'the refusal (SIGN_ERROR) … seen 404 RESOURCE_NOT_EXISTS' },
    unverifiedAt((target) => target.includes('/domestic/refunds/')),
  ),
];
