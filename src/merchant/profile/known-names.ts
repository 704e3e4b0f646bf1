import type { VerbName } from './profile.ts';

/** The credentials that are PEM texts, by the names of their files. */
export const PEM_NAMES = [
  'apiclient_key.pem',
  'apiclient_cert.pem',
  'pub_key.pem',
  'platform_cert.pem',
  'ca.pem',
] as const;

/** What the target knows and every text of a profile may name: where the gateway is, and the credentials that go with it. */
export const TARGET_NAMES = [
  'gateway.url',
  'gateway.tlsUrl',
  'gateway.proxy',
  'gateway.host',
  'gateway.port',
  'baseUrl',
  'credentials',
  'mchid',
  'appid',
  'serial_no',
  'apiv3_key',
  'public_key_id',
  'platform_serial_no',
  'appsecret',
  ...PEM_NAMES,
] as const;

/** What every step of a verb, a login, a set-up or a tear-down may name. */
export const STEP_NAMES = ['login.code', 'openid', 'random', 'now'] as const;

/** Before the names of an actor's accounts: `{account.name}`. */
export const ACCOUNT = 'account.';

const ORDER_NAMES = ['sku', 'price.yuan', 'price.fen'] as const;
/** Of how long the customer wishes to have for paying; nothing where no time is wished. */
const WISHES = ['payWithin.seconds', 'payWithin.minutes'] as const;
/** Of what a customer says that the goods cost; nothing where the customer is honest. */
const LIES = ['lower.yuan', 'lower.fen'] as const;
const REFUND_NAMES = ['refund.yuan', 'refund.fen'] as const;
const KNOWN_ORDER = [...ORDER_NAMES, 'order'] as const;

/** What a verb's steps may name besides: what it was asked, and the order or refund that it is about. */
export const VERB_NAMES: Readonly<Record<VerbName, readonly string[]>> = {
  placeOrder: [...ORDER_NAMES, ...WISHES, ...LIES],
  paymentParams: [...KNOWN_ORDER, ...LIES],
  readOrder: KNOWN_ORDER,
  returnFromCashier: [...KNOWN_ORDER, 'errMsg', 'result'],
  cancelOrder: KNOWN_ORDER,
  refund: [...KNOWN_ORDER, ...REFUND_NAMES],
  readRefund: [...KNOWN_ORDER, ...REFUND_NAMES, 'refund'],
  reconcile: ['bill.date'],
};

/** What a verb takes for the kit. Any other name that it takes is the profile's own. */
export const TAKEN_BY_KIT: Readonly<Record<VerbName, readonly string[]>> = {
  placeOrder: ['order', 'params'],
  paymentParams: ['params'],
  readOrder: ['state', 'fulfilled'],
  returnFromCashier: ['state'],
  cancelOrder: [],
  refund: ['refund'],
  readRefund: ['state'],
  reconcile: ['differences'],
};

const BUILT_IN: ReadonlySet<string> = new Set([...TARGET_NAMES, ...STEP_NAMES, ...Object.values(VERB_NAMES).flat()]);
const KEPT_FOR_KIT: ReadonlySet<string> = new Set(Object.values(TAKEN_BY_KIT).flat());

/** Names that a profile cannot give to what it captures. */
export const isBuiltIn = (name: string): boolean => BUILT_IN.has(name) || name.startsWith(ACCOUNT);
export const isForKit = (name: string): boolean => KEPT_FOR_KIT.has(name);
