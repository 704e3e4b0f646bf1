import { billDetailMutants } from './bill-detail-mutants.ts';
import { billMutants } from './bill-mutants.ts';
import { booksMutants } from './books-mutants.ts';
import { couponMutants } from './coupon-mutants.ts';
import { foreignMutants } from './foreign-mutants.ts';
import { keyMutants } from './key-mutants.ts';
import { merchantBooksMutants } from './merchant-books-mutants.ts';
import { merchantCareMutants } from './merchant-care-mutants.ts';
import { merchantDutyMutants } from './merchant-duty-mutants.ts';
import { merchantHalfDoneMutants } from './merchant-half-done-mutants.ts';
import { merchantInVainMutants } from './merchant-in-vain-mutants.ts';
import { merchantOrderMutants } from './merchant-order-mutants.ts';
import { merchantParamsMutants } from './merchant-params-mutants.ts';
import { merchantRefundCareMutants } from './merchant-refund-care-mutants.ts';
import { merchantRenumberMutants } from './merchant-renumber-mutants.ts';
import type { Mutant } from './mutant.ts';
import { notificationMutants } from './notification-mutants.ts';
import { orderLifeMutants } from './order-life-mutants.ts';
import { orderMutants } from './order-mutants.ts';
import { reconcileMutants } from './reconcile-mutants.ts';
import { refundAgainMutants } from './refund-again-mutants.ts';
import { refundBeliefMutants } from './refund-belief-mutants.ts';
import { refundMutants } from './refund-mutants.ts';
import { refundPartMutants } from './refund-part-mutants.ts';
import { reorderMutants } from './reorder-mutants.ts';
import { sentAgainMutants } from './sent-again-mutants.ts';
import { signedCallMutants } from './signed-call-mutants.ts';
import { stateMutants } from './state-mutants.ts';
import { toldAfterRefundMutants } from './told-after-refund-mutants.ts';
import { toldMutants } from './told-mutants.ts';
import { validationMutants } from './validation-mutants.ts';
import { wireMutants } from './wire-mutants.ts';

export const allMutants: readonly Mutant[] = [
  ...wireMutants,
  ...signedCallMutants,
  ...keyMutants,
  ...validationMutants,
  ...foreignMutants,
  ...orderMutants,
  ...reorderMutants,
  ...orderLifeMutants,
  ...stateMutants,
  ...notificationMutants,
  ...sentAgainMutants,
  ...billMutants,
  ...billDetailMutants,
  ...refundMutants,
  ...refundAgainMutants,
  ...refundPartMutants,
  ...couponMutants,
  ...toldMutants,
  ...toldAfterRefundMutants,
  ...merchantOrderMutants,
  ...merchantCareMutants,
  ...merchantDutyMutants,
  ...merchantParamsMutants,
  ...merchantHalfDoneMutants,
  ...merchantRenumberMutants,
  ...merchantInVainMutants,
  ...merchantRefundCareMutants,
  ...merchantBooksMutants,
  ...refundBeliefMutants,
  ...reconcileMutants,
  ...booksMutants,
];
