import assert from 'node:assert/strict';
import { it } from 'node:test';
import { decide, documentedPolicy, emptyState, evolve, policyTable } from '../../src/gateway/index.ts';
import { instant } from '../../src/time/index.ts';

it('what the package exports of the gateway decides and evolves by the documented policy', () => {
  const state = emptyState('1900000109');
  const command = { type: 'close-order', at: instant(0), outTradeNo: 'nobody-made-it' } as const;
  const { events, reply } = decide(state, command, documentedPolicy);
  assert.deepEqual([events, reply.kind], [[], 'done']);
  evolve(state, { type: 'balance-set', balance: 5 as never });
  assert.equal(state.account.balance, 5);
  assert.deepEqual(Object.keys(documentedPolicy), Object.keys(policyTable));
});
