import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { describe, it } from 'node:test';
import { allMutants } from '../../src/mutants/all.ts';
import { explanation } from '../../src/report/explanation.ts';
import { catalogue, ruleById } from '../../src/rules/catalogue.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { scenariosOf } from '../../src/run/scenarios.ts';

const rule = (id: string): Rule => ruleById(id) ?? assert.fail(`there is no rule ${id}`);

/** How the headings begin of what an explanation owes, beside the duty in its first lines. */
const PARTS = {
  en: ['Why', 'Sources', 'What passes it', 'What fails it', 'What breaks it in practice', 'How to mend it'],
  'zh-CN': ['依据', '出处', '通过条件', '不通过的情形', '实践中的常见错误', '如何修复'],
} as const;

describe('the explanation of a rule', () => {
  it('tells the duty, why, from where, what passes and fails it, what goes wrong and how to mend it', async () => {
    const scenarios = await scenariosOf('REFUND-RETRY');
    const mutants = allMutants.filter(({ killedBy }) => 'REFUND-RETRY' in killedBy).map(({ name }) => name);
    const text = explanation(rule('REFUND-RETRY'), { scenarios, mutants }, 'en');
    for (const part of [
      'REFUND-RETRY · must · the merchant’s · Refund',
      'Q-UNIQUE  Numbers of orders and refunds are unique',
      'https://pay.weixin.qq.com/doc/v3/merchant/4012791903',
      'payer: play the payer at the cashier',
      'faults: break answers and notifications',
      'The answer to the application is rate-limit  (features/3.5-refund/merchant-refunds.feature:',
      'merchant-refunds-again-under-another-number',
      'the money goes back twice',
      'Store out_refund_no before',
    ])
      assert.ok(text.includes(part), `${part} is not in\n${text}`);
    assert.match(
      explanation(rule('REFUND-RETRY'), { scenarios, mutants }, 'zh-CN'),
      /申请退款应答故障：频率超限（rate-limit） {2}\(features\//,
    );
  });

  it('is there for every rule, in both languages, with each of its parts', () => {
    // That every rule has scenarios is held by the test of what the features cover.
    const scenarios = [{ name: 'A scenario', file: 'features/some.feature', line: 1 }];
    for (const each of catalogue) {
      const mutants = allMutants.filter(({ killedBy }) => each.id in killedBy).map(({ name }) => name);
      for (const language of ['en', 'zh-CN'] as const) {
        const text = explanation(each, { scenarios, mutants }, language);
        for (const part of PARTS[language])
          assert.match(text, new RegExp(`\\n\\n${part}[^\\n]*\\n {2}\\S`), `${each.id} has no ${part}`);
        assert.ok(text.includes(language === 'en' ? each.hint.en : each.hint.zh), each.id);
        assert.doesNotMatch(text, /^ *undefined|\bundefined *$/m, each.id);
      }
    }
  });

  it('says of what no program can see who vouches for it, and speaks of no scenarios', () => {
    const text = explanation(rule('SECRETS-KEPT'), { scenarios: [], mutants: [] }, 'en');
    assert.match(text, /What passes it\n {2}No program can see it: somebody vouches for it/);
    assert.match(text, /What fails it\n {2}No answer/);
  });
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
    assert.equal((await scenariosOf('REFUND-RETRY')).length, 7);
  });

  it('are named from the package, wherever the command is run', async () => {
    const before = process.cwd();
    process.chdir(tmpdir());
    try {
      const [first] = await scenariosOf('PAYER-NAMED');
      assert.equal(first?.file, 'features/3.1-order/payer.feature');
    } finally {
      process.chdir(before);
    }
  });
});
