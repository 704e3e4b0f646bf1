import { authorizationOf } from './authorization.ts';
import type { Draft, Part, Probe } from './draft.ts';
import type { Lane } from './lane.ts';
import type { Random } from './random.ts';

export interface Encoding {
  readonly version?: '1.0' | '1.1';
  readonly chunked?: boolean;
  readonly more?: readonly string[];
}

/** A draft as HTTP, byte for byte. Header values are Latin-1, as node reads them. */
export function encoded(
  random: Random,
  lane: Lane,
  draft: Draft,
  { version = '1.1', chunked = false, more = [] }: Encoding = {},
): Buffer {
  const authorization = authorizationOf(random, lane, draft);
  const hasBody = draft.body.length > 0 || draft.method === 'POST';
  const host = draft.headers.some(([name]) => name === 'Host') ? [] : ['Host: 127.0.0.1'];
  const head = [
    `${draft.method} ${draft.target} HTTP/${version}`,
    ...host,
    ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
    ...draft.headers.map(([name, value]) => `${name}: ${value}`),
    ...(chunked ? ['Transfer-Encoding: chunked'] : hasBody ? [`Content-Length: ${draft.body.length}`] : []),
    ...more,
  ];
  const body = chunked ? inChunks(random, draft.body) : draft.body;
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

function inChunks(random: Random, body: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const piece = body.subarray(at, at + 1 + random.below(body.length));
    const extension = random.pick(['', ';a=b', ';a="b c"']);
    pieces.push(Buffer.from(`${piece.length.toString(16)}${extension}\r\n`), piece, Buffer.from('\r\n'));
    at += piece.length;
  }
  return Buffer.concat([...pieces, Buffer.from('0\r\n\r\n')]);
}

export const partOf = ({ method, target, signing }: Draft, status?: number): Part => ({
  method,
  target,
  signing,
  ...(status === undefined ? {} : { status }),
});

/** The fault that a header of the draft asks for, as a probe names it. */
export function faultOf({ headers }: Draft): Pick<Probe, 'fault'> {
  const fault = headers.find(([name]) => name === 'Wechatpay-Negative-Test')?.[1];
  return fault === undefined ? {} : { fault };
}

/** The draft as one whole request, of which an answer must come. */
export function whole(random: Random, lane: Lane, draft: Draft): Probe {
  const version = random.chance(0.03) ? '1.0' : '1.1';
  const chunked = version === '1.1' && draft.body.length > 0 && random.chance(0.05);
  return {
    bytes: encoded(random, lane, draft, { version, chunked }),
    parts: [partOf(draft)],
    exact: true,
    ending: 'await',
    shares: version === '1.1' && random.chance(0.95),
    ...faultOf(draft),
  };
}
