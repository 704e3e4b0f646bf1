/** What a gateway can do beyond the wire. */
export const GATEWAY_CAPABILITIES = [
  'clock',
  'payer',
  'faults',
  'notifications',
  'refund-settlement',
  'certificates',
  'platform-keys',
  'coupons',
  'balance',
] as const;
export type GatewayCapability = (typeof GATEWAY_CAPABILITIES)[number];

/**
 * What a binding can do beyond the wire. A scenario that needs what is missing is not verified, and says why.
 * `backend-clock`: the merchant's own time moves with the gateway's, so that its timers and its sense of age can be judged.
 * `named-payer`: the merchant is told who the customer is, and so can name the payer.
 * `impostor`: somebody else can answer in WeChat Pay's place, over TLS, with a certificate that must not be trusted.
 */
export const CAPABILITIES = [...GATEWAY_CAPABILITIES, 'backend-clock', 'named-payer', 'impostor'] as const;
export type Capability = (typeof CAPABILITIES)[number];
