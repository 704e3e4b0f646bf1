import { isRecord, parseJson } from '../protocol/wire.ts';
import { type Duration, seconds } from '../time/index.ts';
import type { Outcome } from './answers.ts';
import type { AnswerFault } from './faults.ts';
import type { Refusal } from './refusal.ts';

/** What becomes of an answer on its way: whoever carries it has to play that. */
export type Mishap =
  | { readonly kind: 'slow'; readonly by: Duration }
  /** The connection breaks, and nothing of the answer arrives. */
  | { readonly kind: 'reset' }
  /** The head arrives and half of the body; then the connection breaks. */
  | { readonly kind: 'truncated' };

/** Longer than the ten seconds that official clients wait for an answer (SDKs). */
const SLOW_BY = seconds(12);

export function mishapOf(fault: AnswerFault | undefined): Mishap | undefined {
  switch (fault) {
    case 'slow':
      return { kind: 'slow', by: SLOW_BY };
    case 'reset-before':
    case 'reset-after':
      return { kind: 'reset' };
    case 'truncated':
      return { kind: 'truncated' };
    default:
      return undefined;
  }
}

/** The whole answer, where the fault is that the gateway does not do its work. */
export function faultOutcome(fault: AnswerFault | undefined): Outcome | undefined {
  switch (fault) {
    case undefined:
      return undefined;
    case 'reset-before': // nobody will see it
      return { kind: 'refused', refusal: REFUSALS['error-500'] };
    default:
      return fault in REFUSALS ? { kind: 'refused', refusal: REFUSALS[fault as keyof typeof REFUSALS] } : undefined;
  }
}

/** Answers that a gateway gives for reasons of its own, or of an account's, which no request can bring about here (D:4012791897, D:4012791903). */
const REFUSALS = {
  'error-500': { status: 500, code: 'SYSTEM_ERROR', message: '系统异常，请稍后重试' },
  'rate-limit': { status: 429, code: 'FREQUENCY_LIMITED', message: '频率限制，请稍后再试' },
  unavailable: { status: 503, code: 'SERVICE_UNAVAILABLE', message: '服务不可用，请稍后重试' }, // the text is ours
  'no-auth': {
    status: 403,
    code: 'NO_AUTH',
    message: '商户号该产品权限未开通，请前往商户平台>产品中心检查后重试',
  },
  'rule-limit': { status: 403, code: 'RULE_LIMIT', message: '业务规则限制' }, // the text is ours
  'unknown-openid': { status: 400, code: 'PARAM_ERROR', message: '无效的openid' },
  'openid-mismatch': { status: 400, code: 'INVALID_REQUEST', message: 'appid与openid不匹配' },
  'account-abnormal': {
    status: 403,
    code: 'USER_ACCOUNT_ABNORMAL',
    message: '用户账户异常或已注销，不能原路退回，请使用其他方式进行退款。',
  },
} as const satisfies Readonly<Record<string, Refusal>>;

/** An answer changed on the way to say that the order is paid, or the refund done; the signature stays that of the true one. */
export function tampered(body: Buffer): Buffer {
  const truth = parseJson(body);
  if (!isRecord(truth)) return body;
  if ('refund_id' in truth) return Buffer.from(JSON.stringify({ ...truth, status: 'SUCCESS' }));
  return Buffer.from(JSON.stringify({ ...truth, trade_state: 'SUCCESS', trade_state_desc: '支付成功' }));
}

/** A refusal that says the same by its status and its code, and in other words. Anything else stays as it is. */
export const reworded = <T extends Outcome>(outcome: T): T =>
  outcome.kind === 'refused' ? { ...outcome, refusal: { ...outcome.refusal, message: '本次请求未予受理' } } : outcome;
