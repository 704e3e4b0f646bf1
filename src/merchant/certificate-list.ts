import { X509Certificate } from 'node:crypto';
import type { TakenCertificate } from '../actors/index.ts';
import { unseal } from '../protocol/aead.ts';
import { readCertificate } from '../protocol/certificates.ts';
import type { PublicKey } from '../protocol/rsa.ts';
import { isRecord } from '../protocol/wire.ts';
import { parseRfc3339 } from '../time/index.ts';

/** A row of the answer, with the key that its certificate holds. */
export interface OpenedRow extends TakenCertificate {
  readonly publicKey?: PublicKey;
}

/** What the answer of `/v3/certificates` lists, opened with the APIv3 key (D:4012551764). Whatever it holds, it never throws. */
export function openCertificates(body: unknown, apiv3Key: string): readonly OpenedRow[] {
  const rows = isRecord(body) && Array.isArray(body['data']) ? body['data'] : [];
  return rows.map((row: unknown): OpenedRow => {
    const fields = isRecord(row) ? row : {};
    const told = {
      serialNo: textOf(fields['serial_no']),
      from: parseRfc3339(textOf(fields['effective_time'])),
      to: parseRfc3339(textOf(fields['expire_time'])),
    };
    const pem = opened(fields['encrypt_certificate'], apiv3Key);
    if (pem === undefined || !isCertificate(pem)) return { told };
    const { serialNo, notBefore, notAfter, publicKey } = readCertificate(pem);
    return { told, opened: { serialNo, from: notBefore, to: notAfter }, publicKey };
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function opened(sealed: unknown, apiv3Key: string): string | undefined {
  if (!isRecord(sealed)) return undefined;
  const { nonce, associated_data, ciphertext } = sealed;
  if (typeof nonce !== 'string' || typeof ciphertext !== 'string') return undefined;
  return unseal(apiv3Key, { nonce, associated_data: textOf(associated_data), ciphertext })?.toString();
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== '';
  } catch {
    return false;
  }
}
