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

const opened = (text: string, headers: WireHeaders, merchant: Reader): string | undefined =>
  keyNamed(merchant, headers['wechatpay-serial'] ?? '')?.open(text);

/** Why account and name cannot be read: the header names no key of WeChat Pay's, or they were encrypted for another (D:4013053279). */
export function whyUnreadable(
  { bank_account, real_name }: AbnormalRefundRequest,
  headers: WireHeaders,
  merchant: Reader,
): Refusal | undefined {
  const fields = [bank_account, real_name].filter((field) => field !== undefined);
  if (fields.length === 0) return undefined;
  const serial = headers['wechatpay-serial'] ?? '';
  if (!keyNamed(merchant, serial)) return refusals.wrongEncryptionSerial;
  return fields.some((field) => !opened(field, headers, merchant))
    ? refusals.notDecryptable(merchant.ledger.policy.undecryptableField)
    : undefined;
}

/** Whom the money goes to. Of the account that was encrypted, the last four digits are all that is kept. */
export function receiverOf(
  { type, bank_type = '', bank_account = '' }: AbnormalRefundRequest,
  headers: WireHeaders,
  merchant: Reader,
): Receiver {
  if (type === 'MERCHANT_BANK_CARD') return { channel: 'OTHER_BANKCARD', account: '商户基本账户商户结算银行账户' };
  const bank = BANKS[bank_type.replace(/_DEBIT$/, '')] ?? bank_type;
  return {
    channel: 'OTHER_BANKCARD',
    account: `${bank}借记卡${opened(bank_account, headers, merchant)?.slice(-4) ?? ''}`,
  };
}
