import { seal } from '../protocol/aead.ts';
import { alphanumeric, type Entropy } from '../protocol/entropy.ts';
import type { EventType, Notice, NotificationEnvelope } from '../protocol/payments.ts';
import type { WireHeaders } from '../protocol/wire.ts';
import { type Clock, toRfc3339 } from '../time/index.ts';
import type { NotificationFault } from './faults.ts';
import type { RegisteredMerchant } from './merchants.ts';
import { letterKey } from './platform-keys.ts';
import { isSignatureFault, signedHeaders } from './spoil.ts';
import type { Notification } from './state.ts';

/** A notification as it goes out: headers and raw body. */
export interface Letter {
  readonly headers: WireHeaders;
  readonly body: Buffer;
}

const SUMMARIES = {
  'TRANSACTION.SUCCESS': '支付成功',
  'REFUND.SUCCESS': '退款成功',
  'REFUND.ABNORMAL': '退款异常',
  'REFUND.CLOSED': '退款关闭',
  'SECURITY_ECHO.SUCCESS': '回显测试', // ours
} as const;

const ORIGINAL_TYPES = { TRANSACTION: 'transaction', REFUND: 'refund', SECURITY_ECHO: 'security' } as const;

const originalTypeOf = (eventType: EventType) => ORIGINAL_TYPES[eventType.split('.')[0] as keyof typeof ORIGINAL_TYPES];

export interface LetterParts {
  readonly wire: Clock;
  readonly entropy: Entropy;
  readonly fault?: NotificationFault | undefined;
}

/**
 * Encrypts and signs a notification for one sending: nonces, timestamp and signature are fresh each time, event id and
 * content stay (D:4012791902). A merchant without an APIv3 key gets none: undefined.
 */
export function composeLetter(
  merchant: RegisteredMerchant,
  notification: Notification,
  { wire, entropy, fault }: LetterParts,
): Letter | undefined {
  if (merchant.apiv3Key === undefined) return undefined;
  const originalType = originalTypeOf(notification.eventType);
  const key = fault === 'wrong-key' ? alphanumeric(entropy, 32) : merchant.apiv3Key;
  const content = JSON.stringify(alteredContent(notification.resource, fault));
  const sealed = seal(key, alphanumeric(entropy, 12), originalType, content);
  const envelope: NotificationEnvelope = {
    id: notification.id,
    create_time: toRfc3339(notification.createdAt),
    resource_type: 'encrypt-resource',
    event_type: notification.eventType,
    summary: SUMMARIES[notification.eventType],
    resource: {
      original_type: originalType,
      algorithm: sealed.algorithm,
      ciphertext: fault === 'tampered-ciphertext' ? alteredText(sealed.ciphertext) : sealed.ciphertext,
      associated_data: sealed.associated_data,
      nonce: sealed.nonce,
    },
  };
  const body = Buffer.from(fault === 'odd-json' ? writtenOddly(envelope) : JSON.stringify(envelope));
  const signing = letterKey(merchant, merchant.askedSerial, entropy);
  const signatureFault = isSignatureFault(fault) ? fault : undefined;
  // The headers seen on real notifications (D:4012791902 and samples).
  const headers = {
    accept: '*/*',
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    'content-type': 'application/json',
    'user-agent': 'Mozilla/4.0',
    // Mixed-case letters and digits, as on real notifications.
    ...signedHeaders(signing, body, wire, entropy, signatureFault, alphanumeric(entropy, 32)),
  };
  return { headers, body: fault === 'altered-body' ? altered(body, envelope) : body };
}

/** The same JSON in another order, with blanks, and with every character escaped that can be: what is signed is the text. */
function writtenOddly(envelope: NotificationEnvelope): string {
  const backwards = Object.fromEntries(Object.entries(envelope).reverse());
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(backwards, undefined, '\t').replace(/[^ -~\t\n]/g, escaped)}\n`;
}

/** The envelope as it was signed, with its create_time a second off. */
function altered(body: Buffer, { create_time }: NotificationEnvelope): Buffer {
  const other = create_time.replace(/\d(?=\+)/, (digit) => String((Number(digit) + 1) % 10));
  return Buffer.from(body.toString().replace(create_time, other));
}

/** Content that is not the order's, inside an envelope that is right in every other way. */
function alteredContent(resource: Notice, fault: NotificationFault | undefined): unknown {
  // A self-test tells of no money, no merchant and no order that could be another's.
  if (!('mchid' in resource)) return resource;
  switch (fault) {
    case 'wrong-amount':
    case 'smaller-amount': {
      const total = (resource.amount as { readonly total: number }).total + (fault === 'wrong-amount' ? 1 : -1);
      return { ...resource, amount: { ...resource.amount, total, payer_total: total } };
    }
    case 'wrong-state':
      return 'trade_state' in resource
        ? { ...resource, trade_state: 'NOTPAY', trade_state_desc: '订单未支付' }
        : { ...resource, refund_status: 'PROCESSING' };
    case 'wrong-currency':
      return { ...resource, amount: { ...resource.amount, currency: 'USD' } };
    case 'wrong-mchid':
      return { ...resource, mchid: `${resource.mchid.slice(0, -1)}${resource.mchid.endsWith('0') ? '1' : '0'}` };
    case 'wrong-appid':
      return { ...resource, appid: 'wx0000000000000000' };
    case 'unknown-order':
      return { ...resource, out_trade_no: `${resource.out_trade_no.slice(0, 24)}_unknown` };
    default:
      return resource;
  }
}

/**
 * The same Base64 text with one character of its end, the authentication tag, changed. Who leaves the tag out opens it to
 * the content as it was, and cannot refuse it for being no JSON.
 */
function alteredText(base64: string): string {
  const at = base64.length - 12;
  return `${base64.slice(0, at)}${base64.charAt(at) === 'A' ? 'B' : 'A'}${base64.slice(at + 1)}`;
}
