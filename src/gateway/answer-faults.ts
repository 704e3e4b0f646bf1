import { isRecord, parseJson } from '../protocol/wire.ts';
import { type Duration, seconds } from '../time/index.ts';
import type { Outcome } from './answers.ts';
import type { AnswerFault } from './faults.ts';

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
    case 'error-500':
    case 'reset-before': // nobody will see it
      return { kind: 'refused', refusal: { status: 500, code: 'SYSTEM_ERROR', message: '系统异常，请稍后重试' } };
    case 'rate-limit':
      return { kind: 'refused', refusal: { status: 429, code: 'FREQUENCY_LIMITED', message: '频率限制，请稍后再试' } };
    default:
      return undefined;
  }
}

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
