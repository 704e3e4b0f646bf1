import { parseAuthorization } from '../protocol/authorization.ts';
import type { Entropy } from '../protocol/entropy.ts';
import type { EchoNotice, EchoRequest } from '../protocol/payments.ts';
import { encryptField } from '../protocol/sensitive-field.ts';
import type { WireHeaders } from '../protocol/wire.ts';
import { certificateOf, type RegisteredMerchant } from './merchants.ts';
import { keyNamed } from './platform-keys.ts';
import { type Refusal, refusals } from './refusal.ts';

export type Echo =
  | { readonly kind: 'heard'; readonly message: string; readonly sealed?: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * What comes back of a self-test: the message as it came, and what was encrypted for WeChat Pay encrypted for the
 * certificate that signed the request, so that each side has shown that it can read the other (D:4014551946).
 */
export function echoOf(
  { echo_message: message, encrypted_echo_message }: EchoRequest,
  headers: WireHeaders,
  merchant: RegisteredMerchant,
  entropy: Entropy,
): Echo {
  const key = keyNamed(merchant, headers['wechatpay-serial']);
  if (!key) return { kind: 'refused', refusal: refusals.wrongEncryptionSerial };
  if (encrypted_echo_message === undefined) return { kind: 'heard', message };
  const items = parseAuthorization(headers['authorization']);
  const certificate = typeof items === 'string' ? undefined : certificateOf(merchant, items.serial_no);
  const text = key.open(encrypted_echo_message);
  if (text === undefined || !certificate)
    return { kind: 'refused', refusal: refusals.notDecryptable(merchant.ledger.policy.undecryptableField) };
  return { kind: 'heard', message, sealed: encryptField(certificate.publicKey, text, entropy) };
}

/** The same as the notification tells it, where the name of the field is another (D:4015164042). */
export const echoNotice = ({ message, sealed }: Echo & { kind: 'heard' }): EchoNotice => ({
  echo_message: message,
  ...(sealed === undefined ? {} : { encrypt_echo_message: sealed }),
});
