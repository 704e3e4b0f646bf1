interface Attempt {
  readonly at: string;
  readonly status: number;
  readonly error: string;
}

/** Every field that one answer or another of the sandbox has: a test reads those that the answer it asked for must have. */
export interface Body {
  readonly now: string;
  readonly mode: string;
  readonly fired: number;
  readonly id: string;
  readonly error: { readonly code: string; readonly message: string };
  readonly code: string;
  readonly errMsg: string;
  readonly message: string;
  readonly prepay_id: string;
  readonly status: string | number;
  readonly out_trade_no: string;
  readonly out_refund_no: string;
  readonly trade_state: string;
  readonly prepay_ids: readonly { readonly id: string; readonly issuedAt: string; readonly expiresAt: string }[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly paidAt: string;
  readonly refunds: readonly { readonly out_refund_no: string; readonly status: string; readonly amount: number }[];
  readonly history: readonly { readonly at: string; readonly event: string }[];
  readonly event_type: string;
  readonly url: string;
  readonly nextAttemptAt: string;
  readonly attempts: readonly Attempt[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as JSON; an empty object where there is none. */
  readonly body: Body;
  /** The same, where it is a list. */
  readonly list: readonly Body[];
  /** The same, of any form. */
  readonly json: Readonly<Record<string, unknown>>;
}

export const answerOf = (status: number, headers: Answer['headers'], text: string): Answer => {
  const isJson = text !== '' && String(headers['content-type']).startsWith('application/json');
  const body = JSON.parse(isJson ? text : '{}') as unknown;
  return { status, headers, text, body: body as Body, list: body as readonly Body[], json: body as Answer['json'] };
};
