import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Policy, policyTable } from '../../src/gateway/policy.ts';
import { type Mutant, policyMutant, stageMutant } from '../../src/mutants/mutant.ts';
import { soundStages } from '../../src/mutants/sound-stages.ts';
import { answerMutant, type Fields, noticeMutant } from '../../src/mutants/told-otherwise.ts';
import { Trials } from '../../src/mutants/trial.ts';

/** Gateways that do otherwise than the mock and are right all the same: no rule may say anything of them. */

/** As the policy is, but for one entry that another source reads otherwise. */
const readings: readonly Mutant[] = Object.entries(policyTable).flatMap(([name, { value, form }]) => {
  const others = form.kind === 'choice' ? form.of.filter((one) => one !== value) : form.kind === 'flag' ? [!value] : [];
  return others.map((other) => policyMutant(`${name}: ${other}`, {}, { [name]: other } as Partial<Policy>));
});

/** New fields may appear, and their order says nothing (F§1). */
const shuffled = (fields: Fields): Fields =>
  Object.fromEntries([['told_since_2027', { why: [1] }], ...Object.entries(fields).reverse()]);

const inUtc = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      name.endsWith('_time') && typeof value === 'string' ? new Date(value).toISOString() : value,
    ]),
  );

const OTHER_TEXTS: Fields = {
  trade_state_desc: '如上所述',
  bank_type: 'ICBC_DEBIT',
  user_received_account: '工商银行借记卡0000',
};

const inOtherTexts = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, OTHER_TEXTS[name] ?? value]));

const EVERY = /./;

/** Its successful answers are changed. */
const answering = (name: string, change: (body: Fields) => Fields): Mutant => answerMutant(name, {}, EVERY, change);

const inOtherWords = stageMutant(
  'its refusals are in other words',
  {},
  {
    answer: (asked) => {
      const outcome = soundStages.answer(asked);
      return outcome.kind === 'refused'
        ? { ...outcome, refusal: { ...outcome.refusal, message: '请稍后再试' } }
        : outcome;
    },
  },
);

/** A renewal is a should: who never renews is told so, and nothing else. */
const TOLD: Readonly<Record<string, readonly string[]>> = { 'certificateRenewal: none': ['CERTIFICATE-RENEWED'] };

const rightGateways: readonly Mutant[] = [
  ...readings,
  answering('its answers have new fields, in another order', shuffled),
  answering('its answers tell times in UTC', inUtc),
  answering('its answers name another bank and describe states in other words', inOtherTexts),
  noticeMutant('its notifications have new fields, in another order', {}, EVERY, shuffled),
  inOtherWords,
];

describe('no rule says anything of a right gateway', () => {
  const trials = new Trials(rightGateways);
  for (const gateway of rightGateways)
    it(gateway.name, async () => {
      const { rules } = await trials.judgeMutant(gateway);
      const found = rules.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
      assert.deepEqual(
        found.map(({ rule }) => rule.id),
        TOLD[gateway.name] ?? [],
        found.map(({ rule, reason }) => `${rule.id}: ${reason}`).join('\n'),
      );
    });
});
