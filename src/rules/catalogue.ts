import { attestedRules } from './catalogue/attested.ts';
import { basicsRules } from './catalogue/basics.ts';
import { billRules } from './catalogue/bills.ts';
import { cashierRules } from './catalogue/cashier.ts';
import { customersOrderRules } from './catalogue/customers-order.ts';
import { merchantCallRules } from './catalogue/merchant-calls.ts';
import { merchantRefundRules } from './catalogue/merchant-refund.ts';
import { notificationRules } from './catalogue/notification.ts';
import { orderRules } from './catalogue/order.ts';
import { paymentRules } from './catalogue/payment.ts';
import { reconciliationRules } from './catalogue/reconciliation.ts';
import { refundRules } from './catalogue/refund.ts';
import { statesRules } from './catalogue/states.ts';
import type { Rule } from './rule.ts';

/** Every rule of the kit, in the order of the guide. */
export const catalogue: readonly Rule[] = [
  ...basicsRules,
  ...merchantCallRules,
  ...attestedRules,
  ...orderRules,
  ...customersOrderRules,
  ...cashierRules,
  ...paymentRules,
  ...notificationRules,
  ...billRules,
  ...reconciliationRules,
  ...refundRules,
  ...merchantRefundRules,
  ...statesRules,
];

/** Those of which scenarios tell: the others are signed off. */
export const playedRules: readonly Rule[] = catalogue.filter(({ attested }) => !attested);

const byId = new Map(catalogue.map((rule) => [rule.id, rule]));

export const ruleById = (id: string): Rule | undefined => byId.get(id);
