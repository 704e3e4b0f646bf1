export { type Check, exitCodeOf, type StepName } from './check.ts';
export { examine } from './examine.ts';
export { type Manner, renderCheck, renderEnd, renderStep } from './render.ts';
