import type {
  Call,
  CallAnswer,
  CallerActor,
  HeldKey,
  InboxManner,
  ReceivedLetter,
  Sabotage,
  TakenCertificate,
} from '../actors/index.ts';
import { alphanumeric } from '../protocol/entropy.ts';
import { isPublicKeyId, type MerchantIdentity } from '../protocol/identity.ts';
import { type PaymentParams, paymentParams } from '../protocol/pay-sign.ts';
import type { OrderRequest } from '../protocol/payments.ts';
import { signRequest } from '../protocol/request-signing.ts';
import type { PrivateKey, PublicKey } from '../protocol/rsa.ts';
import { decryptField, encryptField } from '../protocol/sensitive-field.ts';
import { parseJson, type WireAnswer, type WireRequest } from '../protocol/wire.ts';
import { type Clock, type Duration, minus, toCompact } from '../time/index.ts';
import { type ApiClientParts, sendSigned } from './api-client.ts';
import { openCertificates } from './certificate-list.ts';
import { itemsReversed, signedOtherwise, without } from './mis-signing.ts';
import { openLetter } from './notification-inbox.ts';

export interface CallerParts extends ApiClientParts {
  /** The time that orders run by. */
  readonly clock: Clock;
  /** WeChat Pay's keys, to which downloaded ones are added. */
  readonly keys: Map<string, PublicKey>;
  /** Lets wire time pass. */
  readonly spend: (by: Duration) => Promise<void>;
  readonly appid: string;
  readonly openid: string;
  readonly apiv3Key: string;
  readonly notifyUrl: string;
  /** Signs like the merchant, with a key that is not the merchant's. */
  readonly stranger: MerchantIdentity;
  /** The merchant's, for what WeChat Pay encrypts for it. */
  readonly privateKey: PrivateKey;
  /** The public key of somebody who is not WeChat Pay. */
  readonly strangersKey: PublicKey;
  /** The `seq` of the latest exchange, to name evidence by. */
  readonly lastSeq: () => number;
}

const MCHID_OF_NOBODY = '1000000000';
const SERIAL_OF_NOBODY = '0123456789ABCDEF0123456789ABCDEF01234567';

/** Sends what it is told to, right or wrong, and keeps whatever comes back. */
export class Caller implements CallerActor {
  readonly #parts: CallerParts;
  readonly #received: ReceivedLetter[] = [];
  #manner: InboxManner = { status: 204 };

  constructor(parts: CallerParts) {
    this.#parts = parts;
  }

  get mchid(): string {
    return this.#parts.identity.mchid;
  }

  newOrder(total: number): OrderRequest {
    const { appid, openid, entropy, clock, notifyUrl } = this.#parts;
    return {
      appid,
      mchid: this.mchid,
      description: '合规测试商品',
      out_trade_no: `${toCompact(clock.now())}${alphanumeric(entropy, 10)}`,
      notify_url: notifyUrl,
      amount: { total, currency: 'CNY' },
      payer: { openid },
    };
  }

  newRefundNumber(): string {
    return `R${toCompact(this.#parts.clock.now())}${alphanumeric(this.#parts.entropy, 10)}`;
  }

  encrypt(text: string, reader: 'wechat-pay' | 'somebody-else'): string {
    const { keys, platformSerial, strangersKey } = this.#parts;
    const key = reader === 'wechat-pay' ? keys.get(platformSerial) : strangersKey;
    if (!key) throw new Error(`The caller holds no key ${platformSerial} of WeChat Pay`);
    return encryptField(key, text, this.#parts.entropy);
  }

  decrypt(ciphertext: string): string | undefined {
    return decryptField(this.#parts.privateKey, ciphertext);
  }

  async send({ method, target, body, namedKey, sabotage, leaveOut }: Call): Promise<CallAnswer> {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const right = { method, target, body: Buffer.from(text) };
    const authorization = this.#authorization(right, sabotage);
    const parts = namedKey === undefined ? this.#parts : { ...this.#parts, platformSerial: namedKey };
    const answer = await sendSigned(parts, altered(right, sabotage), authorization, leaveOut);
    const parsed = answer.body.length === 0 ? undefined : (parseJson(answer.body) ?? answer.body.toString());
    return { ...answer, body: parsed, bytes: answer.body, seq: this.#parts.lastSeq() };
  }

  nameOf(key: HeldKey): string | undefined {
    const names = [...this.#parts.keys.keys()];
    if (key === 'public-key') return names.find(isPublicKeyId);
    const serials = names.filter((name) => !isPublicKeyId(name));
    return serials[key === 'platform-certificate' ? 0 : 1];
  }

  takeCertificates({ body }: CallAnswer): readonly TakenCertificate[] {
    const { keys, apiv3Key } = this.#parts;
    const rows = openCertificates(body, apiv3Key);
    for (const { opened, publicKey } of rows) if (opened && publicKey) keys.set(opened.serialNo, publicKey);
    return rows;
  }

  paymentParams(prepayId: string): PaymentParams {
    const { identity, appid, wire, entropy } = this.#parts;
    return paymentParams(identity.sign, appid, prepayId, wire, entropy);
  }

  answerNotifications(manner: InboxManner): void {
    this.#manner = manner;
  }

  received(): readonly ReceivedLetter[] {
    return this.#received;
  }

  /** The caller's notify_url. */
  async receive(request: WireRequest): Promise<WireAnswer> {
    const { keys, apiv3Key, wire, spend } = this.#parts;
    const opened = openLetter(request, keys, apiv3Key, wire);
    this.#received.push({ ...opened, headers: request.headers });
    const { status, after } = this.#manner;
    if (after !== undefined) await spend(after);
    return { status, headers: {}, body: Buffer.alloc(0) };
  }

  #authorization(
    call: { method: 'GET' | 'POST'; target: string; body: Buffer },
    sabotage?: Sabotage,
  ): string | undefined {
    const { identity, stranger, wire, entropy } = this.#parts;
    const signed = (who: MerchantIdentity, now = wire.now()) => signRequest(who, call, { now: () => now }, entropy);
    switch (sabotage?.kind) {
      case 'no-authorization':
        return undefined;
      case 'wrong-scheme':
        return signed(identity).replace(/^\S+/, 'WECHATPAY2-RSA-2048-SHA256');
      case 'malformed-authorization':
        return signed(identity).replaceAll('"', "'");
      case 'other-key':
        return signed(stranger);
      case 'unknown-serial':
        return signed({ ...identity, serialNo: SERIAL_OF_NOBODY });
      case 'lower-case-serial':
        return signed({ ...identity, serialNo: identity.serialNo.toLowerCase() });
      case 'items-reversed':
        return itemsReversed(signed(identity));
      case 'unknown-mchid':
        return signed({ ...identity, mchid: MCHID_OF_NOBODY });
      case 'item-missing':
        return without(signed(identity), sabotage.item);
      case 'other-message':
        return signedOtherwise(identity, call, { wire, entropy }, sabotage.how);
      case 'clock-off':
        return signed(identity, minus(wire.now(), sabotage.by));
      default:
        return signed(identity);
    }
  }
}

/** What is really sent where the caller changes it after signing. */
function altered<C extends { readonly target: string; readonly body: Buffer }>(call: C, sabotage?: Sabotage): C {
  if (sabotage?.kind === 'changed-body') return { ...call, body: Buffer.from(`${call.body.toString()} `) };
  if (sabotage?.kind === 'changed-path')
    return { ...call, target: `${call.target}${call.target.includes('?') ? '&' : '?'}a=b` };
  return call;
}
