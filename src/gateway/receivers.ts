import type { AbnormalRefundRequest } from '../protocol/payments.ts';
import type { WireHeaders } from '../protocol/wire.ts';
import type { RegisteredMerchant } from './merchants.ts';
import { keyNamed } from './platform-keys.ts';
import { type Refusal, refusals } from './refusal.ts';
import type { Receiver } from './state.ts';

/** The banks whose debit cards can be named, by the beginning of bank_type (D:4012791905). */
const BANKS: Readonly<Record<string, string>> = {
  CMB: '招商银行',
  COMM: '交通银行',
  ABC: '农业银行',
  CCB: '建设银行',
  ICBC: '工商银行',
  BOC: '中国银行',
  PAB: '平安银行',
  SPDB: '浦发银行',
  CITIC: '中信银行',
  CEB: '光大银行',
  CMBC: '民生银行',
  CIB: '兴业银行',
  GDB: '广发银行',
  PSBC: '邮储银行',
  NBCB: '宁波银行',
};

type Reader = Pick<RegisteredMerchant, 'platformKeys' | 'keyMode' | 'keyChange' | 'ledger'>;

/** Whom the money goes to, or why account and name cannot be read. */
export type Named =
  | { readonly kind: 'receiver'; readonly receiver: Receiver }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const receiver = (account: string): Named => ({
  kind: 'receiver',
  receiver: { channel: 'OTHER_BANKCARD', account },
});
const refused = (refusal: Refusal): Named => ({ kind: 'refused', refusal });

/**
 * Whom the money goes to. Account and name cannot be read where the header names no key of WeChat Pay's, or they were
 * encrypted for another (D:4013053279). Of the account, the last four digits are all that is kept.
 */
export function receiverOf(
  { type, bank_type, bank_account, real_name }: AbnormalRefundRequest,
  headers: WireHeaders,
  merchant: Reader,
): Named {
  const key = keyNamed(merchant, headers['wechatpay-serial']);
  const texts: string[] = [];
  for (const field of [bank_account, real_name]) {
    if (field === undefined) continue;
    if (!key) return refused(refusals.wrongEncryptionSerial);
    const text = key.open(field);
    if (!text) return refused(refusals.notDecryptable(merchant.ledger.policy.undecryptableField));
    texts.push(text);
  }
  if (type === 'MERCHANT_BANK_CARD') return receiver('商户基本账户商户结算银行账户');
  // The schema asks for all three of a payer's card.
  return receiver(`${BANKS[(bank_type as string).replace('_DEBIT', '')]}借记卡${(texts[0] as string).slice(-4)}`);
}
