import { ApiClient } from '../../src/merchant/api-client.ts';
import { signatureHeaders } from '../../src/protocol/answer-signing.ts';
import { seededEntropy } from '../../src/protocol/entropy.ts';
import type { WireAnswer, WireHeaders, WireRequest } from '../../src/protocol/wire.ts';
import { InProcessNetwork } from '../../src/targets/mock/in-process-network.ts';
import { mockIdentities } from '../../src/targets/mock/mock-identities.ts';
import { type Instant, parseRfc3339, seconds, Timeline } from '../../src/time/index.ts';

export const BEGIN = parseRfc3339('2026-01-15T10:00:00+08:00') as Instant;
export const who = mockIdentities((signer) => signer);
const GATEWAY = 'https://gateway.example';

export const signed = (status: number, body: unknown, headers: WireHeaders = {}): WireAnswer => {
  const bytes = Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  const right = signatureHeaders(who.platformKeys.publicKey, bytes, { now: () => BEGIN }, 'nonce');
  return { status, headers: { ...right, ...headers }, body: bytes };
};

export const unsigned = (status: number, body: unknown): WireAnswer => ({ ...signed(status, body), headers: {} });

/** Never answers in time. */
export const SILENCE = 'silence';
export type Script = readonly (WireAnswer | typeof SILENCE | Error)[];

/** A client before a gateway that answers by a script, and what it sent. After the script the gateway breaks. */
export function scripted(script: Script): { readonly client: ApiClient; readonly sent: readonly WireRequest[] } {
  const sent: WireRequest[] = [];
  const timeline = Timeline.frozen(BEGIN);
  const network = new InProcessNetwork(
    () => timeline.now(),
    () => {},
  );
  network.host(GATEWAY, {
    party: 'gateway',
    answer: (request) => {
      const next = script[sent.length] ?? new Error('the script is over');
      sent.push(request);
      if (next instanceof Error) throw next;
      if (next !== SILENCE) return next;
      timeline.spend(seconds(11));
      return signed(200, {});
    },
  });
  const client = new ApiClient({
    baseUrl: GATEWAY,
    identity: who.merchant,
    keys: who.platformKeyRing,
    platformSerial: who.platformKeys.publicKey.id,
    wire: timeline,
    entropy: seededEntropy('client'),
    dispatcher: network.dispatcherOf('merchant'),
  });
  return { client, sent };
}
