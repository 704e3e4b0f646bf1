import type { Stage } from '../actors/index.ts';
import type { KeyMode } from '../protocol/identity.ts';
import { expectBelief } from './belief-checks.ts';
import { expectLatestAccepted } from './notice-checks.ts';
import type { Purchase } from './purchase.ts';

const HELD: Readonly<Record<KeyMode, string>> = {
  'public-key': 'the public key alone',
  'platform-certificate': 'platform certificates',
  both: 'both of WeChat Pay’s keys',
};

/** Goes on only where it is said that the merchant holds these keys: one that was given others cannot verify with them. */
function mustHold(stage: Stage, mode: KeyMode): void {
  stage.need('platform-keys');
  const { holds } = stage.cast;
  if (holds?.includes(mode)) return;
  if (holds !== undefined)
    stage.stop('absent', `the merchant is said to hold ${holds.map((held) => HELD[held]).join(' and ')}`);
  stage.stop('capability', `the profile does not say that the merchant holds ${HELD[mode]}: gateway.keyMode: ${mode}`);
}

/** WeChat Pay signs this merchant's notifications with that key from now on, in the midst of the change from one to the other. */
export async function notifyWith(stage: Stage, key: 'public-key' | 'platform-certificate'): Promise<void> {
  mustHold(stage, 'both');
  const percent = key === 'public-key' ? 100 : 0;
  await stage.cast.gateway.setKeys({ keyChange: { to: 'public-key', percent } });
}

/** WeChat Pay lists a new certificate beside the one that signs; with all of them, the new one signs. */
export async function listNewCertificate(stage: Stage): Promise<void> {
  mustHold(stage, 'platform-certificate');
  await stage.cast.gateway.setKeys({ keyMode: 'platform-certificate' });
  await stage.cast.gateway.setKeys({ keyChange: { to: 'new-certificate', percent: 0 } });
}

export async function newCertificateTakesOver(stage: Stage): Promise<void> {
  await stage.cast.gateway.setKeys({ keyChange: { to: 'new-certificate', percent: 100 } });
}

/** The merchant takes what the new certificate signs. One that looks for new ones by its own clock can do so only as that moves. */
export async function expectCertificateLearnt(purchase: Purchase): Promise<void> {
  const last = purchase.notified().at(-1);
  const refused = (last?.answer?.status ?? 0) >= 400;
  if (refused && purchase.calls('GET', /\/v3\/certificates/).length === 0) purchase.stage.need('backend-clock');
  expectLatestAccepted(purchase);
  // Whoever answers 204 to everything has accepted it as well.
  await expectBelief(purchase, 'paid');
}
