import type { Dispatcher } from 'undici';
import type { Carrier } from '../../gateway/courier.ts';
import { Gateway } from '../../gateway/gateway.ts';
import type { RegisteredMerchant } from '../../gateway/merchants.ts';
import type { GatewayAnswer } from '../../gateway/pipeline.ts';
import type { Entropy, KeyMode } from '../../protocol/index.ts';
import { sameSerial } from '../../protocol/request-signing.ts';
import type { WireRequest } from '../../protocol/wire.ts';
import type { MerchantHoldings } from '../../sandbox/credentials/new-merchant.ts';
import { Timeline } from '../../time/index.ts';
import { Trace } from '../../trace/index.ts';
import type { Crossing } from '../crossing.ts';
import { onlooker } from '../onlooker.ts';
import { recordingDispatcher } from '../remote/recording-dispatcher.ts';
import { type DeliveryMap, mappedCarrier } from './deliveries.ts';
import type { MerchantClock } from './merchant-clock.ts';

/** What all scenarios of a run have in common. */
export interface House {
  readonly holdings: MerchantHoldings;
  readonly keyMode: KeyMode;
  readonly entropy: Entropy;
  /** The time by which the backend signs. */
  readonly wire: MerchantClock;
  readonly deliveries: DeliveryMap;
  readonly outbound: Dispatcher;
}

/** What names an order at WeChat Pay, as far as a request says it. */
export interface Numbers {
  readonly outTradeNo?: string;
  readonly outRefundNo?: string;
  readonly transactionId?: string;
}

/**
 * WeChat Pay as one scenario meets it: the merchant's books on a clock that stands until it is moved, its faults, and the
 * trace of what crosses its boundary. It answers after its scenario too, and then writes nothing down.
 */
export class Room {
  readonly openid: string;
  readonly wire: MerchantClock;
  readonly trace: Trace;
  readonly merchant: RegisteredMerchant;
  readonly gateway: Gateway;
  readonly entropy: Entropy;
  readonly carry: Carrier;
  /** Why a notification could not be brought at all. */
  undeliverable: string | undefined;
  /** Whether the merchant's latest request came over TLS. */
  overTls = false;
  readonly #tell: (crossing: Crossing) => void;
  readonly #stir: () => void;
  #over = false;

  constructor(house: House, openid: string, stir: () => void) {
    const { holdings, keyMode, entropy, deliveries } = house;
    const { file, certificate, platformKeys, keyRing } = holdings;
    this.openid = openid;
    this.entropy = entropy;
    this.wire = house.wire;
    this.#stir = stir;
    const timeline = Timeline.frozen(house.wire.start());
    this.trace = new Trace({ business: timeline, wire: house.wire });
    this.#tell = onlooker({
      trace: this.trace,
      wire: house.wire,
      merchantKeyOf: (mchid, serialNo) =>
        mchid === file.mchid && sameSerial(serialNo, certificate.serialNo) ? certificate.publicKey : undefined,
      platformKeys: keyRing,
      apiv3Key: file.apiv3_key,
    });
    const recording = recordingDispatcher(house.outbound, 'gateway', (crossing) => this.heard(crossing), 'merchant');
    this.carry = mappedCarrier(deliveries, recording, (reason) => {
      this.undeliverable ??= reason;
    });
    this.gateway = new Gateway({ wire: house.wire, entropy, carry: this.carry });
    this.merchant = this.gateway.register({
      mchid: file.mchid,
      appids: [file.appid],
      certificates: [certificate],
      apiv3Key: file.apiv3_key,
      keyMode,
      platformKeys,
      timeline,
    });
  }

  get timeline(): Timeline {
    return this.merchant.ledger.timeline;
  }

  answer(request: WireRequest): GatewayAnswer {
    return this.gateway.answer(request);
  }

  /** Writes an exchange down, while the scenario is played. */
  heard(crossing: Crossing): void {
    if (!this.#over) this.#tell(crossing);
    this.#stir();
  }

  knows({ outTradeNo, outRefundNo, transactionId }: Numbers): boolean {
    const { books } = this.merchant;
    return (
      (outTradeNo !== undefined && books.ofOrder(outTradeNo) !== undefined) ||
      (outRefundNo !== undefined && books.ofRefund(outRefundNo) !== undefined) ||
      (transactionId !== undefined && books.ofTransaction(transactionId) !== undefined)
    );
  }

  /** The scenario is over: what comes now is answered, and no part of it. */
  leave(): void {
    this.#over = true;
    this.timeline.stop();
  }
}
