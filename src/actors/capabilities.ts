/** What a binding can do beyond the wire. A scenario that needs what is missing is not verified, and says why. */
export const CAPABILITIES = ['clock', 'payer', 'faults', 'notifications', 'refund-settlement'] as const;
export type Capability = (typeof CAPABILITIES)[number];
