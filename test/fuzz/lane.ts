import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  encryptField,
  privateKeyFromPem,
  publicKeyFromPem,
  rsaSigner,
  type Signer,
  systemEntropy,
} from '../../src/protocol/index.ts';
import type { MerchantFile } from '../../src/sandbox/credentials/merchant-file.ts';
import { days, type Instant, plus, toRfc3339, wallClock } from '../../src/time/index.ts';
import type { Random } from './random.ts';

/** How many requests share one set of order numbers, so that the state of a long run stays small. */
const REQUESTS_PER_BATCH = 300;
const NUMBERS_PER_BATCH = 8;
const REMEMBERED = 12;

/** What the caller of one sandbox knows: its credentials, and some of what earlier answers told. */
export class Lane {
  readonly merchant: MerchantFile;
  readonly sign: Signer;
  /** Encrypts a text for WeChat Pay. */
  readonly encrypt: (text: string) => string;
  #batch = 0;
  #steps = 0;
  #way = 0;
  #clocks: readonly Instant[] = [wallClock.now()];
  readonly #prepayIds = ['wx0'];
  readonly #notificationIds = ['none'];
  readonly #refunds = [{ id: '50300000000000000000000000000', number: 'none' }];
  readonly #downloads: string[] = [];

  constructor(folder: string) {
    this.merchant = JSON.parse(readFileSync(join(folder, 'merchant.json'), 'utf8')) as MerchantFile;
    this.sign = rsaSigner(privateKeyFromPem(readFileSync(join(folder, 'apiclient_key.pem'), 'utf8')));
    const wechatPay = publicKeyFromPem(readFileSync(join(folder, 'pub_key.pem'), 'utf8'));
    this.encrypt = (text) => encryptField(wechatPay, text, systemEntropy);
  }

  /** The lane is at this request now, and it is this late in its books. */
  reach(index: number, clocks: readonly Instant[]): void {
    if (clocks.length > 0) this.#clocks = clocks;
    this.#batch = Math.floor(index / REQUESTS_PER_BATCH);
  }

  /** An order number; often one that exists. */
  readonly number = (random: Random): string => `fuzz-${this.#batch}-${random.below(NUMBERS_PER_BATCH)}`;
  /** A day of late, as the books reckon. */
  readonly day = (random: Random): string => {
    const today = random.pick(this.#clocks);
    return toRfc3339(plus(today, days(-random.below(4)))).slice(0, 10);
  };
  /** A refund that there is, by WeChat Pay's number and by the merchant's. */
  readonly refund = (random: Random): { readonly id: string; readonly number: string } => random.pick(this.#refunds);
  /** Where a bill could be downloaded lately. */
  readonly download = (random: Random): string | undefined =>
    this.#downloads.length === 0 ? undefined : random.pick(this.#downloads);
  readonly prepayId = (random: Random): string => random.pick(this.#prepayIds);
  /** The next of these, again and again from the first. */
  step<T>(steps: readonly T[]): T {
    const step = steps[this.#steps % steps.length];
    if (step === undefined) throw new RangeError('There is no step to take');
    this.#steps += 1;
    this.#way = Math.floor(this.#steps / steps.length);
    return step;
  }
  /** The number of the order that the steps are about. */
  readonly wayNumber = (): string => `fuzz-way-${this.#way}`;
  readonly latestPrepayId = (): string => this.#prepayIds.at(-1) ?? 'wx0';
  readonly latestRefund = (): { readonly id: string; readonly number: string } =>
    this.#refunds.at(-1) ?? { id: '0', number: 'none' };
  readonly notificationId = (random: Random): string => random.pick(this.#notificationIds);

  /** Takes from an answer what later requests can name. */
  learn(text: string): void {
    keep(this.#prepayIds, /"prepay_id":"(\w+)"/.exec(text)?.[1]);
    const id = /"refund_id":"(\w+)"/.exec(text)?.[1];
    const number = /"out_refund_no":"([\w-]+)"/.exec(text)?.[1];
    if (id !== undefined && number !== undefined && !this.#refunds.some((known) => known.id === id))
      keep(this.#refunds, { id, number });
    keep(this.#downloads, /"download_url":"https?:\/\/[^/"]+([^"]+)"/.exec(text)?.[1]);
    for (const [, id] of text.slice(-2_000).matchAll(/"id":"([\w-]{36})"/g)) keep(this.#notificationIds, id);
  }
}

function keep<T>(list: T[], found: T | undefined): void {
  if (found === undefined || list.includes(found)) return;
  if (list.push(found) > REMEMBERED) list.shift();
}
