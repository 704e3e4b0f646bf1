import { type Clock, toUnixSeconds } from '../time/index.ts';
import { type Entropy, requestNonce } from './entropy.ts';
import { type PublicKey, rsaVerifies, type Signer } from './rsa.ts';

/** The arguments of `wx.requestPayment` as a backend hands them over, with the appid that is signed along (D:4012791898). */
export interface PaymentParams {
  readonly appId: string;
  /** Unix seconds, as text. */
  readonly timeStamp: string;
  readonly nonceStr: string;
  /** `prepay_id=…` */
  readonly package: string;
  /** Always `RSA`. */
  readonly signType: string;
  readonly paySign: string;
}

/** appId, timeStamp, nonceStr and the whole of `package`, each line ended by a line feed (D:4012365341). */
export const payMessage = (params: Omit<PaymentParams, 'paySign' | 'signType'>): Buffer =>
  Buffer.from(`${params.appId}\n${params.timeStamp}\n${params.nonceStr}\n${params.package}\n`);

/** The arguments for a prepay_id, signed now with the merchant's own key. */
export function paymentParams(
  sign: Signer,
  appId: string,
  prepayId: string,
  clock: Clock,
  entropy: Entropy,
): PaymentParams {
  const unsigned = {
    appId,
    timeStamp: String(toUnixSeconds(clock.now())),
    nonceStr: requestNonce(entropy),
    package: `prepay_id=${prepayId}`,
  };
  return { ...unsigned, signType: 'RSA', paySign: sign(payMessage(unsigned)) };
}

export const paySignVerifies = (params: PaymentParams, key: PublicKey): boolean =>
  params.signType === 'RSA' && rsaVerifies(key, payMessage(params), params.paySign);

/** The prepay_id in `package`, or undefined where the prefix is missing. */
export const prepayIdOf = (params: Pick<PaymentParams, 'package'>): string | undefined =>
  /^prepay_id=(.+)$/.exec(params.package)?.[1];
