import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { privateKeyFromPem, rsaSigner, type Signer } from '../../src/protocol/index.ts';
import type { MerchantFile } from '../../src/sandbox/credentials/merchant-file.ts';
import type { Random } from './random.ts';

/** How many requests share one set of order numbers, so that the state of a long run stays small. */
const REQUESTS_PER_BATCH = 300;
const NUMBERS_PER_BATCH = 8;
const REMEMBERED = 12;

/** What the caller of one sandbox knows: its credentials, and some of what earlier answers told. */
export class Lane {
  readonly merchant: MerchantFile;
  readonly sign: Signer;
  #batch = 0;
  readonly #prepayIds = ['wx0'];
  readonly #notificationIds = ['none'];

  constructor(folder: string) {
    this.merchant = JSON.parse(readFileSync(join(folder, 'merchant.json'), 'utf8')) as MerchantFile;
    this.sign = rsaSigner(privateKeyFromPem(readFileSync(join(folder, 'apiclient_key.pem'), 'utf8')));
  }

  /** The lane is at this request now. */
  reach(index: number): void {
    this.#batch = Math.floor(index / REQUESTS_PER_BATCH);
  }

  /** An order number; often one that exists. */
  readonly number = (random: Random): string => `fuzz-${this.#batch}-${random.below(NUMBERS_PER_BATCH)}`;
  readonly prepayId = (random: Random): string => random.pick(this.#prepayIds);
  readonly notificationId = (random: Random): string => random.pick(this.#notificationIds);

  /** Takes from an answer what later requests can name. */
  learn(text: string): void {
    keep(this.#prepayIds, /"prepay_id":"(\w+)"/.exec(text)?.[1]);
    for (const [, id] of text.slice(-2_000).matchAll(/"id":"([\w-]{36})"/g)) keep(this.#notificationIds, id);
  }
}

function keep(list: string[], found: string | undefined): void {
  if (found === undefined || list.includes(found)) return;
  if (list.push(found) > REMEMBERED) list.shift();
}
