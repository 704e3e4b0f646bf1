import { parseAuthorization } from '../protocol/authorization.ts';
import { requestMessage } from '../protocol/request-signing.ts';
import { rsaVerifies } from '../protocol/rsa.ts';
import type { WireRequest } from '../protocol/wire.ts';
import { type Clock, fromUnixSeconds } from '../time/index.ts';
import { type CertificateFault, certificateOf, faultOf, type RegisteredMerchant } from './merchants.ts';
import { documentedPolicy } from './policy.ts';
import { type Refusal, refusals } from './refusal.ts';

const SIGN_ERROR_SUB_CODE = 268_443_699;

export type Authentication =
  | { readonly kind: 'merchant'; readonly merchant: RegisteredMerchant }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const refused = (refusal: Refusal): Authentication => ({ kind: 'refused', refusal });

/** The messages of D:4012072670, where an answer was seen in its wording; a missing header is told in another way on payment paths (live probes). */
const MESSAGES = {
  payments: '签名信息错误，验签失败',
  malformed: 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》',
  scheme: 'HTTP头Authorization认证类型不正确',
  timestamp: 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟',
  noApiv3Key: '商户未设置APIv3密钥。',
  noCertificate: '商户未申请过证书。',
  serial: '商户证书序列号有误。请使用签名私钥匹配的证书序列号',
  revoked: '商户证书已作废。',
  expired: '商户证书已过期。',
  replaced: '已更换证书，请使用新证书',
  signature: '错误的签名，验签失败',
} as const;

const ISSUES: Readonly<Record<CertificateFault, string>> = {
  revoked: 'certificate is revoked',
  expired: 'certificate is expired',
  replaced: 'certificate is replaced by another',
};

/** The paths of payments answer before authentication in ways of their own (live probes). */
const isOfPayments = ({ target }: WireRequest): boolean => target.startsWith('/v3/pay/transactions/');

/** Who calls, by the request's signature; or the reason for 401 in the wording of D:4012072670. The timestamp is judged before the signature. */
export function authenticate(
  request: WireRequest,
  merchantOf: (mchid: string) => RegisteredMerchant | undefined,
  wire: Clock,
): Authentication {
  const items = parseAuthorization(request.headers['authorization']);
  const merchant = typeof items === 'string' ? undefined : merchantOf(items.mchid);
  // Nobody has proven to be that merchant yet; but the more it is told as the merchant's policy has it, the less there is to wonder.
  const policy = merchant?.ledger.policy ?? documentedPolicy;
  const unsigned = (message: string, field: string, issue: string, more?: Refusal['detail']): Authentication =>
    refused({
      status: 401,
      code: 'SIGN_ERROR',
      message,
      subCode: SIGN_ERROR_SUB_CODE,
      // By the documents only wrong parameters have a detail (D:4012081709).
      ...(policy.errorDetail === 'documented'
        ? {}
        : { detail: { detail: { issue }, field, location: 'authorization', ...more } }),
    });

  if (policy.headersRequired === 'everywhere' || !isOfPayments(request)) {
    if (!request.headers['accept'] || !request.headers['user-agent']) return refused(refusals.headerMissing);
  }
  if (items === 'absent' || items === 'wrong-scheme') {
    const issue = items === 'absent' ? 'authorization is missing' : 'authorization scheme is unknown';
    if (isOfPayments(request)) return unsigned(MESSAGES.payments, 'authorization', issue);
    return unsigned(items === 'absent' ? MESSAGES.malformed : MESSAGES.scheme, 'authorization', issue);
  }
  if (items === 'malformed') return unsigned(MESSAGES.malformed, 'authorization', 'authorization is malformed');
  const { serial_no, timestamp, nonce_str, signature } = items;
  if (Math.abs(wire.now() - fromUnixSeconds(Number(timestamp))) > policy.timestampTolerance)
    return unsigned(MESSAGES.timestamp, 'timestamp', 'timestamp is out of range');
  if (!merchant || merchant.certificates.length === 0)
    return unsigned(MESSAGES.noCertificate, 'mchid', 'merchant has no certificate');
  if (merchant.apiv3Key === undefined && policy.withoutApiv3Key === 'refused')
    return unsigned(MESSAGES.noApiv3Key, 'mchid', 'merchant has no APIv3 key');
  const certificate = certificateOf(merchant, serial_no);
  if (!certificate) return unsigned(MESSAGES.serial, 'serial_no', 'serial_no is unknown');
  const fault = faultOf(merchant, certificate, wire.now());
  if (fault) return unsigned(MESSAGES[fault], 'serial_no', ISSUES[fault]);
  const message = requestMessage(request.method, request.target, timestamp, nonce_str, request.body);
  if (rsaVerifies(certificate.publicKey, message, signature)) return { kind: 'merchant', merchant };
  return unsigned(MESSAGES.signature, 'signature', 'sign not match', signInformation(request, message));
}

/** As observed: what the gateway itself would have signed, its body cut to eight bytes. */
function signInformation(request: WireRequest, message: Buffer): Refusal['detail'] {
  const head = message.subarray(0, message.length - request.body.length - 1);
  return {
    sign_information: {
      method: request.method,
      sign_message_length: message.length,
      truncated_sign_message: `${head.toString()}${request.body.subarray(0, 8).toString()}\n`,
      url: request.target,
    },
  };
}
