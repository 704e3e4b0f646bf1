import type { GatewayEvent } from '../../gateway/events.ts';
import type { Fault } from '../../gateway/faults.ts';
import type { CertificateFault, KeyChange } from '../../gateway/merchants.ts';
import type { Policy } from '../../gateway/policy.ts';
import type { KeyMode } from '../../protocol/index.ts';
import type { Duration, Instant } from '../../time/index.ts';
import type { KeptCertificate } from '../credentials/next-certificate.ts';

/** Where a timeline stands: a frozen one at a moment, a flowing one so far ahead of the wall. */
export type KeptClock =
  | { readonly mode: 'frozen'; readonly at: Instant }
  | { readonly mode: 'flowing'; readonly ahead: Duration };

/** Keys of a merchant that shares none with the demo merchant; private ones as JWK. */
export interface KeptKeys {
  readonly merchant: object;
  readonly platformPublicKey: object;
  readonly platformCertificate: object;
  readonly platformCertificatePem: string;
  readonly publicKeyId: string;
}

/** A merchant as it was made. The demo merchant's keys and names stand in its credentials. */
export interface KeptMerchant {
  readonly kind: 'merchant';
  readonly mchid: string;
  readonly keyMode: KeyMode;
  readonly clock: KeptClock;
  readonly made?: {
    readonly appid: string;
    readonly openid: string;
    readonly apiv3Key: string;
    readonly certificatePem: string;
    readonly keys?: KeptKeys;
  };
}

/** Everything that a sandbox's data file holds, in the order in which it happened. */
export type KeptRecord =
  | KeptMerchant
  | { readonly kind: 'payer'; readonly mchid: string; readonly openid: string; readonly clock: KeptClock }
  | { readonly kind: 'clock'; readonly mchid: string; readonly openid?: string; readonly clock: KeptClock }
  /** All that came of one decision: a crash keeps all of it or nothing. */
  | {
      readonly kind: 'events';
      readonly mchid: string;
      readonly openid?: string;
      readonly events: readonly GatewayEvent[];
    }
  | {
      readonly kind: 'terms';
      readonly mchid: string;
      readonly keyMode: KeyMode;
      readonly policy: Partial<Policy>;
      readonly delivery: 'on' | 'lost';
      readonly certificateFault?: CertificateFault;
      readonly keyChange?: KeyChange;
    }
  | ({ readonly kind: 'next-certificate'; readonly mchid: string } & KeptCertificate)
  | { readonly kind: 'faults'; readonly mchid: string; readonly faults: readonly Fault[] }
  | { readonly kind: 'asked'; readonly mchid: string; readonly serial: string | undefined };

/** Where accepted changes go. */
export interface Keeper {
  append(record: KeptRecord): void;
  /** Resolves when everything appended is on disk; rejects where it cannot get there. */
  settled(): Promise<void>;
  /** Whether anything waits to get there. */
  readonly pending: boolean;
  close(): Promise<void>;
}

/** Keeps nothing: what it is told is gone when the sandbox ends. */
export const forgetful: Keeper = {
  append: () => {},
  settled: async () => {},
  pending: false,
  close: async () => {},
};

/** A keeper that waits to begin. */
export interface Waiting extends Keeper {
  begin(): void;
}

/**
 * Holds back what happens while a sandbox starts. Ports are opened one after the other, and whoever already reaches one
 * must not be answered before the start has come to its end: where it fails, nothing was told and nothing kept. `failed`
 * hears, once, that things cannot be kept any more, whether or not somebody waits for them.
 */
export function waiting(keeper: Keeper, failed: (failure: unknown) => void): Waiting {
  let watched: Promise<void> | undefined;
  let isTold = false;
  const append = (record: KeptRecord): void => {
    keeper.append(record);
    if (isTold || !keeper.pending) return;
    const settled = keeper.settled();
    if (settled === watched) return;
    watched = settled;
    settled.catch((failure) => {
      if (!isTold) failed(failure);
      isTold = true;
    });
  };
  let held: KeptRecord[] | undefined = [];
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return {
    append: (record) => void (held ? held.push(record) : append(record)),
    settled: async () => {
      await begun;
      await keeper.settled();
    },
    get pending() {
      return held !== undefined || keeper.pending;
    },
    begin: () => {
      for (const record of held ?? []) append(record);
      held = undefined;
      begin();
    },
    close: () => keeper.close(),
  };
}
