import type { NamedTrace } from '../../src/judge/judgement.ts';
import type { Level, Rule } from '../../src/rules/rule.ts';
import type { Exchange, Happening, TraceEvent } from '../../src/trace/index.ts';

const AT = '2026-01-15T10:00:00+08:00';
export const RULE = 'PREPAY-2H';

export const rule = (id = RULE, level: Level = 'must'): Rule => ({
  id,
  area: 'order',
  level,
  subject: 'gateway',
  title: { en: id, zh: id },
  sources: [],
  needs: [],
  hint: { en: '', zh: '' },
});

/** The events of happenings, in order. */
export const eventsOf = (happenings: readonly Happening[]): readonly TraceEvent[] =>
  happenings.map((happening, index) => ({ seq: index + 1, at: AT, wire: AT, ...happening }));

export const began = (rules: readonly string[] = [RULE]): Happening => ({
  kind: 'scenario',
  name: 'a scenario',
  file: 'features/a.feature',
  line: 7,
  rules,
  target: 'mock',
  seed: 1,
});

export const seen = (expected: unknown, actually: unknown, of = RULE): Happening => ({
  kind: 'expectation',
  rule: of,
  what: 'the answer',
  matcher: 'equals',
  expected,
  seen: actually,
  evidence: [2],
});

export const stopped = (why: 'absent' | 'capability' | 'prerequisite' | 'environment' | 'kit'): Happening => ({
  kind: 'obstacle',
  why,
  reason: `because of ${why}`,
});

export const end: Happening = { kind: 'end' };
export const fault: Happening = { kind: 'fault', on: '*', fault: 'unsigned' };

let count = 0;
/** A trace of those happenings, as a file of its own. */
export function trace(...happenings: readonly Happening[]): NamedTrace {
  count += 1;
  return { path: `traces/${count}.ndjson`, events: eventsOf(happenings) };
}

/** A whole scenario under a rule, begun and ended. */
export const scenario = (...happenings: readonly Happening[]): NamedTrace => trace(began(), ...happenings, end);

const none = { headers: {} };

/** What a merchant sends to the gateway; right in every way, unless the changes say otherwise. */
export const call = (method: 'GET' | 'POST', path: string, changes: Partial<Exchange> = {}): Exchange => ({
  kind: 'exchange',
  from: 'merchant',
  to: 'gateway',
  method,
  url: `https://api.mch.weixin.qq.com${path}`,
  request: none,
  requestSignature: 'valid',
  answer: { status: 200, headers: {}, body: {} },
  answerSignature: 'valid',
  took: 0,
  ...changes,
});

/** A notification to the merchant. */
export const notified = (tradeState: string, changes: Partial<Exchange> = {}): Exchange => ({
  kind: 'exchange',
  from: 'gateway',
  to: 'merchant',
  method: 'POST',
  url: 'https://shop.example/notify',
  request: none,
  requestSignature: 'valid',
  opened: { trade_state: tradeState },
  answer: { status: 204, headers: {} },
  took: 0,
  ...changes,
});

export const reading = (state: string): Happening => ({ kind: 'reading', of: 'order', outTradeNo: 'order-1', state });
