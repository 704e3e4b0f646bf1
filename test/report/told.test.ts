import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toldIn } from '../../src/report/told.ts';
import { describe as inWords } from '../../src/trace/index.ts';

describe('a message in Chinese', () => {
  for (const [message, chinese] of [
    [
      'what the merchant takes the order for: expected unpaid, seen paid',
      '商户认定的订单状态：应为未支付（unpaid），实为已支付（paid）',
    ],
    [
      inWords({ what: 'orders since then', matcher: 'at-least', expected: 1, seen: 0 }),
      '此后的下单次数：应为至少1，实为 0',
    ],
    [inWords({ what: 'appid', matcher: 'absent', seen: 'a, seen b' }), 'appid：应为没有，实为 a, seen b'],
    [inWords({ what: 'appid', matcher: 'present' }), 'appid：应为有值，实为没有'],
    ["the merchant's profile does not describe reconcile", '商户配置未描述reconcile'],
    ['the scenario ran and examined nothing', '场景已执行，但未检查任何内容'],
  ] as const)
    it(`says "${message}"`, () => assert.equal(toldIn('zh-CN', message), chinese));

  it('leaves alone what it does not know', () => {
    for (const own of ['anything else', '', 'expected', ': expected , seen ']) assert.equal(toldIn('zh-CN', own), own);
  });
});
