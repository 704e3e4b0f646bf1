import { paths } from '../../src/protocol/index.ts';
import type { Draft, Signing } from './draft.ts';
import type { Lane } from './lane.ts';
import { bent, garbled, nastyText, written } from './nasty.ts';
import type { Random } from './random.ts';

/** Notifications must stay on this machine: nobody listens there, or it is no address at all. */
const NOTIFY_URLS = [
  'http://127.0.0.1:9/notify',
  'http://[::1]:9/',
  'http://localhost:9/%00',
  'http://127.0.0.1:99999/',
  'http://%00/',
  'https://127.0.0.1:9/é茶',
  '',
  'ftp://127.0.0.1',
] as const;
const KEPT = new Set(['notify_url']);

export const orderOf = (random: Random, { merchant, number }: Lane) => ({
  appid: merchant.appid,
  mchid: merchant.mchid,
  description: 'Tea',
  out_trade_no: number(random),
  notify_url: random.chance(0.9) ? NOTIFY_URLS[0] : random.pick(NOTIFY_URLS),
  amount: { total: 990, currency: 'CNY' },
  payer: { openid: merchant.openid },
  ...(random.chance(0.2) ? { attach: nastyText(random) } : {}),
  ...(random.chance(0.2) ? { detail: { cost_price: 1, goods_detail: [], invoice_id: nastyText(random) } } : {}),
  ...(random.chance(0.1) ? { time_expire: nastyText(random) } : {}),
});

const refundOf = (random: Random, { number }: Lane) => ({
  out_trade_no: number(random),
  out_refund_no: `${number(random)}-r${random.below(3)}`,
  amount: {
    refund: random.pick([1, 330, 990]),
    total: 990,
    currency: 'CNY',
    ...(random.chance(0.1) ? { from: [{ account: 'AVAILABLE', amount: random.pick([1, 330]) }] } : {}),
  },
  ...(random.chance(0.3) ? { reason: nastyText(random), notify_url: random.pick(NOTIFY_URLS) } : {}),
});

/** Half a character cannot be written into a URL. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

const BILL_DATES = ['2026-02-30', '1970-01-01', '9999-12-31', '', '2026-1-5', '%00', '2026-01-15T00:00:00Z'];
const BILL_OPTIONS = [
  '',
  '',
  'bill_type=ALL',
  'bill_type=ALL',
  'bill_type=REFUND&tar_type=GZIP',
  'account_type=FEES',
  'tar_type=ZIP',
  'bill_type=',
];

/** Half of them with the fields encrypted for WeChat Pay; then `Wechatpay-Serial` names the key. */
function abnormalRefund(random: Random, lane: Lane): Request {
  const known = lane.refund(random);
  const id = random.chance(0.8)
    ? known.id
    : random.pick(['50300000000000000000000000000', lane.number(random), wellFormed(nastyText(random))]);
  const encrypted = random.chance(0.5);
  const personal = (text: string): string => (encrypted ? lane.encrypt(text) : nastyText(random));
  const body = {
    out_refund_no: random.chance(0.8) ? known.number : `${lane.number(random)}-r${random.below(3)}`,
    type: random.pick(['USER_BANK_CARD', 'USER_BANK_CARD', 'MERCHANT_BANK_CARD', 'X']),
    bank_type: random.pick(['CMB_DEBIT', 'CMB_DEBIT', 'CMB', nastyText(random)]),
    bank_account: personal('6225880137340403'),
    real_name: personal('张三'),
  };
  return ['POST', paths.abnormalRefund(id), body, encrypted ? lane.merchant.public_key_id : undefined];
}

function billOf(random: Random, lane: Lane): Request {
  const date = random.chance(0.8) ? lane.day(random) : random.pick(BILL_DATES);
  const what = random.pick(['tradebill', 'fundflowbill']);
  return ['GET', `/v3/bill/${what}?bill_date=${date}&${random.pick(BILL_OPTIONS)}`];
}

function downloadOf(random: Random, lane: Lane): Request {
  const known = random.chance(0.8) ? lane.download(random) : undefined;
  return ['GET', known ?? `/v3/billdownload/file?token=${encodeURIComponent(wellFormed(nastyText(random)))}`];
}

export type Request = readonly [method: 'GET' | 'POST', target: string, body?: unknown, named?: string | undefined];

const ENDPOINTS: readonly ((random: Random, lane: Lane) => Request)[] = [
  (random, lane) => ['POST', paths.order, orderOf(random, lane)],
  (random, lane) => ['POST', paths.order, orderOf(random, lane)],
  (random, lane) => ['GET', paths.orderByNumber(lane.number(random), lane.merchant.mchid)],
  (random, lane) => ['GET', paths.orderById(`42000${random.below(1_000)}`, lane.merchant.mchid)],
  (random, lane) => ['POST', paths.close(lane.number(random)), { mchid: lane.merchant.mchid }],
  (random, lane) => ['POST', paths.refund, refundOf(random, lane)],
  (random, lane) => ['GET', paths.refundByNumber(`${lane.number(random)}-r${random.below(3)}`)],
  abnormalRefund,
  (random) => [
    'POST',
    paths.securityEcho,
    {
      echo_message: nastyText(random),
      ...(random.chance(0.5) ? { encrypted_echo_message: nastyText(random) } : {}),
      ...(random.chance(0.3) ? { notify_url: random.pick(NOTIFY_URLS) } : {}),
    },
  ],
  billOf,
  downloadOf,
  () => ['GET', '/v3/certificates'],
];

const SIGNINGS: readonly (readonly [number, Signing])[] = [
  [12, 'right'],
  [2, 'not'],
  [1, 'other-key'],
  [2, 'other-bytes'],
  [1, 'stale'],
  [3, 'garbled'],
];

/** A request to an endpoint of the payments: right, or wrong in its fields, its JSON or its signature. */
export function wireDraft(random: Random, lane: Lane): Draft {
  const [method, target, value, named] = random.pick(ENDPOINTS)(random, lane);
  const headers: [string, string][] = random.chance(0.95) ? [['User-Agent', 'fuzz']] : [];
  if (random.chance(0.95)) headers.push(['Accept', random.pick(['*/*', 'application/json'])]);
  if (named !== undefined) headers.push(['Wechatpay-Serial', named]);
  else if (random.chance(0.3)) {
    const { public_key_id, platform_serial_no } = lane.merchant;
    headers.push([
      'Wechatpay-Serial',
      random.pick([public_key_id, platform_serial_no, 'PUB_KEY_ID_', 'x', '', '0'.repeat(300)]),
    ]);
  }
  return { method, target, headers, body: bodyOf(random, value), signing: random.weighted(SIGNINGS) };
}

function bodyOf(random: Random, value: unknown): Buffer {
  if (value === undefined) return Buffer.from(random.chance(0.9) ? '' : '{}');
  const how = random.below(10);
  if (how < 5) return Buffer.from(written(random, value));
  if (how < 8) return Buffer.from(written(random, bent(random, value, KEPT)));
  return garbled(random, JSON.stringify(value));
}
