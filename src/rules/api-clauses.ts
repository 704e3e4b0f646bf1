import type { Clause } from './clause.ts';
import { basicsPages } from './pages/basics.ts';
import { billsPages } from './pages/bills.ts';
import { notificationsPages } from './pages/notifications.ts';
import { ordersPages } from './pages/orders.ts';
import { paymentsPages } from './pages/payments.ts';
import { refundsPages } from './pages/refunds.ts';

/** What the pages that rules cite ask for. What a page only tells, or asks of other products, is no clause. */
export const apiClauses: readonly Clause[] = [
  ...basicsPages,
  ...ordersPages,
  ...paymentsPages,
  ...notificationsPages,
  ...refundsPages,
  ...billsPages,
];
