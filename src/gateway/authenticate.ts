import { parseAuthorization } from '../protocol/authorization.ts';
import { requestMessage } from '../protocol/request-signing.ts';
import { rsaVerifies } from '../protocol/rsa.ts';
import type { WireRequest } from '../protocol/wire.ts';
import { type Clock, fromUnixSeconds } from '../time/index.ts';
import { certificateOf, type RegisteredMerchant } from './merchants.ts';
import type { Refusal } from './refusal.ts';

const SIGN_ERROR_SUB_CODE = 268_443_699;

const unsigned = (message: string, detail?: Refusal['detail']): Refusal => ({
  status: 401,
  code: 'SIGN_ERROR',
  message,
  subCode: SIGN_ERROR_SUB_CODE,
  ...(detail ? { detail } : {}),
});

export type Authentication =
  | { readonly kind: 'merchant'; readonly merchant: RegisteredMerchant }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const refused = (refusal: Refusal): Authentication => ({ kind: 'refused', refusal });

/** Who calls, by the request's signature; or the reason for 401 in the wording of D:4012072670. The timestamp is judged before the signature. */
export function authenticate(
  request: WireRequest,
  merchantOf: (mchid: string) => RegisteredMerchant | undefined,
  wire: Clock,
): Authentication {
  const items = parseAuthorization(request.headers['authorization']);
  if (items === 'wrong-scheme') return refused(unsigned('HTTP头Authorization认证类型不正确'));
  if (typeof items === 'string') {
    return refused(unsigned('Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》'));
  }
  const merchant = merchantOf(items.mchid);
  const tolerance = merchant?.ledger.policy.timestampTolerance;
  const distance = Math.abs(wire.now() - fromUnixSeconds(Number(items.timestamp)));
  if (tolerance !== undefined && distance > tolerance) {
    return refused(unsigned('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟'));
  }
  if (!merchant || merchant.certificates.length === 0) return refused(unsigned('商户未申请过证书。'));
  const certificate = certificateOf(merchant, items.serial_no);
  if (!certificate) return refused(unsigned('商户证书序列号有误。请使用签名私钥匹配的证书序列号'));
  if (certificate.revoked) return refused(unsigned('商户证书已作废。'));
  if (certificate.notAfter !== undefined && wire.now() > certificate.notAfter)
    return refused(unsigned('商户证书已过期。'));
  const message = requestMessage(request.method, request.target, items.timestamp, items.nonce_str, request.body);
  if (rsaVerifies(certificate.publicKey, message, items.signature)) return { kind: 'merchant', merchant };
  return refused(unsigned('错误的签名，验签失败', wrongSignatureDetail(request, message)));
}

/** The detail block as observed: the gateway's own signing string, its body cut to eight bytes. */
function wrongSignatureDetail(request: WireRequest, message: Buffer): Refusal['detail'] {
  const head = message.subarray(0, message.length - request.body.length - 1);
  return {
    detail: { issue: 'sign not match' },
    field: 'signature',
    location: 'authorization',
    sign_information: {
      method: request.method,
      sign_message_length: message.length,
      truncated_sign_message: `${head.toString()}${request.body.subarray(0, 8).toString()}\n`,
      url: request.target,
    },
  };
}
