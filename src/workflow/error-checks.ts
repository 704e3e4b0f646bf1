import { isRecord, isSuccess } from '../protocol/wire.ts';
import { answersOf } from '../rules/ambiguities.ts';
import type { Bilingual } from '../rules/rule.ts';
import type { Trade } from './trade.ts';
import { fieldOf, UNKNOWN_ORDER } from './trade-checks.ts';

/** Why a signature is refused, with every wording in which that was documented or seen (D:4012072670). */
export interface SignReason {
  readonly words: Bilingual;
  readonly messages: readonly string[];
}

const ON_PAYMENT_PATHS = '签名信息错误，验签失败';
const MALFORMED = [
  'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》',
  'HTTP头Authorization值格式错误',
];

export const signReasons: readonly SignReason[] = [
  {
    words: { en: 'the header is missing', zh: '缺少签名头' },
    messages: [ON_PAYMENT_PATHS, ...MALFORMED],
  },
  {
    words: { en: 'the scheme is another', zh: '认证类型不正确' },
    messages: [ON_PAYMENT_PATHS, 'HTTP头Authorization认证类型不正确', ...MALFORMED],
  },
  { words: { en: 'the header is malformed', zh: '签名头格式错误' }, messages: MALFORMED },
  {
    words: { en: 'the timestamp is too far away', zh: '时间戳超出范围' },
    messages: ['Http头Authorization', 'HTTP头Authorization'].map(
      (header) => `${header}中的timestamp与发起请求的时间不得超过5分钟`,
    ),
  },
  {
    words: { en: 'the merchant has no certificate', zh: '商户没有证书' },
    messages: ['商户未申请过证书。', '商户未申请过证书'],
  },
  {
    words: { en: 'the serial number is wrong', zh: '序列号有误' },
    messages: ['商户证书序列号有误。请使用签名私钥匹配的证书序列号', '商户证书序列号有误。', '商户证书序列号有误'],
  },
  {
    words: { en: 'the certificate is expired', zh: '证书已过期' },
    messages: ['商户证书已过期。', '商户证书已过期'],
  },
  {
    words: { en: 'the certificate is revoked', zh: '证书已作废' },
    messages: ['商户证书已作废。', '商户证书已作废'],
  },
  {
    words: { en: 'the certificate was replaced', zh: '证书已更换' },
    messages: ['已更换证书，请使用新证书', '已更换证书，请使用新证书。'],
  },
  {
    words: { en: 'the signature is wrong', zh: '签名有误' },
    messages: [
      '错误的签名，验签失败',
      '错误的签名，导致验签失败',
      '错误的签名，导致验签失败。',
      '签名错误',
      '签名错误，请检查后再试',
    ],
  },
];

const answerOf = (trade: Trade) => trade.answer ?? trade.stage.stop('kit', 'nothing was called yet');

/** The refusal's message is one of those that this reason is told with. */
export function expectSignReason(trade: Trade, { words, messages }: SignReason): void {
  const { body, seq } = answerOf(trade);
  const what = `the message (${words.en})`;
  trade.stage.expect({ what, matcher: 'one-of', expected: messages, seen: fieldOf(body, 'message') }, [seq]);
}

/** An order with a field that is on no page was refused and not made, or made as if the field were not there. */
export async function expectUnknownField(trade: Trade): Promise<void> {
  const { status, body, seq } = answerOf(trade);
  const refusals = answersOf('A-17').map((answer) => `${answer.status} ${answer.code}`);
  const seen = isSuccess(status) ? String(status) : `${status} ${String(fieldOf(body, 'code') ?? '')}`.trim();
  const expected = [...refusals, '200'];
  trade.stage.expect({ what: 'the answer to an unknown field', matcher: 'one-of', expected, seen }, [seq]);
  const { state, seq: asked } = await trade.readState();
  const left = isSuccess(status) ? ['NOTPAY'] : UNKNOWN_ORDER;
  trade.stage.expect({ what: 'the order under that number', matcher: 'one-of', expected: left, seen: state }, [asked]);
}

/** Only the status counts: what is no endpoint has no body either. */
export function expectStatus(trade: Trade, status: number): void {
  const { status: seen, seq } = answerOf(trade);
  trade.stage.expect({ what: 'the status', matcher: 'equals', expected: status, seen }, [seq]);
}

/** The refusal names a field of the body by its path with dots, in the documented form or the observed one, and has a message. */
export function expectNamed(trade: Trade, path: string): void {
  const { body, seq } = answerOf(trade);
  const pointer = `/${path.replaceAll('.', '/')}`;
  const message = fieldOf(body, 'message');
  const look = (what: string, expected: unknown, seen: unknown): void =>
    trade.stage.expect({ what, matcher: 'equals', expected, seen }, [seq]);
  look('whether there is a message', true, typeof message === 'string' && message !== '');
  look('location in the detail', 'body', fieldOf(body, 'detail.location'));
  const detail = fieldOf(body, 'detail');
  look('whether the detail has a value', true, isRecord(detail) && 'value' in detail);
  const field = fieldOf(detail, 'field') ?? (String(message).includes(`/body${pointer}”`) ? pointer : undefined);
  look('the field that is named', pointer, field);
}
