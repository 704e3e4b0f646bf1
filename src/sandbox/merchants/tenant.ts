import type { RegisteredMerchant } from '../../gateway/merchants.ts';
import type { MerchantHoldings } from '../credentials/new-merchant.ts';
import type { TraceLog } from './trace-log.ts';

/** A merchant of this sandbox: as the gateway knows it, what it holds, and the log of its traffic. */
export interface Tenant {
  readonly merchant: RegisteredMerchant;
  readonly holdings: MerchantHoldings;
  /** The payer where a cashier call or a login names none. */
  readonly openid: string;
  readonly log: TraceLog;
}
