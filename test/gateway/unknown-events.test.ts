import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Due } from '../../src/gateway/agenda.ts';
import type { Command, GatewayEvent } from '../../src/gateway/events.ts';
import { evolve } from '../../src/gateway/evolve.ts';
import { emptyState, type Notification } from '../../src/gateway/state.ts';
import { fen } from '../../src/money/fen.ts';
import { minutes, plus } from '../../src/time/index.ts';
import { BEGIN, Books, eventsOf, MCHID } from './books.ts';

const LATER = plus(BEGIN, minutes(1));
const RECEIVER = { channel: 'OTHER_BANKCARD', account: 'a' } as const;

/** Records can be lost from a data file: what tells of something that is not there must neither throw nor leave anything due. */
describe('an event about what nobody knows changes nothing:', () => {
  const events: readonly GatewayEvent[] = [
    { type: 'payment-failed', outTradeNo: 'nobody', at: BEGIN },
    { type: 'order-closed', outTradeNo: 'nobody', at: BEGIN, by: 'gateway' },
    { type: 'refund-settled', outRefundNo: 'nobody', at: BEGIN, status: 'CLOSED' },
    { type: 'refund-redirected', outRefundNo: 'nobody', at: BEGIN, receiver: RECEIVER, settlesAt: LATER },
    { type: 'notification-attempted', id: 'nobody', attempt: { at: BEGIN, status: 500 }, nextAttemptAt: LATER },
    { type: 'notification-postponed', id: 'nobody', nextAttemptAt: LATER, behindNext: true },
  ];
  for (const event of events) {
    it(event.type, () => {
      const state = emptyState(MCHID);
      evolve(state, event);
      assert.deepEqual(state, emptyState(MCHID));
      assert.equal(state.agenda.first(), undefined);
    });
  }

  it('order-paid, but for the number of the transaction', () => {
    const state = emptyState(MCHID);
    evolve(state, { type: 'order-paid', outTradeNo: 'nobody', payment: { transactionId: 't', at: BEGIN } });
    assert.deepEqual([state.orders.size, state.account], [0, {}]);
  });
});

describe('a notification', () => {
  const made: Notification = {
    id: 'n',
    eventType: 'SECURITY_ECHO.SUCCESS',
    outTradeNo: '',
    url: 'https://shop.example/',
    createdAt: BEGIN,
    resource: { echo_message: 'm' },
    attempts: [],
  };

  it('that is done with is due no more, and has no next moment', () => {
    const state = emptyState(MCHID);
    evolve(state, { type: 'notification-made', notification: made });
    const attempt = { at: BEGIN, status: 204 };
    evolve(state, { type: 'notification-attempted', id: 'n', attempt });
    assert.equal(state.agenda.first(), undefined);
    assert.deepEqual(state.notifications.get('n'), { ...made, attempts: [attempt] });
  });

  it('that was held back until another one went out is held back no longer', () => {
    const books = Books.at('SUCCESS');
    const [id = ''] = books.state.notifications.keys();
    const notice = { echo_message: 'm' };
    books.tell({ type: 'postpone-notification', at: BEGIN, id, manner: 'out-of-order' });
    assert.deepEqual([...books.state.heldBack], [id]);
    books.tell({ type: 'send-echo', at: BEGIN, url: made.url, notice, freshNotificationId: 'other' });
    const { events } = books.answered('other', 204);
    assert.deepEqual(events[1], { type: 'notification-postponed', id, nextAttemptAt: BEGIN, behindNext: false });
    assert.equal(books.state.heldBack.size, 0);
  });
});

const moment = (due: Due): Command => ({ type: 'moment-came', at: due.at, due, freshNotificationId: 'fresh' });

describe('a command about what nobody knows', () => {
  const commands: readonly (Command & { readonly id?: string })[] = [
    { type: 'notification-answered', at: BEGIN, id: 'nobody', attempt: { at: BEGIN, status: 500 } },
    { type: 'postpone-notification', at: BEGIN, id: 'nobody', manner: 'late' },
    moment({ kind: 'auto-close', at: BEGIN, outTradeNo: 'nobody' }),
    moment({ kind: 'settle-refund', at: BEGIN, outRefundNo: 'nobody' }),
    moment({ kind: 'notify', at: BEGIN, notificationId: 'nobody' }),
  ];
  for (const command of commands) {
    it(`comes to nothing: ${'due' in command ? command.due.kind : command.type}`, () => {
      const decision = new Books().tell(command);
      assert.deepEqual([eventsOf(decision), decision.effects, decision.reply], [[], [], { kind: 'done' }]);
    });
  }
});

describe('a balance', () => {
  it('that older records set without a moment was set before any bill', () => {
    const state = emptyState(MCHID);
    evolve(state, { type: 'balance-set', balance: fen(500) });
    assert.deepEqual(state.account, { balance: 500, moved: 500, settings: [{ at: 0, amount: 500 }] });
  });

  it('that is set again notes what was put in or taken out, each with its moment', () => {
    const state = emptyState(MCHID);
    evolve(state, { type: 'balance-set', balance: fen(500), at: BEGIN });
    evolve(state, { type: 'balance-set', balance: fen(300), at: LATER });
    assert.deepEqual(state.account, {
      balance: 300,
      moved: 300,
      settings: [
        { at: BEGIN, amount: 500 },
        { at: LATER, amount: -200 },
      ],
    });
  });
});
