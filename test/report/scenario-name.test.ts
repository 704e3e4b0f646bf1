import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { SCENARIO_NAMES, scenarioNameIn } from '../../src/report/scenario-name.ts';
import { VALUE_WORDS } from '../../src/report/scenario-names/values.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import { play } from '../../src/run/play.ts';
import { featurePaths } from '../../src/run/scope.ts';

const HAN = /\p{Script=Han}/u;
const inChinese = (name: string): string => scenarioNameIn('zh-CN', name);
/** What requestPayment reports, which is no sentence. */
const REPORTED = /"requestPayment:fail [^"]+"/g;
const PROSE = /\b[a-z]+ [a-z]+\b/;

describe('the name of a scenario in Chinese', () => {
  let scenarios: readonly { readonly name: string; readonly tags: readonly { readonly name: string }[] }[] = [];
  let names: readonly string[] = [];
  before(async () => {
    const features = featurePaths({ target: 'mock', rules: [], features: [], only: false });
    const envelopes = await play({
      ...{ features, tagExpression: '', target: 'mock', seed: 1, parallel: 0 },
      rehearsal: true,
    });
    scenarios = envelopes.flatMap(({ pickle }) => pickle ?? []);
    names = [...new Set(scenarios.map(({ name }) => name))];
  });

  it('is there for every scenario of the kit, and nothing of it is English but what stands on the wire', () => {
    assert.ok(names.length > 700, `${names.length} names`);
    assert.deepEqual(
      names.map(inChinese).filter((said) => !HAN.test(said) || PROSE.test(said.replaceAll(REPORTED, ''))),
      [],
    );
    assert.deepEqual(
      names.map(inChinese).filter((said) => /[。.]$|[<>$]|\d ?(?:yuan|fen)\b/.test(said)),
      [],
    );
  });

  it('leaves the names of features that are Chinese, and every name for who reads English', () => {
    const chinese = names.filter((name) => !/[a-z]+ [a-z]+/.test(name) && HAN.test(name) && !/^[A-Z]/.test(name));
    assert.ok(chinese.length >= 20, `${chinese.length} names`);
    for (const name of chinese) assert.equal(inChinese(name), name);
    for (const name of names) assert.equal(scenarioNameIn('en', name), name);
  });

  it('says what an example puts in: money, durations, faults and words; what stands on the wire stays', () => {
    for (const [name, chinese] of [
      [
        '364 days 23 hours 59 minutes 59 seconds after the payment a refund is accepted',
        '支付成功364天23小时59分钟59秒后的退款申请被受理',
      ],
      ['Goods for 0.07 yuan are ordered as 7 fen', '0.07元的商品按7分下单'],
      ['The payment notification is probe', '支付通知故障：签名探测（probe）'],
      [
        'An order whose attach is 33 letters: the gateway refuses with PARAM_ERROR',
        '下单字段attach（33个字母）：网关拒绝，应答PARAM_ERROR',
      ],
      ['With bank_type = left out nothing is sent', '异常退款字段bank_type（不传）：被拒绝'],
      ['With an unknown Wechatpay-Serial nothing is sent', '异常退款被拒绝：Wechatpay-Serial不存在'],
      [
        'GET on "/v3/pay/transactions" is 404, and an order goes through',
        'GET /v3/pay/transactions应答404，正常下单不受影响',
      ],
    ] as const)
      assert.equal(inChinese(name), chinese);
  });

  it('is its own where the kit does not know it, also where it begins and ends as one that it knows', () => {
    for (const own of [
      'My own scenario',
      'An order of five apples is made',
      'A number in my wallet is refused',
      'After the party the order is gone',
      '退款之后',
      '',
      'toString',
      '__proto__',
      `An order of ${'1'.repeat(400)} yuan is made`,
    ])
      assert.equal(inChinese(own), own);
  });

  it('tells apart what the scenarios of a rule are', () => {
    for (const { id } of catalogue) {
      const ofRule = scenarios.filter(({ tags }) => tags.some((tag) => tag.name === `@${id}`));
      const theirs = new Set(ofRule.map(({ name }) => name));
      assert.equal(new Set([...theirs].map(inChinese)).size, theirs.size, id);
    }
  });

  it('has no name and no word that no feature has', () => {
    const isFilledIn = (outline: string): boolean => {
      const parts = outline.split(/<\w+>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return names.some((name) => new RegExp(`^${parts.join('.+')}$`).test(name));
    };
    assert.deepEqual(
      Object.keys(SCENARIO_NAMES).filter((name) => !isFilledIn(name)),
      [],
    );
    assert.deepEqual(
      VALUE_WORDS.filter((word) => !names.some((name) => name.includes(word))),
      [],
    );
  });

  it('has in Chinese the blanks that it has in English', () => {
    const blanks = (text: string): readonly string[] => [...new Set(text.match(/<\w+>/g))].sort();
    for (const [name, said] of Object.entries(SCENARIO_NAMES)) assert.deepEqual(blanks(said), blanks(name), name);
  });
});
