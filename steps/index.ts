import './parameter-types.ts';
import './hooks.ts';
import './trade-steps.ts';
import './cashier-steps.ts';
import './trade-outcomes.ts';
import './refund-steps.ts';
import './refund-part-steps.ts';
import './foreign-steps.ts';
import './coupon-steps.ts';
import './self-test-steps.ts';
import './notification-steps.ts';
import './purchase-steps.ts';
import './closing-steps.ts';
import './merchant-refund-steps.ts';
import './merchant-call-steps.ts';
import './merchant-key-steps.ts';
import './fault-steps.ts';
import './books-steps.ts';
import './parameter-steps.ts';
import './wire-steps.ts';
import './signed-call-steps.ts';
import './key-steps.ts';
import './told-steps.ts';
import './bill-steps.ts';
import './reconcile-steps.ts';

// One copy of cucumber in a tree: own steps are defined with this one.
export { After, Before, Given, Then, When } from '@cucumber/cucumber';
export { Scene } from './scene.ts';
