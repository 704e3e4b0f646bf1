import type { Gateway } from '../../gateway/gateway.ts';
import type { CashierAction, CashierAnswer, PaymentParams } from '../../protocol/index.ts';
import { redactValue } from '../../trace/index.ts';
import type { Tenant } from '../merchants/tenant.ts';

/** The payer opens the cashier; what became of it is written down. */
export function openCashier(
  gateway: Gateway,
  { merchant, log }: Tenant,
  params: PaymentParams,
  openid: string,
  action: CashierAction,
): CashierAnswer {
  const answer = gateway.cashier(merchant, params, openid, action);
  const { timeline } = merchant.books.ofPayer(openid);
  log.record(timeline, { kind: 'cashier', action, params: redactValue(params), ...answer });
  return answer;
}
