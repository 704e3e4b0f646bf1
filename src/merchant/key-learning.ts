import { examineAnswer } from '../protocol/answer-signing.ts';
import { isPublicKeyId } from '../protocol/identity.ts';
import { paths } from '../protocol/payments.ts';
import { signRequest } from '../protocol/request-signing.ts';
import type { PublicKey } from '../protocol/rsa.ts';
import { isSuccess, parseJson } from '../protocol/wire.ts';
import { between, type Instant, minutes } from '../time/index.ts';
import { type ApiClientParts, sendSigned } from './api-client.ts';
import { openCertificates } from './certificate-list.ts';

export interface KeyLearningParts extends Omit<ApiClientParts, 'keys'> {
  /** Those that are learnt are added. */
  readonly keys: Map<string, PublicKey>;
  readonly apiv3Key: string;
}

/** Whoever likes can name a certificate that there is not: it is not asked for each time. */
const PAUSE = minutes(1);

/** How a merchant comes by a platform certificate that it does not hold yet (D:4012551764, D:4013053420). */
export class KeyLearning {
  readonly #parts: KeyLearningParts;
  #askedAt: Instant | undefined;

  constructor(parts: KeyLearningParts) {
    this.#parts = parts;
  }

  /** Whether the key of that serial number is held now. A public key has to be given by hand. Never rejects. */
  async learn(serial: string | undefined): Promise<boolean> {
    const { keys, wire } = this.#parts;
    const now = wire.now();
    if (serial === undefined || isPublicKeyId(serial)) return false;
    if (this.#askedAt !== undefined && between(this.#askedAt, now) < PAUSE) return false;
    this.#askedAt = now;
    for (const [id, key] of await this.#download().catch(() => [])) keys.set(id, key);
    return keys.has(serial) || keys.has(serial.toUpperCase());
  }

  /** The APIv3 key opens them, so that the answer may be signed with one that it brings itself. */
  async #download(): Promise<readonly (readonly [string, PublicKey])[]> {
    const parts = this.#parts;
    const call = { method: 'GET', target: paths.certificates, body: Buffer.alloc(0) } as const;
    const answer = await sendSigned(parts, call, signRequest(parts.identity, call, parts.wire, parts.entropy));
    if (!isSuccess(answer.status)) return [];
    const brought = openCertificates(parseJson(answer.body), parts.apiv3Key).flatMap(({ opened, publicKey }) =>
      opened && publicKey ? [[opened.serialNo, publicKey] as const] : [],
    );
    const all = new Map([...parts.keys, ...brought]);
    return examineAnswer(answer.headers, answer.body, all, parts.wire) === 'valid' ? brought : [];
  }
}
