import type { Letter } from '../../src/gateway/letter.ts';
import { isRecord, parseJson, rsaSigner, type Signer, seededEntropy, signRequest } from '../../src/protocol/index.ts';
import type { Credentials } from '../../src/sandbox/credentials/credentials.ts';
import type { KeptRecord } from '../../src/sandbox/data/kept.ts';
import { restore } from '../../src/sandbox/data/restore.ts';
import { MerchantDesk } from '../../src/sandbox/merchants/merchant-desk.ts';
import type { Tenant } from '../../src/sandbox/merchants/tenant.ts';
import { type Duration, type Instant, instant, plus } from '../../src/time/index.ts';

export const BEGIN = instant(1_770_000_000_000);

/** A desk in this process, whose records are kept as JSON text, with a wall, a randomness and a receiver of notifications that a test decides on. */
export class World {
  readonly desk: MerchantDesk;
  readonly credentials: Credentials;
  /** What was kept, one JSON text each. */
  readonly lines: string[];
  /** What could not be taken over of an earlier one. */
  readonly told: readonly string[];
  /** The notifications that went out, by their ids. */
  readonly sent: string[] = [];
  /** What the receiver answers with; 0: nothing in time. */
  receiver: number;
  #wall: Instant;
  #entropy = seededEntropy('');
  readonly #sign: Signer;

  constructor(credentials: Credentials, lines: readonly string[] = [], wall = BEGIN, receiver = 204) {
    this.credentials = credentials;
    this.lines = [...lines];
    this.receiver = receiver;
    this.#wall = wall;
    this.#sign = rsaSigner(credentials.merchantKey.privateKey);
    this.desk = new MerchantDesk({
      credentials,
      wire: { now: () => this.#wall },
      entropy: (bytes) => this.#entropy(bytes),
      carry: async (_url, letter) => this.#receive(letter),
      keeper: {
        append: (record: KeptRecord) => void this.lines.push(JSON.stringify(record)),
        settled: async () => {},
        pending: false,
        close: async () => {},
      },
    });
    this.told = restore(
      this.desk,
      lines.map((line) => JSON.parse(line)),
      credentials.merchant.mchid,
      'some.data',
    );
    this.desk.startKeeping();
  }

  /** Another one that knows no more than what this one has kept, and the world around it. */
  async again(): Promise<World> {
    const other = new World(this.credentials, this.lines, this.#wall, this.receiver);
    await other.idle();
    return other;
  }

  /** Chance repeats itself from here on for whoever was given the same seed. */
  seed(seed: string): void {
    this.#entropy = seededEntropy(seed);
  }

  get tenants(): readonly Tenant[] {
    return [...this.desk.tenants()];
  }

  /** Time goes by without anybody turning a clock. */
  async wait(by: Duration): Promise<void> {
    this.#wall = plus(this.#wall, by);
    for (const timeline of this.#timelines()) timeline.changed();
    await this.idle();
  }

  async idle(): Promise<void> {
    for (const timeline of this.#timelines()) await timeline.idle();
  }

  stop(): void {
    this.desk.stop();
  }

  /** A signed call, and its answer as status and body. */
  call(tenant: Tenant, method: 'GET' | 'POST', target: string, content?: unknown, serial?: string): unknown {
    const { mchid, serial_no: serialNo } = tenant.holdings.file;
    const body = Buffer.from(content === undefined ? '' : JSON.stringify(content));
    const wire = { now: () => this.#wall };
    const authorization = signRequest({ mchid, serialNo, sign: this.#sign }, { method, target, body }, wire, (bytes) =>
      this.#entropy(bytes),
    );
    const named = { accept: 'application/json', 'user-agent': 'world' };
    const headers = { ...named, authorization, ...(serial === undefined ? {} : { 'wechatpay-serial': serial }) };
    const { merchant, ...answer } = this.desk.gateway.answer({ method, target, headers, body });
    if (merchant) this.desk.noteAsked(merchant);
    return { ...answer, body: answer.body.toString() };
  }

  /** What `wx.requestPayment` is called with for a prepay_id. */
  paymentParams({ holdings }: Tenant, prepayId: string) {
    const params = {
      appId: holdings.file.appid,
      timeStamp: '1770000000',
      nonceStr: 'N',
      package: `prepay_id=${prepayId}`,
    };
    const message = `${params.appId}\n${params.timeStamp}\n${params.nonceStr}\n${params.package}\n`;
    return { ...params, signType: 'RSA' as const, paySign: this.#sign(Buffer.from(message)) };
  }

  #receive({ body }: Letter): { status: number } | { error: string } {
    const envelope = parseJson(body);
    this.sent.push(String(isRecord(envelope) && envelope['id']));
    return this.receiver === 0 ? { error: 'no answer in time' } : { status: this.receiver };
  }

  *#timelines() {
    for (const { merchant } of this.desk.tenants()) {
      for (const { ledger } of merchant.books.pages()) yield ledger.timeline;
    }
  }
}

/** All that anybody could find out about a desk, but the past traffic. */
export const observed = ({ tenants }: World): unknown =>
  asJson(
    tenants.map(({ merchant, holdings, openid }) => ({
      file: holdings.file,
      pems: holdings.pems,
      openid,
      keyMode: merchant.keyMode,
      delivery: merchant.delivery,
      certificateFault: merchant.certificateFault,
      keyChange: merchant.keyChange,
      askedSerial: merchant.askedSerial,
      policy: merchant.ledger.policy,
      faults: merchant.faults.list(),
      pages: merchant.books.pages().map(({ ledger: { state, timeline }, openid: payer }) => ({
        payer,
        mode: timeline.mode,
        now: timeline.now(),
        orders: [...state.orders],
        orderOfPrepayId: [...state.orderOfPrepayId],
        orderOfTransaction: [...state.orderOfTransaction],
        refunds: [...state.refunds],
        notifications: [...state.notifications],
        heldBack: [...state.heldBack],
        balance: state.account.balance,
      })),
    })),
  );

export const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');
