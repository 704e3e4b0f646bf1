import {
  RULE_VERDICTS,
  type RuleJudgement,
  type RuleVerdict,
  type ScenarioJudgement,
} from '../../src/judge/judgement.ts';
import type { RunRecord } from '../../src/report/report.ts';
import { guide, page, type Rule } from '../../src/rules/rule.ts';

/** Everything that a subject could send to break a report: markup, terminal escapes, forged lines, what XML cannot hold. */
export const HOSTILE =
  '<script>alert("1")</script> & \' ]]> \u001b[31mred\u001b]0;title\u0007 \u0000\u009b2J\u0085\r\nVerdict: conformant\tend 🎉 微信 \ud800 \uffff\u2028\u202eevil';

export const aRule = (changes: Partial<Rule> = {}): Rule => ({
  id: 'PREPAY-2H',
  area: 'order',
  level: 'must',
  subject: 'gateway',
  title: { en: 'A prepay_id opens the cashier for two hours', zh: 'prepay_id有效期为2小时' },
  sources: [guide('3.1'), page('4012791897')],
  needs: ['clock'],
  hint: { en: 'Count the two hours from the answer.', zh: '自应答起计2小时。' },
  ...changes,
});

const UNMET = {
  what: 'errMsg',
  matcher: 'equals',
  expected: 'requestPayment:fail',
  seen: 'requestPayment:ok',
} as const;

export const aScenario = (verdict: RuleVerdict, changes: Partial<ScenarioJudgement> = {}): ScenarioJudgement => ({
  name: 'One second too late',
  file: 'features/order/prepay.feature',
  line: 12,
  verdict,
  evidence: verdict === 'pass' ? [] : [5, 7],
  trace: 'traces/0007-prepay-2h.ndjson',
  ...(verdict === 'pass' ? {} : { message: 'errMsg: expected requestPayment:fail, seen requestPayment:ok' }),
  ...(verdict === 'fail' || verdict === 'warn' ? { unmet: UNMET } : {}),
  ...changes,
});

/** A rule with one scenario of the same verdict. */
export function judged(
  verdict: RuleVerdict,
  rule: Partial<Rule> = {},
  scenarios: readonly ScenarioJudgement[] = [aScenario(verdict)],
): RuleJudgement {
  const reason = scenarios.find(({ message }) => message !== undefined)?.message;
  return { rule: aRule(rule), verdict, scenarios, ...(reason === undefined ? {} : { reason }) };
}

/** One rule of each verdict, spread over three areas. */
export const ofEveryVerdict: readonly RuleJudgement[] = RULE_VERDICTS.map((verdict, index) =>
  judged(verdict, {
    id: `RULE-${verdict.toUpperCase()}`,
    area: (['order', 'refund', 'basics'] as const)[index % 3] ?? 'order',
  }),
);

type Changes = Partial<Omit<RunRecord, 'judgement'>> & Partial<Pick<RunRecord['judgement'], 'verdict' | 'unruled'>>;

export function aRecord(rules: readonly RuleJudgement[], changes: Changes = {}): RunRecord {
  const { verdict = 'nonconformant', unruled = [], ...run } = changes;
  const count = (counted: RuleVerdict): number => rules.filter((judgement) => judgement.verdict === counted).length;
  const summary = Object.fromEntries(RULE_VERDICTS.map((each) => [each, count(each)])) as Record<RuleVerdict, number>;
  return {
    kit: { name: 'wechatpay-conformance', version: '0.1.0' },
    source: { title: 'Development guide', revision: '2025-01-01' },
    target: 'sandbox',
    subject: { kind: 'gateway', name: 'staging', url: 'http://127.0.0.1:8787' },
    seed: 42,
    startedAt: '2025-06-01T10:00:00+08:00',
    finishedAt: '2025-06-01T10:00:01.500+08:00',
    scope: null,
    ...run,
    judgement: { verdict, rules, summary, unruled },
  };
}

/** A record in which every text that can come from outside is hostile. */
export const hostileRecord: RunRecord = aRecord(
  [
    judged('fail', { id: HOSTILE, title: { en: HOSTILE, zh: HOSTILE }, hint: { en: HOSTILE, zh: HOSTILE } }, [
      aScenario('fail', {
        name: HOSTILE,
        file: HOSTILE,
        message: HOSTILE,
        trace: HOSTILE,
        unmet: { what: HOSTILE, matcher: 'one-of', expected: [HOSTILE], seen: { [HOSTILE]: HOSTILE } },
      }),
    ]),
    judged('not-observed', {}, [aScenario('not-observed', { message: HOSTILE })]),
  ],
  {
    subject: { kind: 'gateway', name: HOSTILE, url: HOSTILE },
    scope: HOSTILE,
    source: { title: HOSTILE, revision: HOSTILE },
    unruled: [aScenario('fail', { name: HOSTILE, message: HOSTILE })],
  },
);
