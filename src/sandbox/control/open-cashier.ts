import type { Gateway } from '../../gateway/gateway.ts';
import type { CashierAction, CashierAnswer, Coupon, PaymentParams } from '../../protocol/index.ts';
import { PAID_ERR_MSG } from '../../protocol/index.ts';
import { redactValue } from '../../trace/index.ts';
import type { Tenant } from '../merchants/tenant.ts';

/** The payer opens the cashier; what became of it is written down. Coupons that were used are answered as they were given. */
export function openCashier(
  gateway: Gateway,
  { merchant, log }: Tenant,
  params: PaymentParams,
  openid: string,
  action: CashierAction,
  coupons: readonly Coupon[] = [],
): CashierAnswer & { readonly coupons?: readonly Coupon[] } {
  const answer = gateway.cashier(merchant, params, openid, action, coupons);
  const given = coupons.length === 0 ? {} : { coupons };
  const { timeline } = merchant.books.ofPayer(openid);
  log.record(timeline, { kind: 'cashier', action, params: redactValue(params), ...given, ...answer });
  return answer.errMsg === PAID_ERR_MSG ? { ...answer, ...given } : answer;
}
