import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { inChinese } from '../../src/run/in-chinese.ts';
import { play } from '../../src/run/play.ts';
import { featurePaths } from '../../src/run/scope.ts';

describe('a sentence in Chinese', () => {
  let say = (sentence: string): string => sentence;
  before(async () => {
    say = await inChinese();
  });

  it('is what its definition has, with its arguments', () => {
    assert.equal(say('the caller refunds 9.90 yuan of an order of 100 fen'), '调用方退款9.90元，原订单金额填写100分');
    assert.match(say('1 hour 59 minutes 59 seconds pass'), /1小时59分钟59秒/);
    assert.match(say('the order is NOTPAY'), /未支付/);
    assert.equal(say('the caller orders, and attach is 33 letters'), '调用方下单，且attach为33个字母');
    assert.equal(say('the caller orders with time_expire = "x y"'), '调用方下单，time_expire = "x y"');
  });

  it('stays as it is where the kit does not know it, or it is Chinese already', () => {
    for (const own of ['the moon rises', '调用方退款9.90元']) assert.equal(say(own), own);
  });

  it('is there for every step of every feature', async () => {
    const features = featurePaths({ target: 'mock', rules: [], features: [], only: false });
    const envelopes = await play({
      ...{ features, tagExpression: '', target: 'mock', seed: 1, parallel: 0 },
      rehearsal: true,
    });
    const steps = new Set(envelopes.flatMap(({ pickle }) => pickle?.steps.map(({ text }) => text) ?? []));
    assert.ok(steps.size > 500, `${steps.size} steps`);
    assert.deepEqual(
      [...steps].filter((step) => !/\p{Script=Han}/u.test(say(step)) || /^[^"]*\{\w+\}/.test(say(step))),
      [],
    );
  });
});
