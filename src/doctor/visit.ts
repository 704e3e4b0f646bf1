import type { MerchantDriver } from '../merchant/driver/index.ts';
import type { MerchantProfile } from '../merchant/profile/profile.ts';
import { type Fen, fen, fenFromYuan } from '../money/fen.ts';
import { Payer } from '../payer/payer.ts';
import type { CashierAnswer } from '../protocol/cashier.ts';
import { type PaymentParams, prepayIdOf } from '../protocol/pay-sign.ts';
import { newOpenid } from '../sandbox/credentials/names.ts';
import { LOGIN_AS } from '../sandbox/wire/logins.ts';
import type { Drivers } from '../targets/merchant/drivers.ts';
import { GatewayPatience } from '../targets/merchant/gateway-patience.ts';
import { Room } from '../targets/merchant/room.ts';
import type { ServedGateway } from '../targets/merchant/served-gateway.ts';
import type { Duration } from '../time/index.ts';

/** One customer who comes to the shop, and WeChat Pay as that customer meets it. */
export class Visit {
  readonly room: Room;
  readonly driver: MerchantDriver;
  readonly patience: GatewayPatience;
  readonly openid: string;
  readonly loginCode: string;
  /** What the customer buys for. */
  readonly price: Fen;
  /** Whether the profile tells the backend who is buying; else the backend has a payer of its own. */
  readonly namesItsPayer: boolean;
  readonly #gateway: ServedGateway;

  constructor(gateway: ServedGateway, profile: MerchantProfile, drivers: Drivers, patience: Duration) {
    this.#gateway = gateway;
    this.price = priceOf(profile);
    this.openid = newOpenid(gateway.house.entropy);
    this.loginCode = `${LOGIN_AS}${this.openid}`;
    this.namesItsPayer = /\{(?:login\.code|openid)(?::text)?\}/.test(JSON.stringify(profile));
    this.patience = new GatewayPatience(patience);
    this.room = new Room(gateway.house, this.openid, () => this.patience.stir());
    const { trace } = this.room;
    const buyer = { openid: this.openid, loginCode: this.loginCode };
    this.driver = drivers.driverFor(buyer, (happening) => trace.record(happening));
    gateway.rooms.enter(this.room);
  }

  /** The payer whom an order names at WeChat Pay. */
  payerOf(params: PaymentParams): string | undefined {
    const { state } = this.room.merchant.ledger;
    return state.orders.get(state.orderOfPrepayId.get(prepayIdOf(params) ?? '') ?? '')?.request.payer.openid;
  }

  /** The customer pays; what follows at once, such as the notification, has happened when this resolves. */
  async pay(params: PaymentParams): Promise<CashierAnswer> {
    const { room } = this;
    const cashier = async (...[asked, openid, action]: Parameters<ConstructorParameters<typeof Payer>[1]>) => {
      const who = this.namesItsPayer ? openid : (this.payerOf(asked) ?? openid);
      return room.gateway.cashier(room.merchant, asked, who, action);
    };
    const answer = await new Payer(this.openid, cashier, room.trace).requestPayment(params, 'pay');
    await this.settled();
    return answer;
  }

  /** Resolves when what is due now was done and answered. */
  settled(): Promise<void> {
    return this.room.timeline.idle();
  }

  leave(): void {
    this.#gateway.rooms.leave(this.room);
  }
}

/** What most scenarios buy for. */
export const USUAL_PRICE = fen(990);

/** The usual price, or another where nothing costs that. */
function priceOf({ prices }: MerchantProfile): Fen {
  const known = Object.keys(prices?.skus ?? {}).map(fenFromYuan);
  return known.length === 0 || known.includes(USUAL_PRICE) ? USUAL_PRICE : (known[0] ?? USUAL_PRICE);
}
