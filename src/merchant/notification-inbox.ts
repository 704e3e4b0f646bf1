import { unseal } from '../protocol/aead.ts';
import { type AnswerSignature, examineAnswer } from '../protocol/answer-signing.ts';
import type { KeyRing } from '../protocol/identity.ts';
import { isRecord, parseJson, type WireRequest } from '../protocol/wire.ts';
import type { Clock } from '../time/index.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A notification as far as it could be opened: what the signature over the raw body is worth, the envelope, and its content. */
export interface OpenedLetter {
  readonly signature: AnswerSignature;
  readonly envelope: Fields | undefined;
  readonly resource: Fields | undefined;
}

/** Examines and decrypts a notification (D:4012071382). Whatever comes in, it answers; it never throws. */
export function openLetter(request: WireRequest, keys: KeyRing, apiv3Key: string, clock: Clock): OpenedLetter {
  const signature = examineAnswer(request.headers, request.body, keys, clock);
  const json = parseJson(request.body);
  const envelope = isRecord(json) ? json : undefined;
  const sealed = envelope?.['resource'];
  if (!isRecord(sealed)) return { signature, envelope, resource: undefined };
  const { nonce, associated_data, ciphertext } = sealed;
  if (typeof nonce !== 'string' || typeof ciphertext !== 'string') return { signature, envelope, resource: undefined };
  const associated = typeof associated_data === 'string' ? associated_data : '';
  const plaintext = unseal(apiv3Key, { nonce, associated_data: associated, ciphertext });
  const content = plaintext === undefined ? undefined : parseJson(plaintext);
  return { signature, envelope, resource: isRecord(content) ? content : undefined };
}
