import { brokenProbe } from './broken-probes.ts';
import { controlDraft } from './control-drafts.ts';
import { disguised } from './disguises.ts';
import type { Draft, Probe } from './draft.ts';
import { encoded, partOf, whole } from './encode.ts';
import type { Lane } from './lane.ts';
import type { Random } from './random.ts';
import { rightDraft } from './right-drafts.ts';
import { wireDraft } from './wire-drafts.ts';

/** No request of the wire may be larger than this, */
export const WIRE_LIMIT = 1_048_576;
/** and no control call larger than this. */
export const CONTROL_LIMIT = 65_536;

const draftOf = (random: Random, lane: Lane): Draft =>
  disguised(random, random.chance(0.6) ? wireDraft(random, lane) : controlDraft(random, lane), lane);

/** What is sent next. */
export function nextProbe(random: Random, lane: Lane): Probe {
  return random.weighted<(random: Random, lane: Lane) => Probe>([
    [90, (r, l) => whole(r, l, draftOf(r, l))],
    [25, (r, l) => whole(r, l, rightDraft(r, l))],
    [2, pipelined],
    [1.5, (r, l) => cutOff(r, whole(r, l, draftOf(r, l)))],
    [5, (r, l) => brokenProbe(r, l, draftOf(r, l))],
    [1, large],
    [0.6, refusedEarly],
  ])(random, lane);
}

/** Several requests at once on one connection. */
function pipelined(random: Random, lane: Lane): Probe {
  const drafts = Array.from({ length: 2 + random.below(4) }, () =>
    random.chance(0.5) ? wireDraft(random, lane) : controlDraft(random, lane),
  );
  return {
    bytes: Buffer.concat(drafts.map((draft) => encoded(random, lane, draft))),
    parts: drafts.map((draft) => partOf(draft)),
    exact: true,
    ending: 'await',
    shares: random.chance(0.5),
  };
}

/** A request that stops before its last byte. */
function cutOff(random: Random, probe: Probe): Probe {
  const bytes = probe.bytes.subarray(0, 1 + random.below(probe.bytes.length - 1));
  return { ...probe, bytes, exact: false, ending: random.pick(['hold', 'end', 'abort']), shares: false };
}

/** JSON of just that many bytes, which a sandbox that kept it would have to hold. */
const jsonOf = (length: number): Buffer => Buffer.from(`{"x":"${'y'.repeat(length - 8)}"}`);

const overLimit = (random: Random, lane: Lane): readonly [draft: Draft, limit: number] => {
  const draft = { method: 'POST', headers: [], body: Buffer.alloc(0) } as const;
  return random.chance(0.5)
    ? [{ ...draft, target: random.pick(['/v3/pay/transactions/jsapi', '/v3/x']), signing: 'not' }, WIRE_LIMIT]
    : [
        {
          ...draft,
          target: `/sandbox/${random.pick(['faults', 'cashier', 'clock/advance'])}?mchid=${lane.merchant.mchid}`,
          signing: 'not',
        },
        CONTROL_LIMIT,
      ];
};

/** A body of about as many bytes as are allowed, sent to its end. */
function large(random: Random, lane: Lane): Probe {
  const [draft, limit] = overLimit(random, lane);
  const length = limit + random.pick([-1, 0, 1, 1_000, limit]);
  const probe = whole(random, lane, { ...draft, body: jsonOf(length) });
  const parts = probe.parts.map((part) => (length > limit ? { ...part, status: 413 } : part));
  return { ...probe, parts, shares: false };
}

/** A body that says, or shows, that it will be too large, and never ends: the answer must not wait for the rest. */
function refusedEarly(random: Random, lane: Lane): Probe {
  const [draft, limit] = overLimit(random, lane);
  const chunked = random.chance(0.5);
  const size = random.pick([limit + 1, limit * 10, 2 ** 40]);
  const head = [
    `POST ${draft.target} HTTP/1.1`,
    'Host: 127.0.0.1',
    chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${size}`,
  ];
  const shown = Math.min(size, limit + 1);
  const body = chunked ? `${size.toString(16)}\r\n${'x'.repeat(shown)}` : 'x'.repeat(random.below(1_000));
  return {
    bytes: Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`),
    parts: [partOf(draft, 413)],
    exact: true,
    ending: 'await',
    shares: false,
  };
}
