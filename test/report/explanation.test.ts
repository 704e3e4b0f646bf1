import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allMutants } from '../../src/mutants/all.ts';
import { explanation } from '../../src/report/explanation.ts';
import { catalogue, ruleById } from '../../src/rules/catalogue.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { scenariosOf } from '../../src/run/scenarios.ts';

const rule = (id: string): Rule => ruleById(id) ?? assert.fail(`there is no rule ${id}`);

describe('the explanation of a rule', () => {
  it('tells the duty, why, from where, what passes and fails it, what goes wrong and how to mend it', async () => {
    const scenarios = await scenariosOf('REFUND-RETRY');
    const mutants = allMutants.filter(({ killedBy }) => 'REFUND-RETRY' in killedBy).map(({ name }) => name);
    const text = explanation(rule('REFUND-RETRY'), { scenarios, mutants }, 'en');
    for (const part of [
      'REFUND-RETRY · must · the merchant’s · Refund',
      'Q-UNIQUE  Numbers of orders and refunds are unique',
      'https://pay.weixin.qq.com/doc/v3/merchant/4012791903',
      'payer, faults',
      'The answer to the application is rate-limit  (features/3.5-refund/merchant-refunds.feature:',
      'merchant-refunds-again-under-another-number',
      'the money goes back twice',
      'Store out_refund_no before',
    ])
      assert.ok(text.includes(part), `${part} is not in\n${text}`);
  });

  it('is there for every rule, in both languages, and whole', () => {
    for (const each of catalogue) {
      const en = explanation(each, { scenarios: [], mutants: [] }, 'en');
      const zh = explanation(each, { scenarios: [], mutants: [] }, 'zh-CN');
      assert.ok(en.includes(each.hint.en) && zh.includes(each.hint.zh), each.id);
      for (const text of [en, zh]) assert.doesNotMatch(text, /^ *undefined|\bundefined *$/m, each.id);
    }
  });

  it('says of what no program can see who vouches for it', () =>
    assert.match(explanation(rule('SECRETS-KEPT'), { scenarios: [], mutants: [] }, 'en'), /somebody vouches for it/));
});

describe('the scenarios of a rule', () => {
  it('are found in the features, rows of outlines one by one', async () => {
    const scenarios = await scenariosOf('PAYER-NAMED');
    assert.deepEqual(
      scenarios.map(({ name, file }) => [name, file]),
      ['A customer orders', 'The next customer orders', 'A customer taps Pay once more'].map((name) => [
        name,
        'features/3.1-order/payer.feature',
      ]),
    );
    assert.equal((await scenariosOf('REFUND-RETRY')).length, 4);
  });
});
