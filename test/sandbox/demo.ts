import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import {
  type MerchantIdentity,
  type PaymentParams,
  paths,
  paymentParams,
  privateKeyFromPem,
  rsaSigner,
  signRequest,
  systemEntropy,
} from '../../src/protocol/index.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { MerchantFile } from '../../src/sandbox/merchant-file.ts';
import { wallClock } from '../../src/time/index.ts';
import { type Answer, answerOf } from './answer.ts';

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A sandbox in this process, with a client that signs as its merchant does. */
export class Demo {
  readonly sandbox: Pick<Sandbox, 'url' | 'credentials'>;
  readonly merchant: MerchantFile;
  /** What the sandbox told its operator. */
  readonly told: readonly string[];
  readonly #identity: MerchantIdentity;
  readonly #agent = new Agent();
  readonly #stop: () => Promise<void>;
  #orders = 0;

  private constructor(
    sandbox: Pick<Sandbox, 'url' | 'credentials'>,
    merchant: MerchantFile,
    keyPem: string,
    told: readonly string[],
    stop: () => Promise<void>,
  ) {
    this.sandbox = sandbox;
    this.merchant = merchant;
    this.told = told;
    this.#stop = stop;
    this.#identity = {
      mchid: merchant.mchid,
      serialNo: merchant.serial_no,
      sign: rsaSigner(privateKeyFromPem(keyPem)),
    };
  }

  static async start(credentials: string, host = '127.0.0.1'): Promise<Demo> {
    const told: string[] = [];
    const sandbox = await startSandbox({ host, port: 0, credentials, tell: (line) => told.push(line) });
    return Demo.join(sandbox, () => sandbox.close(), told);
  }

  /** The client of a sandbox that runs already. */
  static async join(
    sandbox: Pick<Sandbox, 'url' | 'credentials'>,
    stop = async (): Promise<void> => {},
    told: readonly string[] = [],
  ): Promise<Demo> {
    const merchant = JSON.parse(await readFile(join(sandbox.credentials, 'merchant.json'), 'utf8')) as MerchantFile;
    const key = await readFile(join(sandbox.credentials, 'apiclient_key.pem'), 'utf8');
    return new Demo(sandbox, merchant, key, told, stop);
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
      headers,
      body: sent ?? null,
      dispatcher: this.#agent,
    });
    const text = await answer.body.text();
    return answerOf(answer.statusCode, answer.headers, text);
  }

  /** A call of the control API. */
  control(path: string, asked: Asked = {}): Promise<Answer> {
    return this.ask(`/sandbox${path}`, asked);
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
