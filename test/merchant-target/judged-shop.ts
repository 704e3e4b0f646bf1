import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { MerchantProfile } from '../../src/merchant/profile/profile.ts';
import { writePublishedCredentials } from '../sandbox/stage.ts';
import { type KitRun, runKitUncovered, verdicts } from './kit.ts';
import { shopIn } from './model/profile.ts';
import { rightShops } from './model/right-shops.ts';

/** Is gone after the tests. */
export const folder = mkdtempSync(join(tmpdir(), 'merchant-shapes-'));
// Those that several runs share must be there before the first.
before(() => writePublishedCredentials(join(folder, '.wechatpay')));
after(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;
const MOVES: Partial<MerchantProfile> = { clock: { set: { as: 'buyer', post: '/clock', body: { now: '{now}' } } } };

export interface Judged {
  readonly run: KitRun;
  readonly found: Readonly<Record<string, string>>;
}

/** A shop over HTTP, by some rules. */
export async function judge(
  name: string,
  rules: readonly string[],
  verbs: MerchantProfile['verbs'] = {},
  env: Readonly<Record<string, string>> = {},
  changes: Partial<MerchantProfile> = {},
  args: readonly string[] = [],
): Promise<Judged> {
  const patience = name === 'polls-every-two-seconds' ? '4s' : name in rightShops ? '1500ms' : '800ms';
  const shop = { env: { DEFECT: name, ...env }, changes: { ...MOVES, patience, ...changes }, verbs };
  const { path } = await shopIn(folder, shop);
  runs += 1;
  const asked = rules.flatMap((id) => ['--rule', id]);
  const run = await runKitUncovered(join(folder, `reports-${runs}`), '--merchant', path, ...asked, ...args);
  return { run, found: verdicts(run) };
}

// Most of a run is waiting to see that nothing more happens.
export const ATONCE = { concurrency: 3 };
