import { formatAuthorization, requestMessage, requestNonce, systemEntropy } from '../../src/protocol/index.ts';
import { toUnixSeconds, wallClock } from '../../src/time/index.ts';
import type { Draft } from './draft.ts';
import type { Lane } from './lane.ts';
import type { Random } from './random.ts';

/** Ways to break a header that was right. None of them is one that a gateway may put up with. */
const BREAKS: readonly ((header: string) => string)[] = [
  () => '',
  () => 'Basic bWU6eW91',
  () => 'Bearer token',
  () => 'WECHATPAY2-SHA256-RSA2048',
  () => 'WECHATPAY2-SHA256-RSA2048 ',
  (header) => header.toLowerCase(),
  (header) => header.replace('RSA2048', 'SM2'),
  (header) => header.replace(' ', '  '),
  (header) => header.replace(' ', '\t'),
  (header) => header.replaceAll('"', "'"),
  (header) => header.replaceAll('"', ''),
  (header) => header.replaceAll(',', ', '),
  (header) => header.replaceAll(',', ';'),
  (header) => header.replace(/mchid="\d+",/, ''),
  (header) => header.replace(/mchid="\d+"/, '$&,$&'),
  (header) => header.replace(/mchid="\d+"/, 'mchid="__proto__"'),
  (header) => header.replace(/mchid="\d+"/, 'mchid="constructor"'),
  (header) => header.replace(/mchid="\d+"/, 'mchid="0"'),
  (header) => header.replace(/serial_no="\w+"/, 'serial_no="toString"'),
  (header) => header.replace(/timestamp="\d+"/, 'timestamp="soon"'),
  (header) => header.replace(/timestamp="\d+"/, `timestamp="${'9'.repeat(400)}"`),
  (header) => header.replace(/timestamp="\d+"/, 'timestamp="-1"'),
  (header) => header.replace(/signature="[^"]+"/, 'signature="%"'),
  (header) => header.replace(/signature="[^"]+"/, 'signature=""'),
  (header) => header.replace(/signature="[^"]+"/, `signature="${'A'.repeat(4_000)}"`),
  (header) => header.replace(/signature="(.)/, (_, first: string) => `signature="${first === 'A' ? 'B' : 'A'}`),
  (header) => `${header},extra="1"`,
  (header) => `${header}, ${header}`,
  (header) => header.repeat(20),
];

/** The Authorization header of a draft; undefined where it is sent without one. */
export function authorizationOf(random: Random, { merchant, sign }: Lane, draft: Draft): string | undefined {
  if (draft.signing === 'not') return undefined;
  const nonce_str = requestNonce(systemEntropy);
  const late = draft.signing === 'stale' ? random.pick([-301, -4_000, 310, 1e6]) : 0;
  const timestamp = String(toUnixSeconds(wallClock.now()) + late);
  const target = draft.signing === 'other-bytes' ? `${draft.target}?` : draft.target;
  const message = requestMessage(draft.method, target, timestamp, nonce_str, draft.body);
  const signature = draft.signing === 'other-key' ? random.bytes(256).toString('base64') : sign(message);
  const right = formatAuthorization({
    mchid: merchant.mchid,
    nonce_str,
    timestamp,
    serial_no: merchant.serial_no,
    signature,
  });
  return draft.signing === 'garbled' ? random.pick(BREAKS)(right) : right;
}
