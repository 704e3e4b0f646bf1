import { CAPABILITIES } from '../../actors/index.ts';
import type { Carrier } from '../../gateway/courier.ts';
import type { Decide } from '../../gateway/decision.ts';
import { Gateway } from '../../gateway/gateway.ts';
import type { Stages } from '../../gateway/pipeline.ts';
import type { Policy } from '../../gateway/policy.ts';
import { Caller } from '../../merchant/caller.ts';
import { ModelMerchant } from '../../merchant/model-merchant.ts';
import { Payer } from '../../payer/payer.ts';
import { seededEntropy } from '../../protocol/entropy.ts';
import { sameSerial } from '../../protocol/request-signing.ts';
import type { Signer } from '../../protocol/rsa.ts';
import { type Instant, parseRfc3339, Timeline } from '../../time/index.ts';
import { Trace } from '../../trace/index.ts';
import { onlooker } from '../onlooker.ts';
import { playedBy } from '../played-by.ts';
import type { OpenedTarget, Target } from '../target.ts';
import { EmbeddedGateway } from './embedded-gateway.ts';
import { InProcessNetwork } from './in-process-network.ts';
import { mockIdentities } from './mock-identities.ts';
import { mockImpostor } from './mock-impostor.ts';

/** What a mock is put together from; whatever is left out is as documented. */
export interface MockParts {
  readonly policy?: Policy;
  readonly decide?: Decide;
  readonly stages?: Stages;
  readonly merchant?: typeof ModelMerchant;
  /** Stands around whatever brings notifications. */
  readonly carry?: (carrier: Carrier) => Carrier;
  /** Wraps each signer: a run of many mocks may remember signatures, which are the same for the same message. */
  readonly remember?: (signer: Signer) => Signer;
}

const GATEWAY = 'https://api.mch.weixin.qq.com';
const SHOP = 'https://shop.example';
const CALLER = 'https://caller.example';
const OPENID = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';

/** When every scenario on the mock begins: a working day at ten in the morning, so that no bill and no timer of another day is near. */
const BEGIN = parseRfc3339('2026-01-15T10:00:00+08:00') as Instant;

/**
 * The embedded gateway and the model merchant in one process, without sockets and with a frozen clock. Wire time is
 * business time here, since the merchant's clock is driven too.
 */
export function mockTarget(parts: MockParts = {}): Target {
  const who = mockIdentities(parts.remember ?? ((signer) => signer));
  return ({ seed, place }): OpenedTarget => {
    const entropy = seededEntropy(`${seed}/${place}`);
    const timeline = Timeline.frozen(BEGIN);
    const trace = new Trace({ business: timeline, wire: timeline });
    const keys = new Map(who.platformKeyRing);
    const network = new InProcessNetwork(
      () => timeline.now(),
      onlooker({
        trace,
        wire: timeline,
        merchantKeyOf: (mchid, serialNo) =>
          mchid === who.merchant.mchid && sameSerial(serialNo, who.merchant.serialNo)
            ? who.merchantPublicKey
            : undefined,
        platformKeys: new Map([...keys, ...who.platformKeysToCome]),
        apiv3Key: who.apiv3Key,
      }),
    );
    const carry = (parts.carry ?? ((carrier) => carrier))(network.carrierOf('gateway'));
    const gateway = new Gateway({
      wire: timeline,
      entropy,
      carry,
      ...(parts.decide ? { decide: parts.decide } : {}),
      ...(parts.stages ? { stages: parts.stages } : {}),
    });
    const registered = gateway.register({
      mchid: who.merchant.mchid,
      appids: [who.appid],
      certificates: [{ serialNo: who.merchant.serialNo, publicKey: who.merchantPublicKey }],
      apiv3Key: who.apiv3Key,
      keyMode: 'both',
      platformKeys: who.platformKeys,
      timeline,
      ...(parts.policy ? { policy: parts.policy } : {}),
    });
    const client = {
      baseUrl: GATEWAY,
      identity: who.merchant,
      keys,
      platformSerial: who.platformKeys.publicKey.id,
      wire: timeline,
      clock: timeline,
      entropy,
      appid: who.appid,
      openid: OPENID,
      apiv3Key: who.apiv3Key,
    };
    const Merchant = parts.merchant ?? ModelMerchant;
    const merchant = new Merchant({
      ...client,
      dispatcher: network.dispatcherOf('merchant', Merchant.checksCertificates),
      notifyBase: SHOP,
      paySigner: who.merchant.sign,
    });
    const caller = new Caller({
      ...client,
      dispatcher: network.dispatcherOf('caller'),
      spend: async (by) => timeline.spend(by),
      notifyUrl: `${CALLER}/notify`,
      stranger: who.stranger,
      privateKey: who.merchantPrivateKey,
      strangersKey: who.strangersKey,
      lastSeq: () => trace.events.findLast((event) => event.kind === 'exchange' && event.from === 'caller')?.seq ?? 0,
    });
    network.host(
      GATEWAY,
      playedBy(trace, 'gateway', (request) => {
        const answer = gateway.answer(request);
        if (answer.mishap?.kind === 'slow') timeline.spend(answer.mishap.by);
        return answer;
      }),
    );
    network.host(
      SHOP,
      playedBy(trace, 'merchant', (request) => merchant.receive(request)),
    );
    network.host(
      CALLER,
      playedBy(trace, 'caller', (request) => caller.receive(request)),
    );
    const payer = new Payer(
      OPENID,
      async (params, openid, action, coupons) => gateway.cashier(registered, params, openid, action, coupons),
      trace,
    );
    const cast = {
      gateway: new EmbeddedGateway(registered, { wire: timeline, entropy, carry, trace }),
      merchant,
      payer,
      caller,
      impostor: mockImpostor(network, trace, GATEWAY),
      capabilities: new Set(CAPABILITIES),
      holds: ['both', 'platform-certificate'] as const,
      leave: async () => timeline.stop(),
    };
    return { cast, trace };
  };
}
