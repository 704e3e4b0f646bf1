import { MerchantFailed, type OrderBelief, type OrderRef } from '../actors/index.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import type { MerchantOrder } from '../merchant/order-book.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import { paths } from '../protocol/payments.ts';
import { between, days } from '../time/index.ts';
import { isTold } from './merchant-in-vain-mutants.ts';
import { type Mutant, merchantMutant } from './mutant.ts';

/** A merchant that orders one purchase under another number, when it should not. */
abstract class Renumbering extends ModelMerchant {
  override async paymentParams(ref: OrderRef): Promise<PaymentParams> {
    const order = this.book.get(ref);
    if (order.prepay && (await this.isToBeAnother(order))) {
      const out_trade_no = `${order.request.out_trade_no}n`;
      Object.assign(order, { request: { ...order.request, out_trade_no }, prepay: undefined });
    }
    return super.paymentParams(ref);
  }

  protected abstract isToBeAnother(order: MerchantOrder): boolean | Promise<boolean>;
}

/** The customer came back, and the order could not be looked up. */
class WhatItCouldNotAsk extends Renumbering {
  readonly #lost = new Set<MerchantOrder>();

  override async returnFromCashier(ref: OrderRef): Promise<OrderBelief> {
    const order = this.book.get(ref);
    if (!isTold(await this.learnState(order))) this.#lost.add(order);
    return order.state;
  }

  protected isToBeAnother(order: MerchantOrder): boolean {
    return this.#lost.delete(order) && order.state === 'unpaid';
  }
}

/** The front end has reported that the payment failed. */
class WhatFailed extends Renumbering {
  readonly #failed = new Set<MerchantOrder>();

  override async returnFromCashier(ref: OrderRef, errMsg: string): Promise<OrderBelief> {
    const belief = await super.returnFromCashier(ref, errMsg);
    if (belief === 'unpaid' && errMsg.startsWith('requestPayment:fail')) this.#failed.add(this.book.get(ref));
    return belief;
  }

  protected isToBeAnother(order: MerchantOrder): boolean {
    return this.#failed.delete(order);
  }
}

class WhatIsPaid extends Renumbering {
  protected isToBeAnother(order: MerchantOrder): boolean {
    return order.state === 'paid';
  }
}

class WhatIsADayOld extends Renumbering {
  protected isToBeAnother(order: MerchantOrder): boolean {
    return between(order.createdAt, this.parts.clock.now()) >= days(1);
  }
}

/** Closes the order first, and does not look whether it is closed. */
class WhatItTriedToClose extends Renumbering {
  protected async isToBeAnother(order: MerchantOrder): Promise<boolean> {
    const state = await this.learnState(order);
    if (state !== 'NOTPAY') throw new MerchantFailed(`the order is ${state}`);
    const { mchid, out_trade_no } = order.request;
    await this.api.call('POST', paths.close(out_trade_no), { mchid });
    return true;
  }
}

/** The same, and only once the prepay_id is too old. */
class WhatItTriedToCloseInTheEnd extends WhatItTriedToClose {
  protected override async isToBeAnother(order: MerchantOrder): Promise<boolean> {
    return this.usablePrepayId(order) === undefined && super.isToBeAnother(order);
  }
}

/** WeChat Pay refuses to order what is paid, and the next number is not refused. */
class WhatIsRefused extends ModelMerchant {
  protected override async orderAtGateway(order: MerchantOrder): Promise<string> {
    const isFirst = order.prepay === undefined;
    try {
      return await super.orderAtGateway(order);
    } catch (failure) {
      if (isFirst) throw failure;
      const request = { ...this.orderRequest(order), out_trade_no: `${order.request.out_trade_no}n` };
      const result = await this.api.call('POST', paths.order, request);
      return result.kind === 'ok' ? String(result.body['prepay_id']) : Promise.reject(failure);
    }
  }
}

/** Merchants of whom a purchase can be paid twice: they order it under a second number while the first is open, or paid. */
export const merchantRenumberMutants: readonly Mutant[] = [
  merchantMutant(
    'merchant-renumbers-what-it-could-not-ask',
    { 'ONE-ORDER': 'how it was ordered again: … seen under another number, the one before being open' },
    WhatItCouldNotAsk,
  ),
  merchantMutant(
    'merchant-renumbers-what-failed',
    { 'ONE-ORDER': 'how it was ordered again: … seen under another number, the one before being open' },
    WhatFailed,
  ),
  merchantMutant(
    'merchant-renumbers-what-is-paid',
    { 'ONE-ORDER': 'how it was ordered again: … seen under another number, the one before being open' },
    WhatIsPaid,
  ),
  merchantMutant(
    'merchant-renumbers-what-is-refused',
    { 'ONE-ORDER': 'how it was ordered again: … seen under another number, the one before being open' },
    WhatIsRefused,
  ),
  merchantMutant(
    'merchant-renumbers-what-is-a-day-old',
    {
      'ONE-ORDER': 'in passing: other orders of the purchase that could still be paid: expected 0, seen 1',
      'REORDER-AFTER-2H': 'how it was ordered again: … seen under another number, the one before being open',
    },
    WhatIsADayOld,
  ),
  merchantMutant(
    'merchant-renumbers-what-it-tried-to-close',
    { 'ONE-ORDER': 'how it was ordered again: … seen under another number, the one before being open' },
    WhatItTriedToClose,
  ),
  merchantMutant(
    'merchant-renumbers-what-it-tried-to-close-in-the-end',
    { 'ONE-ORDER': 'how it was ordered again: … seen under another number, the one before being open' },
    WhatItTriedToCloseInTheEnd,
  ),
];
