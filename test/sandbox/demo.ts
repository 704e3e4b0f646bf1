import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import {
  type AnswerSignature,
  examineAnswer,
  type KeyRing,
  type MerchantIdentity,
  type PaymentParams,
  paths,
  paymentParams,
  privateKeyFromPem,
  publicKeyFromPem,
  rsaSigner,
  type Sealed,
  signRequest,
  systemEntropy,
  unseal,
  wireHeaders,
} from '../../src/protocol/index.ts';
import type { MerchantFile } from '../../src/sandbox/credentials/merchant-file.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { wallClock } from '../../src/time/index.ts';
import { type Answer, answerOf } from './answer.ts';

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

type Pem = 'apiclient_key.pem' | 'apiclient_cert.pem' | 'pub_key.pem' | 'platform_cert.pem';
type Address = Pick<Sandbox, 'url' | 'credentials'>;

/** What a merchant holds: its names, and its PEM files. */
export interface Holdings extends MerchantFile {
  readonly pems: Readonly<Record<Pem, string>>;
}

/** A client that signs as one merchant of a sandbox does: the demo merchant, or another one. */
export class Demo {
  readonly sandbox: Address;
  readonly merchant: Holdings;
  /** What the sandbox told its operator. */
  readonly told: readonly string[];
  readonly #identity: MerchantIdentity;
  readonly #agent: Agent;
  readonly #named: boolean;
  readonly #stop: () => Promise<void>;
  #orders = 0;

  private constructor(
    sandbox: Address,
    merchant: Holdings,
    told: readonly string[],
    stop: () => Promise<void>,
    shared?: Agent,
  ) {
    this.sandbox = sandbox;
    this.merchant = merchant;
    this.told = told;
    this.#stop = stop;
    this.#agent = shared ?? new Agent();
    this.#named = shared !== undefined;
    this.#identity = {
      mchid: merchant.mchid,
      serialNo: merchant.serial_no,
      sign: rsaSigner(privateKeyFromPem(merchant.pems['apiclient_key.pem'])),
    };
  }

  static async start(credentials: string, host = '127.0.0.1'): Promise<Demo> {
    const told: string[] = [];
    const sandbox = await startSandbox({ host, port: 0, credentials, tell: (line) => told.push(line) });
    return Demo.join(sandbox, () => sandbox.close(), told);
  }

  /** The client of a sandbox that runs already. */
  static async join(
    sandbox: Address,
    stop = async (): Promise<void> => {},
    told: readonly string[] = [],
  ): Promise<Demo> {
    const read = (name: string): Promise<string> => readFile(join(sandbox.credentials, name), 'utf8');
    const merchant = JSON.parse(await read('merchant.json')) as MerchantFile;
    const pems = {
      'apiclient_key.pem': await read('apiclient_key.pem'),
      'apiclient_cert.pem': await read('apiclient_cert.pem'),
      'pub_key.pem': await read('pub_key.pem'),
      'platform_cert.pem': await read('platform_cert.pem'),
    };
    return new Demo(sandbox, { ...merchant, pems }, told, stop);
  }

  /** The client of a merchant that is made for it: its control calls name it. */
  async another(asked: Readonly<Record<string, unknown>> = {}): Promise<Demo> {
    const { json } = await this.control('/merchants', { body: asked });
    const merchant = { ...json, pems: json } as unknown as Holdings;
    return new Demo(this.sandbox, merchant, this.told, async () => {}, this.#agent);
  }

  /** Lets go of its connections, and ends the sandbox where it has started it. */
  async close(): Promise<void> {
    await this.#stop();
    await this.#agent.destroy();
  }

  async ask(path: string, { method, headers = {}, body }: Asked = {}): Promise<Answer> {
    const sent = body === undefined || Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await request(`${this.sandbox.url}${path}`, {
      method: method ?? (sent === undefined ? 'GET' : 'POST'),
      headers: { accept: 'application/json', 'user-agent': 'demo', ...headers },
      body: sent ?? null,
      dispatcher: this.#agent,
    });
    const text = await answer.body.text();
    return answerOf(answer.statusCode, answer.headers, text);
  }

  /** A call of the control API, about this merchant. */
  control(path: string, asked: Asked = {}): Promise<Answer> {
    const named = this.#named ? `${path.includes('?') ? '&' : '?'}mchid=${this.merchant.mchid}` : '';
    return this.ask(`/sandbox${path}${named}`, asked);
  }

  /** What WeChat Pay signs with, as this merchant knows it. */
  get keys(): KeyRing {
    const { public_key_id, platform_serial_no, pems } = this.merchant;
    return new Map([
      [public_key_id, publicKeyFromPem(pems['pub_key.pem'])],
      [platform_serial_no, publicKeyFromPem(pems['platform_cert.pem'])],
    ]);
  }

  /** What this merchant finds of the signature of an answer or a notification. */
  signatureOf({ headers, text }: Pick<Answer, 'headers' | 'text'>): AnswerSignature {
    return examineAnswer(wireHeaders(headers), Buffer.from(text), this.keys, wallClock);
  }

  /** What the body of a notification holds for this merchant; undefined where it does not open. */
  opened(body: string): Readonly<Record<string, unknown>> | undefined {
    const { resource } = JSON.parse(body) as { readonly resource: Sealed };
    const plaintext = unseal(this.merchant.apiv3_key, resource);
    return plaintext && (JSON.parse(plaintext.toString()) as Readonly<Record<string, unknown>>);
  }

  /** Resolves when everything that was due has been sent, and answered or given up. */
  async settled(): Promise<void> {
    await this.control('/clock/advance', { body: { seconds: 0 } });
  }

  /** The `Authorization` header of an APIv3 call that is made now. */
  authorization(method: 'GET' | 'POST', target: string, body = Buffer.alloc(0)): string {
    return signRequest(this.#identity, { method, target, body }, wallClock, systemEntropy);
  }

  /** A signed APIv3 call. */
  call(method: 'GET' | 'POST', target: string, content?: unknown, headers: Asked['headers'] = {}): Promise<Answer> {
    const body = Buffer.from(content === undefined ? '' : JSON.stringify(content));
    return this.ask(target, {
      method,
      headers: { authorization: this.authorization(method, target, body), ...headers },
      ...(content === undefined ? {} : { body }),
    });
  }

  order(overrides: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> & {
    out_trade_no: string;
  } {
    this.#orders += 1;
    return {
      appid: this.merchant.appid,
      mchid: this.merchant.mchid,
      description: 'Tea',
      out_trade_no: `order-${this.#orders}`,
      notify_url: 'http://127.0.0.1:9/nobody-listens',
      amount: { total: 990, currency: 'CNY' },
      payer: { openid: this.merchant.openid },
      ...overrides,
    };
  }

  /** Places an order and answers its number and what `wx.requestPayment` is called with. */
  async placed(overrides: Readonly<Record<string, unknown>> = {}): Promise<{ number: string; params: PaymentParams }> {
    const order = this.order(overrides);
    const { body } = await this.call('POST', paths.order, order);
    const params = paymentParams(this.#identity.sign, this.merchant.appid, body.prepay_id, wallClock, systemEntropy);
    return { number: order.out_trade_no, params };
  }

  /** An order that is paid. */
  async paid(overrides: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { number, params } = await this.placed(overrides);
    await this.control('/cashier', { body: { ...params, action: 'pay' } });
    return number;
  }

  async stateOf(number: string): Promise<string> {
    return (await this.control(`/orders/${number}`)).body.trade_state;
  }
}
