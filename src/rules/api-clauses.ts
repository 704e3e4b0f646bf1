import type { Clause } from './clause.ts';
import { accountsPages } from './pages/accounts.ts';
import { basicsPages } from './pages/basics.ts';
import { billsPages } from './pages/bills.ts';
import { keysPages } from './pages/keys.ts';
import { notificationsPages } from './pages/notifications.ts';
import { ordersPages } from './pages/orders.ts';
import { paymentsPages } from './pages/payments.ts';
import { refundGuidesPages } from './pages/refund-guides.ts';
import { refundsPages } from './pages/refunds.ts';

/** What WeChat Pay’s pages on this product say, page by page: held by rules, signed off, or excluded with the reason. */
export const apiClauses: readonly Clause[] = [
  ...accountsPages,
  ...basicsPages,
  ...keysPages,
  ...ordersPages,
  ...paymentsPages,
  ...notificationsPages,
  ...refundsPages,
  ...refundGuidesPages,
  ...billsPages,
];
