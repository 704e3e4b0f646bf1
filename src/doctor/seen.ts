import type { OrderRef } from '../actors/index.ts';
import type { MerchantProfile } from '../merchant/profile/profile.ts';
import { TIMESTAMP_TOLERANCE } from '../protocol/answer-signing.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import type { Exchange, TraceEvent } from '../trace/index.ts';
import type { Shop } from './backend-step.ts';
import type { Part, SeenAtGateway } from './gateway-checks.ts';
import type { Outcome } from './play.ts';
import type { Account } from './signing-advice.ts';
import { type SigningFault, signingFaultOf } from './signing-fault.ts';
import { loginFailed } from './verb-checks.ts';
import type { Visit } from './visit.ts';

type Exchanged = TraceEvent & Exchange;

export const exchangesIn = (visit: Visit, from: 'merchant' | 'gateway'): readonly Exchanged[] =>
  visit.room.trace.events.filter((event): event is Exchanged => event.kind === 'exchange' && event.from === from);

/** What was seen at the gateway while the customer logged in, ordered and tapped Pay. */
export function seenSoFar(
  shop: Shop,
  visit: Visit,
  profile: MerchantProfile,
  folder: string,
  placed: Outcome<OrderRef>,
  handed: Outcome<PaymentParams> | undefined,
): SeenAtGateway {
  const { gateway, watch } = shop;
  const { url, tlsUrl, proxy } = gateway;
  const env = JSON.stringify(profile.launch?.env ?? {});
  const launch = !profile.launch ? 'none' : /\{gateway\./.test(env) ? 'tells the gateway' : 'tells nothing';
  const code = JSON.stringify(profile).includes('{login.code');
  const payer = handed?.kind === 'done' ? visit.payerOf(handed.value) : undefined;
  return {
    listening: { url, ...(tlsUrl === undefined ? {} : { tlsUrl }), ...(proxy === undefined ? {} : { proxy }) },
    connections: watch.connections,
    requests: watch.requests,
    launch,
    folder,
    account: accountOf(shop, folder),
    ...(code ? { login: loginPart(placed) } : {}),
    order: loginFailed(placed) ? 'not played' : partOf(placed.kind === 'done' ? (handed ?? placed) : placed),
    exchanges: exchangesIn(visit, 'merchant'),
    signing: signingOf(shop),
    payer:
      !visit.namesItsPayer || payer === undefined ? 'unknown' : payer === visit.openid ? 'customer' : 'somebody else',
  };
}

export function accountOf({ gateway }: Shop, folder: string): Account {
  const { file, certificate } = gateway.house.holdings;
  return { mchid: file.mchid, appid: file.appid, serialNo: certificate.serialNo, folder };
}

/** How each API request since one of them was signed. */
export function signingOf(
  { gateway, clock }: Shop,
  since = 0,
): readonly { readonly request: string; readonly fault?: SigningFault }[] {
  const { file, certificate } = gateway.house.holdings;
  const { serialNo, publicKey } = certificate;
  const expected = { mchid: file.mchid, serialNo, publicKey, tolerance: TIMESTAMP_TOLERANCE, now: clock.now() };
  return clock.heardOf.slice(since).map((request) => {
    const fault = signingFaultOf(request, expected);
    return { request: `${request.method} ${request.target.split('?', 1)[0]}`, ...(fault ? { fault } : {}) };
  });
}

/** With these a backend refuses what it was sent: it has not come to call anybody. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 406, 415, 422, 429]);

function partOf(outcome: Outcome<unknown>): Part {
  if (outcome.kind === 'done') return 'done';
  if (outcome.kind !== 'failed') return 'not played';
  const { status = 200 } = outcome.played.at(-1) ?? {};
  if (REFUSALS.has(status)) return 'not played';
  return status >= 400 || /no whole answer within|; success is /.test(outcome.failure.message)
    ? 'failed'
    : 'not played';
}

/** A login of its own was done where another step failed after it. */
function loginPart(placed: Outcome<unknown>): Part {
  if (placed.kind !== 'failed' || loginFailed(placed)) return partOf(placed);
  return placed.played.some(({ verb }) => verb.startsWith('login of ')) ? 'done' : partOf(placed);
}
