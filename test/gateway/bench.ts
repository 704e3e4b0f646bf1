import assert from 'node:assert/strict';
import type { AnswerFault, NotificationFault } from '../../src/gateway/faults.ts';
import { Gateway } from '../../src/gateway/gateway.ts';
import type { Letter } from '../../src/gateway/letter.ts';
import type { RegisteredCertificate, RegisteredMerchant } from '../../src/gateway/merchants.ts';
import type { GatewayAnswer } from '../../src/gateway/pipeline.ts';
import { documentedPolicy, type Policy } from '../../src/gateway/policy.ts';
import type { Attempt, State } from '../../src/gateway/state.ts';
import { type AnswerSignature, examineAnswer } from '../../src/protocol/answer-signing.ts';
import { seededEntropy } from '../../src/protocol/entropy.ts';
import type { KeyMode, MerchantIdentity } from '../../src/protocol/identity.ts';
import { paymentParams } from '../../src/protocol/pay-sign.ts';
import { type OrderRequest, paths } from '../../src/protocol/payments.ts';
import { signRequest } from '../../src/protocol/request-signing.ts';
import { isRecord, parseJson, type WireHeaders } from '../../src/protocol/wire.ts';
import { mockIdentities } from '../../src/targets/mock/mock-identities.ts';
import { type Clock, type Duration, type Instant, Timeline } from '../../src/time/index.ts';
import { BEGIN } from './books.ts';

export const who = mockIdentities((signer) => signer);
export const MCHID = who.merchant.mchid;
export const PAYER = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';

export interface BenchOptions {
  readonly policy?: Partial<Policy>;
  readonly keyMode?: KeyMode;
  /** `null`: the merchant has none. */
  readonly apiv3Key?: null;
  readonly certificate?: Partial<RegisteredCertificate>;
  /** How the receiver of notifications answers; the n-th time it is called. */
  readonly receive?: (count: number) => Omit<Attempt, 'at'>;
}

export interface Call {
  readonly body?: unknown;
  readonly identity?: MerchantIdentity;
  /** When the caller's clock says it signs. */
  readonly at?: Instant;
  readonly headers?: WireHeaders;
}

/** What came back, parsed. */
export interface Answer extends GatewayAnswer {
  readonly json: Readonly<Record<string, unknown>>;
  readonly signature: AnswerSignature;
}

/** A gateway with one merchant, called without a wire; a receiver that keeps every letter. */
export class Bench {
  readonly timeline = Timeline.frozen(BEGIN);
  readonly entropy = seededEntropy('bench');
  readonly letters: { readonly url: string; readonly letter: Letter; readonly answerTime: Duration }[] = [];
  readonly gateway: Gateway;
  readonly merchant: RegisteredMerchant;

  constructor(options: BenchOptions = {}) {
    const { timeline, entropy } = this;
    this.gateway = new Gateway({
      wire: timeline,
      entropy,
      carry: async (url, letter, answerTime) => {
        this.letters.push({ url, letter, answerTime });
        return options.receive?.(this.letters.length) ?? { status: 204 };
      },
    });
    const certificate = { serialNo: who.merchant.serialNo, publicKey: who.merchantPublicKey, ...options.certificate };
    this.merchant = this.gateway.register({
      mchid: MCHID,
      appids: [who.appid],
      certificates: [certificate],
      ...(options.apiv3Key === null ? {} : { apiv3Key: who.apiv3Key }),
      keyMode: options.keyMode ?? 'both',
      platformKeys: who.platformKeys,
      timeline,
      policy: { ...documentedPolicy, ...options.policy },
    });
  }

  get state(): State {
    return this.merchant.ledger.state;
  }

  /** Everything the state holds, as plain data. */
  snapshot(): unknown {
    const { agenda: _, ...maps } = this.state;
    return structuredClone(maps);
  }

  orderRequest(changes: Readonly<Record<string, unknown>> = {}): OrderRequest {
    const request: OrderRequest = {
      appid: who.appid,
      mchid: MCHID,
      description: '商品',
      out_trade_no: 'order-1',
      notify_url: 'https://shop.example/notify',
      amount: { total: 100, currency: 'CNY' },
      payer: { openid: PAYER },
    };
    return { ...request, ...changes };
  }

  /** Sends with a right signature, unless the call says otherwise. A text or bytes go out as they are, all else as JSON. */
  call(method: string, target: string, call: Call = {}): Answer {
    const { body, identity = who.merchant, at = this.timeline.now(), headers = {} } = call;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(textOf(body));
    const clock: Clock = { now: () => at };
    const authorization = signRequest(identity, { method, target, body: bytes }, clock, this.entropy);
    return this.send(method, target, { authorization, ...headers }, bytes);
  }

  send(method: string, target: string, headers: WireHeaders, body: Buffer = Buffer.alloc(0)): Answer {
    const sent = { accept: 'application/json', 'user-agent': 'bench', ...headers };
    const answer = this.gateway.answer({ method, target, headers: sent, body });
    const json = parseJson(answer.body);
    const signature = examineAnswer(answer.headers, answer.body, who.platformKeyRing, this.timeline);
    return { ...answer, json: isRecord(json) ? json : {}, signature };
  }

  order(changes: Readonly<Record<string, unknown>> = {}): Answer {
    return this.call('POST', paths.order, { body: this.orderRequest(changes) });
  }

  /** Places the order and has its payer pay it; resolves when what follows at once has happened. */
  async paid(): Promise<this> {
    const { json } = this.order();
    const params = paymentParams(who.merchant.sign, who.appid, String(json['prepay_id']), this.timeline, this.entropy);
    assert.equal(this.gateway.cashier(this.merchant, params, PAYER, 'pay').errMsg, 'requestPayment:ok');
    await this.timeline.idle();
    return this;
  }

  strike(on: string, fault: AnswerFault | NotificationFault, times?: number): string {
    return this.merchant.faults.set({ on, fault, ...(times === undefined ? {} : { times }) });
  }
}

const textOf = (body: unknown): string =>
  body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);

/** Status, code and the numeric code that ends the Request-ID: `400 PARAM_ERROR 268435461`. */
export function refusalOf({ status, json, headers }: Answer): string {
  const subCode = /^[0-9A-F]{36}-(\d+)$/.exec(headers['request-id'] ?? '')?.[1];
  return `${status} ${String(json['code'])} ${subCode ?? 'without'}`;
}
