export { type DriverParts, type MerchantDriver, openDriver } from './driver.ts';
export type { Values } from './fill.ts';
export { Pace } from './pace.ts';
