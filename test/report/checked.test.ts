import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { checkedIn } from '../../src/report/checked.ts';

const HAN = /\p{Script=Han}/u;

describe('what was checked', () => {
  it('stays in English as it is', () => assert.equal(checkedIn('en', 'the answer'), 'the answer'));

  it('is said in Chinese, with its parts', () => {
    assert.equal(checkedIn('zh-CN', 'the refusal (the order is paid)'), '拒绝的理由（订单已支付）');
    assert.equal(checkedIn('zh-CN', 'in passing: orders since then'), '（顺带检查）此后的下单次数');
    assert.equal(
      checkedIn('zh-CN', 'how often the goods were handed out, which are not paid at WeChat Pay'),
      '发货次数（微信支付一侧未成功）',
    );
  });

  it('stays what it is called on the wire', () => {
    for (const name of ['amount.total', '付款银行', 'toString', 'constructor', '__proto__'])
      assert.equal(checkedIn('zh-CN', name), name);
  });

  it('is known in Chinese of every invariant', () => {
    const folder = new URL('../../src/judge/', import.meta.url);
    const texts = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
    const said = texts.flatMap((text) => [...text.matchAll(/\bwhat(?::| =) '([^']+)'/g)].map(([, what]) => what ?? ''));
    assert.ok(said.length > 5);
    for (const what of said) assert.match(checkedIn('zh-CN', what), HAN, what);
  });
});
