import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Coupon, PaymentParams, RefundStatus } from '../../protocol/index.ts';
import {
  CASHIER_ACTIONS,
  type CashierAction,
  COUPON_CONTRIBUTORS,
  COUPON_SCOPES,
  COUPON_TYPES,
} from '../../protocol/index.ts';
import { ControlError } from './control-error.ts';

/** What a control call takes, and an example of it for who sent something else. */
export interface Input<T> {
  readonly schema: object;
  readonly example: string;
  /** Never there: carries the type that the schema describes. */
  readonly type?: T;
}

const text = { type: 'string', minLength: 1, maxLength: 2_048 } as const;
const object = (properties: Readonly<Record<string, object>>, required: readonly string[]): object => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const paymentParams = { appId: text, timeStamp: text, nonceStr: text, package: text, signType: text, paySign: text };

export const advanceInput: Input<{ readonly seconds?: number; readonly to?: string }> = {
  schema: {
    ...object({ seconds: { type: 'number', minimum: 0 }, to: text }, []),
    minProperties: 1,
    maxProperties: 1,
  },
  example: '{"seconds": 7200} or {"to": "2026-01-15T10:00:00+08:00"}',
};

/** Names and numbers as long as both the query and the notification have them (D:4012791900, D:4012791902). */
const short = { type: 'string', minLength: 1, maxLength: 32 } as const;
const coupon = object(
  {
    amount: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
    type: { enum: COUPON_TYPES },
    scope: { enum: COUPON_SCOPES },
    coupon_id: short,
    name: short,
    stock_id: short,
    contributor: { enum: COUPON_CONTRIBUTORS },
  },
  ['amount', 'type'],
);

export const cashierInput: Input<
  PaymentParams & {
    readonly openid?: string;
    readonly action: CashierAction;
    readonly coupons?: readonly Coupon[];
  }
> = {
  schema: object(
    {
      ...paymentParams,
      openid: text,
      action: { enum: CASHIER_ACTIONS },
      coupons: { type: 'array', maxItems: 20, items: coupon },
    },
    [...Object.keys(paymentParams), 'action'],
  ),
  example:
    'the arguments of wx.requestPayment as texts, with appId and an action: {"appId", "timeStamp", "nonceStr", "package", "signType", "paySign", "action": "pay", "openid"?, "coupons"?: [{"amount": 200, "type": "CASH"}]}',
};

export const settleInput: Input<{ readonly status: Exclude<RefundStatus, 'PROCESSING'> }> = {
  schema: object({ status: { enum: ['SUCCESS', 'CLOSED', 'ABNORMAL'] } }, ['status']),
  example: '{"status": "SUCCESS"}',
};

export const faultInput: Input<{ readonly on: string; readonly fault: string; readonly times?: number }> = {
  schema: object(
    {
      on: { type: 'string', maxLength: 300, pattern: '^(?:notification|(?:[A-Z]+|\\*) [/*]\\S*)$' },
      fault: text,
      times: { type: 'integer', minimum: 1 },
    },
    ['on', 'fault'],
  ),
  example: '{"on": "GET /v3/pay/transactions/*", "fault": "error-500", "times": 1} or {"on": "notification", …}',
};

export const nothing: Input<Readonly<Record<string, never>>> = { schema: object({}, []), example: 'no body' };

const ajv = new Ajv2020({ verbose: true, strictTypes: false });
const validators = new Map<object, ValidateFunction>();

/** The body as the call takes it. Throws a ControlError that says what was met, what is expected and how to write it. */
export function readInput<T>({ schema, example }: Input<T>, body: unknown): T {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  if (validate(body)) return body as T;
  const [error] = validate.errors ?? [];
  throw new ControlError(
    'invalid_request',
    `${error ? complaint(error) : 'The body is not as expected'}: send ${example}`,
  );
}

function complaint(error: ErrorObject): string {
  const field = error.instancePath === '' ? 'The body' : `"${error.instancePath.slice(1)}"`;
  switch (error.keyword) {
    case 'required':
      return `"${String(error.params['missingProperty'])}" is missing`;
    case 'additionalProperties':
      return `There is no field "${String(error.params['additionalProperty'])}" here`;
    case 'minProperties':
    case 'maxProperties':
      return `${error.parentSchema?.['maxProperties'] === 1 ? 'Exactly' : 'At least'} one field is expected`;
    case 'enum':
      return `${field} is ${shown(error.data)} and must be one of ${(error.schema as readonly string[]).join(', ')}`;
    default:
      return `${field} is ${shown(error.data)} and ${error.message ?? 'is not as expected'}`;
  }
}

/** A value as it was given, cut to a length that stays one line. */
function shown(value: unknown): string {
  const written = asJson(value);
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
}

/** JSON text; what was nested shallow enough to be read can still be too deep to be written. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    return 'nested too deep to be shown';
  }
}
