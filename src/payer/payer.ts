import type { PayerActor } from '../actors/index.ts';
import type { CashierAction, CashierAnswer } from '../protocol/cashier.ts';
import type { Coupon } from '../protocol/coupons.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import { redactValue, type Trace } from '../trace/index.ts';

/** The cashier (收银台) that a payer is brought to. */
export type Cashier = (
  params: PaymentParams,
  openid: string,
  action: CashierAction,
  coupons: readonly Coupon[],
) => Promise<CashierAnswer>;

/** A payer in front of a cashier; what happens there goes into the trace. */
export class Payer implements PayerActor {
  readonly openid: string;
  readonly #cashier: Cashier;
  readonly #trace: Trace;

  constructor(openid: string, cashier: Cashier, trace: Trace) {
    this.openid = openid;
    this.#cashier = cashier;
    this.#trace = trace;
  }

  async requestPayment(
    params: PaymentParams,
    action: CashierAction,
    openid = this.openid,
    coupons: readonly Coupon[] = [],
  ): Promise<CashierAnswer> {
    const answer = await this.#cashier(params, openid, action, coupons);
    this.#trace.record({
      kind: 'cashier',
      action,
      params: redactValue(params),
      ...(coupons.length === 0 ? {} : { coupons }),
      ...answer,
    });
    return answer;
  }
}
