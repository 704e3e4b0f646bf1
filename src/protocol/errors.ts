/** The error codes that the pages of the payment, refund and bill endpoints list, with the HTTP status each page gives (D:4012791897 … D:4012791909). */
export const ERROR_CODES = [
  'PARAM_ERROR',
  'INVALID_REQUEST',
  'SIGN_ERROR',
  'SYSTEM_ERROR',
  'SERVICE_UNAVAILABLE',
  'NO_AUTH',
  'APPID_MCHID_NOT_MATCH',
  'MCH_NOT_EXISTS',
  'OUT_TRADE_NO_USED',
  'ORDER_NOT_EXIST',
  'ORDERPAID',
  'ORDER_CLOSED',
  'TRADE_ERROR',
  'RULE_LIMIT',
  'NOT_ENOUGH',
  'USER_ACCOUNT_ABNORMAL',
  'RESOURCE_NOT_EXISTS',
  'REFUND_FEE_MISMATCH',
  'TRADE_OVERDUE',
  'FREQUENCY_LIMITED',
  'NO_STATEMENT_EXIST',
  'STATEMENT_CREATING',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The body of an error answer. `detail` has the form that is seen on the wire: a place and the value met there. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly message: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}
