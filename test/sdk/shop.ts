import assert from 'node:assert/strict';
import type { PaymentParams } from '../../src/protocol/index.ts';
import type { Backend } from './backend.ts';
import type { KeyMode, Stage } from './stage.ts';

/** A shop that is open, and what is told of it. */
export interface Shop {
  readonly on: Stage;
  readonly keyMode: KeyMode;
  readonly backend: Backend;
  /** A number that no order has had. */
  newNumber(): string;
}

export async function changeMerchant({ demo }: Stage, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const { status } = await demo.control(`/merchants/${demo.merchant.mchid}`, { method: 'PATCH', body: changes });
  assert.equal(status, 200);
}

/** Places an order, and answers what the SDK made for wx.requestPayment. */
export async function ordered({ on, backend, newNumber }: Shop): Promise<{ number: string; params: PaymentParams }> {
  const number = newNumber();
  const { status, body: params } = await backend.call('order', number, on.demo.merchant.openid);
  assert.equal(status, 200);
  return { number, params };
}

export async function paidWith({ on }: Shop, params: PaymentParams): Promise<void> {
  const { body: answer } = await on.demo.control('/cashier', { body: { ...params, action: 'pay' } });
  assert.deepEqual(answer, { errMsg: 'requestPayment:ok' });
}

/** Orders, and pays with what the SDK made for wx.requestPayment. */
export async function paid(shop: Shop): Promise<string> {
  const { number, params } = await ordered(shop);
  await paidWith(shop, params);
  return number;
}

/** Has the notification of an order sent once more. The backend must take it now. */
export async function redeliver({ on }: Shop, number: string): Promise<void> {
  const { list } = await on.demo.control('/notifications');
  const id = list.find(({ out_trade_no }) => out_trade_no === number)?.id;
  assert.equal((await on.demo.control(`/notifications/${id}/deliver`, { method: 'POST' })).body.status, 200);
}
