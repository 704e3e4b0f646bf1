import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { invariants } from '../../src/judge/invariants.ts';
import { type Exchange, type Happening, holds } from '../../src/trace/index.ts';
import { call, eventsOf } from './traces.ts';

const close = call('POST', '/v3/pay/transactions/out-trade-no/order-1/close');
const answered = (tradeState: string): Exchange =>
  call('GET', '/v3/pay/transactions/out-trade-no/order-1?mchid=1', {
    answer: { status: 200, headers: {}, body: { trade_state: tradeState } },
  });

/** Whether each close was right, in a log whose first event is that one. */
const found = (first: number, ...happenings: readonly Happening[]): readonly boolean[] =>
  invariants
    .filter(({ rule }) => rule === 'QUERY-BEFORE-CLOSE')
    .flatMap(({ examine }) => examine(eventsOf(happenings).map((event) => ({ ...event, seq: event.seq - 1 + first }))))
    .map(holds);

describe('a log that has forgotten its beginning', () => {
  it('accuses nobody of what may have stood there', () => {
    for (const first of [2, 2001]) assert.deepEqual(found(first, close), []);
    assert.deepEqual(found(1, close), [false]);
  });

  it('still tells what it holds', () => {
    assert.deepEqual(found(2001, answered('NOTPAY'), close), [true]);
    assert.deepEqual(found(2001, answered('SUCCESS'), close), [false]);
  });
});
