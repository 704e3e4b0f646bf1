import {
  CASHIER_ACTIONS,
  COUPON_CONTRIBUTORS,
  COUPON_TYPES,
  paymentParams,
  systemEntropy,
} from '../../src/protocol/index.ts';
import { wallClock } from '../../src/time/index.ts';
import type { Draft } from './draft.ts';
import type { Lane } from './lane.ts';
import { bent, garbled, nastyText, nastyValue, written } from './nasty.ts';
import type { Random } from './random.ts';

/** All that the sandbox documents, those too that a version may not have. `slow` is left out: it is slow. */
const FAULTS =
  'error-500 rate-limit reset-before reset-after truncated unsigned wrong-signature probe probe-not-base64 stale unknown-serial tampered-success lost late duplicate concurrent out-of-order wrong-key tampered-ciphertext wrong-amount wrong-mchid wrong-appid unknown-order'.split(
    ' ',
  );

export const anyFault = (random: Random): string => (random.chance(0.9) ? random.pick(FAULTS) : 'no-such-fault');

/** Some of an order of 990 fen, all of it, or more than that. */
const coupons = (random: Random): object => {
  if (random.chance(0.7)) return {};
  const coupon = () => ({
    amount: random.pick([1, 330, 495, 990, 0, 0.5, 2 ** 53]),
    type: random.pick([...COUPON_TYPES, nastyText(random)]),
    ...(random.chance(0.3) ? { name: nastyText(random), contributor: random.pick(COUPON_CONTRIBUTORS) } : {}),
  });
  return { coupons: random.chance(0.5) ? [coupon()] : [coupon(), coupon()] };
};

const cashier = (random: Random, { merchant, sign, prepayId }: Lane): unknown => {
  const appId = random.chance(0.9) ? merchant.appid : 'wx0';
  const params = paymentParams(sign, appId, prepayId(random), wallClock, systemEntropy);
  const payer = random.chance(0.2) ? { openid: random.pick([merchant.openid, 'o-other', nastyText(random)]) } : {};
  return { ...params, ...payer, ...coupons(random), action: random.pick(CASHIER_ACTIONS) };
};

const fault = (random: Random): unknown => ({
  on: random.pick([
    'notification',
    'POST /v3/pay/*',
    'GET *',
    '* /v3/refund/domestic/refunds',
    `* /${nastyText(random)}`,
  ]),
  fault: anyFault(random),
  times: 1 + random.below(2),
});

type Call = readonly [method: string, path: string, value?: unknown];

const CALLS: readonly (readonly [number, (random: Random, lane: Lane) => Call])[] = [
  [2, () => ['GET', '/clock']],
  [3, (random) => ['POST', '/clock/advance', { seconds: random.pick([0, 1, 60, 3_600, 86_400, 0.5, -1, 1e300]) }]],
  [1, (random) => ['POST', '/clock/advance', { to: nastyText(random) }]],
  [6, (random, lane) => ['POST', '/cashier', cashier(random, lane)]],
  [
    3,
    (random, lane) => ['GET', `/orders/${random.chance(0.7) ? lane.number(random) : encodeURIComponent(text(random))}`],
  ],
  [
    3,
    (random, lane) => [
      'POST',
      `/refunds/${lane.number(random)}-r${random.below(3)}/settle`,
      { status: settled(random) },
    ],
  ],
  [1, () => ['GET', '/notifications']],
  [2, (random, lane) => ['POST', `/notifications/${lane.notificationId(random)}/deliver`]],
  [2, (random) => ['POST', '/faults', fault(random)]],
  [1, () => ['GET', '/faults']],
  [3, () => ['DELETE', '/faults']],
  [1, (random) => ['DELETE', `/faults/fault-${random.below(50)}`]],
  [1, (random) => ['POST', '/merchants', random.chance(0.05) ? { keyMode: 'both' } : { keyMode: nastyText(random) }]],
  [1, (random, { merchant }) => ['PATCH', `/merchants/${merchant.mchid}`, { policy: nastyValue(random) }]],
  [
    1,
    (random, { merchant }) => [
      'PATCH',
      `/merchants/${merchant.mchid}`,
      { certificate: random.pick(['valid', nastyText(random)]) },
    ],
  ],
  [1, (random) => ['PATCH', `/merchants/${encodeURIComponent(text(random))}`, { keyMode: 'both' }]],
  [1, () => ['GET', '/trace']],
  [1, (random) => [random.pick(['GET', 'POST', 'PUT', 'DELETE']), `/${encodeURIComponent(text(random))}`, {}]],
];

/** Long ones cannot be part of a path; lone surrogates cannot be encoded. */
const text = (random: Random): string =>
  nastyText(random)
    .slice(0, 200)
    .replaceAll(/\p{Surrogate}/gu, '?');
const settled = (random: Random): string => random.pick(['SUCCESS', 'CLOSED', 'ABNORMAL', 'PROCESSING', '']);

const QUERIES = [
  '?mchid=',
  '?mchid=%00',
  '?openid=x',
  '?mchid[]=1',
  '?__proto__=1',
  '?constructor',
  '?a=b&a=c',
  '?%zz',
];

/** A control call: right, or wrong in its path, its query, its fields or its JSON. */
export function controlDraft(random: Random, lane: Lane): Draft {
  const [method, path, value] = random.weighted(CALLS)(random, lane);
  const query = random.chance(0.1) ? random.pick(QUERIES) : random.chance(0.1) ? `?mchid=${lane.merchant.mchid}` : '';
  return {
    method,
    target: `/sandbox${path}${query}`,
    headers: random.chance(0.5) ? [['Content-Type', 'application/json']] : [],
    body: bodyOf(random, value),
    signing: 'not',
  };
}

function bodyOf(random: Random, value: unknown): Buffer {
  const how = random.below(10);
  if (value === undefined) return how === 0 ? garbled(random, '{}') : Buffer.alloc(0);
  if (how < 6) return Buffer.from(written(random, value));
  if (how < 8) return Buffer.from(written(random, bent(random, value, new Set())));
  return garbled(random, JSON.stringify(value));
}
