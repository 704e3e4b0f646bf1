/** The workflow DSL: a stage with its cast, orders and purchases on it, and the judge, usable from any test runner. */
export * from './actors/index.ts';
export { exitCode, judge } from './judge/judge.ts';
export type * from './judge/judgement.ts';
export { defineMerchant, type MerchantProfile } from './merchant/profile/index.ts';
export * from './money/fen.ts';
export { catalogue, ruleById } from './rules/catalogue.ts';
export type { Rule } from './rules/rule.ts';
export { type MockParts, mockTarget } from './targets/mock/mock.ts';
export { registerTarget, targetNamed } from './targets/registry.ts';
export { SubjectError } from './targets/subject-error.ts';
export type { GatewayUnderTest, Target } from './targets/target.ts';
export * from './time/index.ts';
export * from './trace/index.ts';
export { Purchase } from './workflow/purchase.ts';
export * from './workflow/purchase-checks.ts';
export { Trade } from './workflow/trade.ts';
export * from './workflow/trade-checks.ts';
