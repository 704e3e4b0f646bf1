import type { Draft, Probe } from './draft.ts';
import { encoded, faultOf, partOf } from './encode.ts';
import type { Lane } from './lane.ts';
import type { Random } from './random.ts';

const METHODS = ['get', 'FOO', 'G\0ET', '', 'A'.repeat(300), 'CONNECT', 'PRI', 'HTTP/1.1', '\xff'];
const VERSIONS = ['HTTP/2.0', 'HTTP/0.9', 'HTTP/1.2', 'http/1.1', 'HTTP/1.1 x', '', 'ICE/1.0'];
const TARGETS = [
  '',
  ' ',
  '/a b',
  '/\0',
  '/\r',
  '/\x7f',
  '/\xff\xfe',
  'a:b',
  '127.0.0.1:80',
  'http://',
  '?',
  '#',
  `/${'a'.repeat(20_000)}`,
];

/** Lines of a head that leave open, or make wrong, where the request ends. */
const FRAMING: readonly (readonly string[])[] = [
  ['Content-Length: 1', 'Content-Length: 2'],
  ['Content-Length: -1'],
  ['Content-Length: +2'],
  ['Content-Length: 0x10'],
  ['Content-Length: 1e3'],
  ['Content-Length: 99999999999999999999999'],
  ['Content-Length:'],
  ['Content-Length: 2, 2'],
  ['Content-Length: 5', 'Transfer-Encoding: chunked'],
  ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
  ['Transfer-Encoding: chunked, chunked'],
  ['Transfer-Encoding: gzip, chunked'],
  ['Transfer-Encoding: xchunked'],
  ['Transfer-Encoding : chunked'],
  ['Transfer-Encoding:\x0bchunked'],
  ['Connection: close, keep-alive', 'Content-Length: 10'],
  [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    'Sec-WebSocket-Version: 13',
  ],
  ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'],
  ['X: a', ' folded'],
  ['X: \0'],
  ['X: \x01\x02'],
  ['no colon'],
  [': no name'],
  ['X\xff: y'],
  ['X y: z'],
  [`X: ${'y'.repeat(100_000)}`],
  [`${'X'.repeat(20_000)}: y`],
  Array.from({ length: 3_000 }, (_, index) => `X-${index}: y`),
];

const CHUNKS = [
  'zz\r\n',
  '-1\r\nx\r\n',
  'ffffffffffffffffff\r\n',
  '5\r\nab',
  '2\r\n{}0\r\n\r\n',
  '2\r\n{}\r\n0\r\nTrailer: x\r\n\r\n',
  `2;${'e'.repeat(40_000)}\r\n{}\r\n0\r\n\r\n`,
  '\r\n\r\n',
];

/** Bytes that are no HTTP, or HTTP that can be read in more than one way. */
export function brokenProbe(random: Random, lane: Lane, draft: Draft): Probe {
  const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
  const head = (lines: readonly string[], body: string | Buffer = ''): Buffer =>
    Buffer.concat([latin1(`${lines.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
  const line = `${draft.method} ${draft.target} HTTP/1.1`;
  const right = (): Buffer => encoded(random, lane, draft);
  const ways: readonly (() => Buffer)[] = [
    () => head([`${random.pick(METHODS)} ${draft.target} HTTP/1.1`, 'Host: 127.0.0.1']),
    () => head([`${draft.method} ${draft.target} ${random.pick(VERSIONS)}`, 'Host: 127.0.0.1']),
    () => head([`${draft.method} ${random.pick(TARGETS)} HTTP/1.1`, 'Host: 127.0.0.1']),
    () => head([line, 'Host: 127.0.0.1', ...random.pick(FRAMING)], '{}'),
    () => head([line, 'Host: 127.0.0.1', ...random.pick(FRAMING)], draft.body),
    () => head([`POST ${draft.target} HTTP/1.1`, 'Transfer-Encoding: chunked'], random.pick(CHUNKS)),
    () => encoded(random, lane, draft, { more: random.pick(FRAMING) }),
    () => latin1(right().toString('latin1').replaceAll('\r\n', '\n')),
    () => latin1(right().toString('latin1').replace('\r\n', '\r\n\r\n')),
    () => Buffer.concat([Buffer.from('\r\n\r\n'), right()]),
    () => Buffer.concat([right(), random.bytes(1 + random.below(30))]),
    () => random.bytes(1 + random.below(300)),
    () => Buffer.concat([latin1('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.alloc(9)]),
    () => Buffer.from('1603010200010001fc0303', 'hex'),
    () => {
      const bytes = right();
      bytes[random.below(bytes.length)] = random.below(256);
      return bytes;
    },
  ];
  return {
    bytes: random.pick(ways)(),
    parts: [{ ...partOf(draft), signing: 'right' }],
    exact: false,
    ending: 'await',
    shares: false,
    ...faultOf(draft),
  };
}
