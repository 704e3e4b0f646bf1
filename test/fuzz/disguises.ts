import { anyFault } from './control-drafts.ts';
import type { Draft } from './draft.ts';
import type { Lane } from './lane.ts';
import type { Random } from './random.ts';

/** A byte that may stand in a header's value. */
const visible = (byte: number): number => (byte < 32 || byte === 127 ? 126 : byte);

type Change = (random: Random, draft: Draft, lane: Lane) => Draft;

const KNOWN_METHODS = 'GET POST PUT PATCH DELETE OPTIONS HEAD TRACE PROPFIND MKCOL LOCK M-SEARCH PURGE LINK'.split(' ');

const PATHS: readonly ((target: string) => string)[] = [
  (target) => `/${target}`,
  (target) => `${target}/`,
  (target) => target.replace('/', '/x/../'),
  (target) => target.replace('/', '/./'),
  (target) => target.replace(/\/(\w)/, (_, first: string) => `/%${first.charCodeAt(0).toString(16)}`),
  (target) => target.replaceAll('/', '%2f'),
  (target) => target.replaceAll('/', '\\'),
  (target) => `/%2e%2e${target}`,
  (target) => `${target}%00`,
  (target) => `${target}%zz`,
  (target) => `${target}%ff%fe`,
  (target) => `${target}%ed%a0%80`,
  (target) => `${target};x=1`,
  (target) => `${target}#fragment`,
  (target) => `${target}?`,
  (target) => `${target}${target.includes('?') ? '&' : '?'}mchid=1&mchid=2`,
  (target) => `${target}${target.includes('?') ? '&' : '?'}__proto__=1&constructor=2`,
  (target) => `${target}?${'a=b&'.repeat(500)}`,
  (target) => target.toUpperCase(),
  (target) => `http://evil.example${target}`,
  (target) => `//evil.example${target}`,
  () => '/',
  () => '*',
  () => '/favicon.ico',
  () => '/sandbox/../v3/pay/transactions/jsapi',
  () => `/${'a'.repeat(8_000)}`,
  () => `/v3/pay/transactions/out-trade-no/${'%41'.repeat(1_000)}?mchid=1`,
  () => '/v3/pay/transactions/out-trade-no/%E0%A4%A?mchid=1',
  () => '/v3/pay/transactions/out-trade-no/__proto__?mchid=1',
];

/** Headers that change nothing of how the bytes are read. */
const HEADERS: readonly ((random: Random, lane: Lane) => readonly [string, string][])[] = [
  () => [['Content-Type', 'text/plain; charset=utf-16']],
  () => [['Content-Type', ';;;']],
  () => [['Content-Type', 'multipart/form-data']],
  () => [['Content-Encoding', 'gzip']],
  () => [['Expect', '100-continue']],
  () => [['Expect', 'a-miracle']],
  () => [['Accept', 'text/html, \xff']],
  () => [['Accept-Encoding', 'br;q=1e9']],
  () => [['Range', 'bytes=0-0']],
  () => [['X-HTTP-Method-Override', 'DELETE']],
  () => [['X-Forwarded-Host', 'evil.example']],
  () => [['Origin', 'https://evil.example']],
  () => [['Origin', 'null']],
  () => [['Cookie', `a=${'b'.repeat(4_000)}`]],
  () => [['__proto__', 'x']],
  () => [
    ['constructor', 'x'],
    ['toString', 'y'],
  ],
  () => [
    ['Wechatpay-Serial', 'a'],
    ['Wechatpay-Serial', 'b'],
  ],
  () => [['Wechatpay-Serial', '\xe8\x8c\xb6']],
  () => [
    ['Wechatpay-Signature', 'WECHATPAY/SIGNTEST/'],
    ['Wechatpay-Timestamp', '0'],
  ],
  () => [['Idempotency-Key', '']],
  () => [['Host', 'evil.example']],
  () => [['Host', '']],
  () => [['Host', '[::1']],
  () => [
    ['Authorization', 'x'],
    ['Authorization', 'y'],
  ],
  () => [['Keep-Alive', 'timeout=-1']],
  () => Array.from({ length: 300 }, (_, index) => [`X-${index}`, 'y']),
  (random) => [['X-Random', Buffer.from(random.bytes(20).map(visible)).toString('latin1')]],
];

const otherPath: Change = (random, draft) => ({ ...draft, target: random.pick(PATHS)(draft.target) });
const otherMethod: Change = (random, draft) => ({ ...draft, method: random.pick(KNOWN_METHODS) });
const moreHeaders: Change = (random, draft, lane) => ({
  ...draft,
  headers: [...draft.headers, ...random.pick(HEADERS)(random, lane)],
});
const faultHeader: Change = (random, draft) => ({
  ...draft,
  headers: [...draft.headers, ['Wechatpay-Negative-Test', anyFault(random)]],
});

/** The draft with none, one or some of its method, path and headers changed. It can still be read in one way only. */
export function disguised(random: Random, draft: Draft, lane: Lane): Draft {
  const changes = [
    ...(random.chance(0.12) ? [otherPath] : []),
    ...(random.chance(0.05) ? [otherMethod] : []),
    ...(random.chance(0.2) ? [moreHeaders] : []),
    ...(random.chance(0.05) ? [moreHeaders] : []),
    ...(random.chance(0.02) ? [faultHeader] : []),
  ];
  return changes.reduce((changed, change) => change(random, changed, lane), draft);
}
