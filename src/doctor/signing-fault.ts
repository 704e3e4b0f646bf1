import { constants, createHash, publicDecrypt, verify } from 'node:crypto';
import { parseAuthorization } from '../protocol/authorization.ts';
import { requestMessage, sameSerial } from '../protocol/request-signing.ts';
import type { PublicKey } from '../protocol/rsa.ts';
import { parseJson, type WireRequest } from '../protocol/wire.ts';
import { fromUnixSeconds, type Instant } from '../time/index.ts';

/** What is wrong with a request's signature, as precisely as it can be told. */
export type SigningFault =
  | { readonly kind: 'absent' | 'wrong-scheme' | 'malformed' }
  | { readonly kind: 'other-mchid'; readonly mchid: string }
  | { readonly kind: 'other-serial'; readonly serialNo: string }
  /** Positive: the timestamp is so many seconds ahead. */
  | { readonly kind: 'stale'; readonly seconds: number }
  /** No signature that the merchant's private key could have made. */
  | { readonly kind: 'other-key' }
  | { readonly kind: 'other-algorithm'; readonly algorithm: string }
  /** Made with the right key, of another text; which, where that is known. */
  | { readonly kind: 'other-message'; readonly like?: MessageMistake };

export type MessageMistake =
  | 'whole-url'
  | 'no-query'
  | 'no-v3'
  | 'no-last-line-feed'
  | 'no-body'
  | 'other-json'
  | 'lower-case-method'
  | 'nonce-before-timestamp';

/** Whose requests are expected, and how far a timestamp may be off, in milliseconds. */
export interface Expected {
  readonly mchid: string;
  readonly serialNo: string;
  readonly publicKey: PublicKey;
  readonly now: Instant;
  readonly tolerance: number;
}

/** Undefined where the signature is right. */
export function signingFaultOf(request: WireRequest, expected: Expected): SigningFault | undefined {
  const items = parseAuthorization(request.headers['authorization']);
  if (typeof items === 'string') return { kind: items };
  if (items.mchid !== expected.mchid) return { kind: 'other-mchid', mchid: items.mchid };
  if (!sameSerial(items.serial_no, expected.serialNo)) return { kind: 'other-serial', serialNo: items.serial_no };
  const off = fromUnixSeconds(Number(items.timestamp)) - expected.now;
  if (Math.abs(off) > expected.tolerance) return { kind: 'stale', seconds: Math.round(off / 1_000) };
  const signature = Buffer.from(items.signature, 'base64');
  const { method, target, body } = request;
  const message = requestMessage(method, target, items.timestamp, items.nonce_str, body);
  if (verify('sha256', message, expected.publicKey, signature)) return undefined;
  const pss = { key: expected.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING };
  if (verify('sha256', message, pss, signature)) return { kind: 'other-algorithm', algorithm: 'RSASSA-PSS' };
  const signed = signedDigest(expected.publicKey, signature);
  if (signed === undefined) return { kind: 'other-key' };
  if (signed.algorithm !== 'SHA-256') return { kind: 'other-algorithm', algorithm: signed.algorithm };
  const like = variants(request, items.timestamp, items.nonce_str).find(([, text]) =>
    createHash('sha256').update(text).digest().equals(signed.digest),
  )?.[0];
  return { kind: 'other-message', ...(like === undefined ? {} : { like }) };
}

/** What a PKCS#1 v1.5 signature begins with when it is opened, by the hash that it was made of (RFC 8017 §9.2). */
const PREFIXES: readonly (readonly [algorithm: string, prefix: string])[] = [
  ['SHA-256', '3031300d060960864801650304020105000420'],
  ['SHA-1', '3021300906052b0e03021a05000414'],
  ['SHA-512', '3051300d060960864801650304020305000440'],
  ['MD5', '3020300c06082a864886f70d020505000410'],
];

/** Opens a signature with the public key: only one that the private key made has anything inside. */
function signedDigest(
  key: PublicKey,
  signature: Buffer,
): { readonly algorithm: string; readonly digest: Buffer } | undefined {
  try {
    const inside = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
    const [algorithm = 'another hash', prefix = ''] =
      PREFIXES.find(([, begin]) => inside.toString('hex').startsWith(begin)) ?? [];
    return { algorithm, digest: inside.subarray(prefix.length / 2) };
  } catch {
    return undefined;
  }
}

/** The texts that are signed by mistake (D:4012365336 lists most of them). */
function variants(
  { method, target, headers, body }: WireRequest,
  timestamp: string,
  nonce: string,
): readonly (readonly [MessageMistake, Buffer])[] {
  const of = (as: string, at: string, content = body): Buffer => requestMessage(as, at, timestamp, nonce, content);
  const hosts = [headers['host'] ?? '', 'api.mch.weixin.qq.com'];
  const urls = hosts.flatMap((host) => [`https://${host}${target}`, `http://${host}${target}`]);
  const json = parseJson(body);
  return [
    ...urls.map((url) => ['whole-url', of(method, url)] as const),
    ['no-query', of(method, target.split('?', 1)[0] ?? '')],
    ['no-v3', of(method, target.replace(/^\/v3/, ''))],
    ['no-last-line-feed', of(method, target).subarray(0, -1)],
    ['no-body', of(method, target, Buffer.alloc(0))],
    ...(json === undefined ? [] : otherJson(json).map((text) => ['other-json', of(method, target, text)] as const)),
    ['lower-case-method', of(method.toLowerCase(), target)],
    ['nonce-before-timestamp', requestMessage(method, target, nonce, timestamp, body)],
  ];
}

/** The same JSON as other writers have it. */
const otherJson = (json: unknown): readonly Buffer[] =>
  [JSON.stringify(json), JSON.stringify(json, undefined, 2), JSON.stringify(json).replaceAll('/', '\\/')].map((text) =>
    Buffer.from(text),
  );
