/** One HTTP call that a verb, a login, a set-up or a clock hook is made of. Exactly one method is given, with its path or URL. */
export interface RequestStep {
  readonly as?: string;
  readonly get?: string;
  readonly post?: string;
  readonly put?: string;
  readonly patch?: string;
  readonly delete?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text is sent as it is. With `form` instead it is sent as a form. */
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** Put into the body or the form where a customer lies about the price. */
  readonly tamper?: Readonly<Record<string, unknown>>;
  /** How this call says yes, where HTTP status does not. */
  readonly success?: string;
  readonly take?: Readonly<Record<string, Take>>;
}

/** A command, run in the profile's folder; what a placeholder stands for stays one word. Its standard output is taken from like an answer. */
export interface CommandStep {
  readonly as?: string;
  readonly command: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly take?: Readonly<Record<string, Take>>;
}

export type Step = RequestStep | CommandStep;

export const PAYMENT_PARAMS = ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const;
export type PaymentParam = (typeof PAYMENT_PARAMS)[number];

/** Where a value is found: a JSONPath (RFC 9535), `header:NAME` or `cookie:NAME`, or one of these with what is to be made of it. */
export type Take =
  | string
  | {
      readonly from: string;
      /** The value is text that holds JSON. */
      readonly parse?: 'json';
      /** A JSONPath into what was parsed. */
      readonly inside?: string;
      /** Names that this backend gives to payment params: ours → its own, or a JSONPath from what was taken. */
      readonly keys?: Readonly<Partial<Record<PaymentParam, string>>>;
      /** Of `differences`: where in each one the order's number or name stands, and the word for its kind; a key, or a JSONPath. */
      readonly order?: string;
      readonly kind?: string;
      /** Takes nothing, rather than failing, where it is not there. */
      readonly optional?: boolean;
    };

export type Absent = { readonly absent: string };
export type Verb = readonly Step[] | Absent;

export const VERBS = [
  'placeOrder',
  'paymentParams',
  'readOrder',
  'returnFromCashier',
  'cancelOrder',
  'refund',
  'readRefund',
  'reconcile',
] as const;
export type VerbName = (typeof VERBS)[number];
/** Without these nothing can be judged. */
export const REQUIRED_VERBS = ['placeOrder', 'paymentParams', 'readOrder'] as const;

/** What a merchant may not do although it has the verb: each with the reason, where it is so. */
export const FEATURES = ['secondAttempt', 'partialRefund'] as const;
export type Feature = (typeof FEATURES)[number];

/** A word by which a backend tells a state: `PAID`, `2`, `true`. */
export type StateWord = string | number | boolean;

export interface ActorProfile {
  /** Whom the backend knows it as, one after the other from scenario to scenario: `{account.name}` stands for what each has. */
  readonly accounts?: readonly Readonly<Record<string, string>>[];
  readonly login?: readonly Step[];
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LaunchProfile {
  readonly command: string;
  /** `GET /path`: the backend is up once it is answered 2xx. */
  readonly ready: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The folder that it runs in, from the profile's own. */
  readonly cwd?: string;
  /** How long it may take to be up, such as `30s`. */
  readonly within?: string;
}

export type ClockProfile =
  | 'none'
  | { readonly set: RequestStep }
  | { readonly command: string }
  /** How far its time goes at once, such as `30s`. */
  | { readonly faketime: { readonly step?: string } };

/** How a merchant's backend is met: `merchant.yaml`, or what `defineMerchant` takes. */
export interface MerchantProfile {
  readonly name: string;
  readonly baseUrl: string;
  readonly launch?: LaunchProfile;
  /** Where the backend is configured to find WeChat Pay. */
  readonly gateway?: {
    readonly listen?: string;
    readonly tls?: string;
    readonly proxy?: string;
    readonly credentials?: string;
    readonly keyMode?: 'public-key' | 'platform-certificate' | 'both';
  };
  readonly notify?: { readonly origins?: Readonly<Record<string, string>> };
  readonly clock?: ClockProfile;
  /** How long a reading may take to become true, such as `5s`. */
  readonly patience?: string;
  /** How many requests a second are sent as customers, such as `2/s`; `0/s` is without a limit. */
  readonly pace?: string;
  readonly actors?: Readonly<Record<string, ActorProfile>>;
  readonly success?: string;
  readonly setUp?: readonly Step[];
  readonly tearDown?: readonly Step[];
  readonly verbs: Readonly<Partial<Record<VerbName, Verb>>>;
  /** Paying once more for an order, refunding a part: why the merchant has that not. */
  readonly absent?: Readonly<Partial<Record<Feature, string>>>;
  readonly states?: Readonly<
    Partial<Record<'unpaid' | 'paid' | 'closed' | 'refunding' | 'refunded' | 'failed', readonly StateWord[]>>
  >;
  /** The words for refunds, where they are not those of `states`. */
  readonly refundStates?: Readonly<Partial<Record<'refunding' | 'refunded' | 'failed', readonly StateWord[]>>>;
  /** The words for the kinds of differences between a day's bill and the merchant's orders. */
  readonly differences?: Readonly<Partial<Record<'unpaid' | 'unknown' | 'missing' | 'amount', readonly StateWord[]>>>;
  readonly prices?: { readonly skus: Readonly<Record<string, string>> };
}

export const isAbsent = (verb: Verb): verb is Absent => !Array.isArray(verb);
export const isCommand = (step: Step): step is CommandStep => 'command' in step;

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** What is sent where: `{ method: 'POST', path: '/orders' }`. Throws where a step has no method; a checked profile has one in each. */
export function callOf(step: RequestStep): { readonly method: string; readonly path: string } {
  for (const method of METHODS) {
    const path = step[method];
    if (path !== undefined) return { method: method.toUpperCase(), path };
  }
  throw new Error('a step of the profile has no method: the profile was not checked');
}

/** The profile as a TypeScript module's default export: checked by the compiler as it is written. */
export const defineMerchant = (profile: MerchantProfile): MerchantProfile => profile;
