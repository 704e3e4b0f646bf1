import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Outcome } from '../../src/gateway/answers.ts';
import type { Ledger } from '../../src/gateway/ledger.ts';
import { documentedStages, type Stages } from '../../src/gateway/pipeline.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import type { Mutant } from '../../src/mutants/mutant.ts';
import { Trials } from '../../src/mutants/trial.ts';
import type { Subject } from '../../src/rules/rule.ts';
import type { MockParts } from '../../src/targets/mock/mock.ts';
import { nearNullMerchants } from './near-null-merchants.ts';

// Subjects that are not dead, and hardly alive: what they do not do must be found, rule by rule.

const stages = (change: Partial<Stages>): MockParts => ({ stages: { ...documentedStages, ...change } });

/** The rules of a subject that pass, and those that are broken. */
function told({ rules }: Judgement, subject: Subject) {
  const own = rules.filter(({ rule }) => rule.subject === subject);
  const named = (...verdicts: readonly string[]) =>
    own.filter(({ verdict }) => verdicts.includes(verdict)).map(({ rule }) => rule.id);
  assert.deepEqual(named('error'), [], 'the kit itself did not fail');
  return { passed: named('pass'), broken: named('fail', 'warn') };
}

describe('gateways', () => {
  const trials = new Trials();
  const judged = async (parts: MockParts) => told(await trials.judge(parts), 'gateway');

  test('one that is right and unsigned breaks every rule of signed answers', async () => {
    const { broken } = await judged(stages({ sign: () => ({}) }));
    assert.deepEqual(broken, [
      'SIGN-ANSWERS',
      'SECURITY-ECHO',
      'KEY-FOLLOWS-REQUEST',
      'CERTIFICATES-GIVEN',
      'CERTIFICATE-RENEWED',
    ]);
  });

  /** Answers each endpoint, for one merchant, with what it answered there first; who calls and with what is looked at. */
  function replaying(): MockParts {
    const first = new WeakMap<Ledger, Map<string, Outcome>>();
    return stages({
      answer: (asked) => {
        const { ledger } = asked.merchant;
        const known = first.get(ledger) ?? new Map<string, Outcome>();
        first.set(ledger, known);
        const outcome = known.get(asked.endpoint) ?? documentedStages.answer(asked);
        if (outcome.kind === 'answered') known.set(asked.endpoint, outcome);
        return outcome;
      },
    });
  }

  test('one that replays its first good answer breaks whatever takes two of them', async () => {
    const { broken, passed } = await judged(replaying());
    assert.deepEqual(broken, [
      'CERTIFICATE-RENEWED',
      'REORDER-SAME',
      'REORDER-CHANGED',
      'NUMBER-USED-UP',
      'TIME-EXPIRE-BOUNDS',
      'UNPAID-7D',
      'NOTIFY-SUCCESS',
      'BILL-TRADE',
      'REFUND-STATE',
      'REFUND-1Y',
      'REFUND-LIMIT',
      'REFUND-ONCE',
      'REFUND-TELLS',
      'REFUND-NOTIFY-TELLS',
      'REFUND-50',
      'REFUND-BALANCE',
      'REFUND-COUPONS',
    ]);
    for (const rule of ['KEY-CHANGE', 'NOTIFY-ONLY-SUCCESS', 'BILL-HASH', 'BILL-TOTALS'])
      assert.ok(!passed.includes(rule), `${rule} saw nothing`);
  });

  describe('signed right and static: every answer is one that was good elsewhere', () => {
    const first = new Map<string, Outcome>();
    const last = new Map<string, Outcome>();
    let query: Outcome | undefined;
    before(async () => {
      const answer: Stages['answer'] = (asked) => {
        const outcome = documentedStages.answer(asked);
        if (outcome.kind !== 'answered') return outcome;
        if (!first.has(asked.endpoint)) first.set(asked.endpoint, outcome);
        last.set(asked.endpoint, outcome);
        if (asked.endpoint === 'order-by-number') query = outcome;
        return outcome;
      };
      await trials.judge(stages({ answer }));
    });
    const always = (good: Stages['answer']): MockParts => stages({ validate: () => undefined, answer: good });
    const ofEndpoint =
      (known: ReadonlyMap<string, Outcome>): Stages['answer'] =>
      (asked) =>
        known.get(asked.endpoint) ?? documentedStages.answer(asked);

    /** Who calls and where, in which words a wrong caller is refused, and with which key is signed: that much it does do. */
    const DONE = ['SIGN-REASONS', 'METHOD-CHECKED', 'PATH-CHECKED', 'KEY-FOLLOWS-REQUEST'];

    for (const [which, known] of [
      ['first', first],
      ['last', last],
    ] as const)
      test(`with the ${which} answer of each endpoint it passes what it does do, and no more`, async () => {
        assert.deepEqual((await judged(always(ofEndpoint(known)))).passed, DONE);
      });

    test('with one answer to everything it passes nothing', async () => {
      assert.deepEqual((await judged(always(() => query ?? assert.fail('nothing was queried')))).passed, []);
    });
  });
});

describe('merchants', () => {
  const mutants = Object.entries(nearNullMerchants).map(
    ([name, { merchant }]): Mutant => ({ name, killedBy: {}, parts: { merchant } }),
  );
  const trials = new Trials(mutants);

  for (const mutant of mutants)
    test(`one that ${mutant.name} breaks every rule that it should`, async () => {
      const { broken, blind = [] } = nearNullMerchants[mutant.name] ?? assert.fail();
      const judgement = await trials.judgeMutant(mutant);
      const { broken: seen, passed } = told(judgement, 'merchant');
      assert.deepEqual([...seen].sort(), [...broken].sort());
      const rules = blind === 'all' ? judgement.rules.map(({ rule }) => rule.id) : blind;
      assert.deepEqual(
        rules.filter((rule) => passed.includes(rule) && judgement.rules.some((one) => one.rule.id === rule)),
        [],
        'what could not be seen is no pass',
      );
    });
});
