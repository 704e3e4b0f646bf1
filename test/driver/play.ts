import type { TestContext } from 'node:test';
import { Agent } from 'undici';
import { type DriverParts, type MerchantDriver, openDriver } from '../../src/merchant/driver/index.ts';
import type { MerchantProfile } from '../../src/merchant/profile/profile.ts';
import { checkProfile } from '../../src/merchant/profile/read-profile.ts';
import { shaped } from '../../src/merchant/profile/shape.ts';
import type { Happening } from '../../src/trace/index.ts';
import { type FakeBackend, fakeBackend, type Routes } from './fake-backend.ts';

export const OPENID = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';
export const LOGIN_CODE = '071AbCdEfGhIjKlMnOpQrStUvWxYz012';

export interface Stage {
  readonly driver: MerchantDriver;
  readonly backend: FakeBackend;
  readonly happenings: Happening[];
  /** Another driver of the same backend. */
  readonly another: (parts?: Partial<DriverParts>) => MerchantDriver;
}

/** What a driver needs at least to be opened. */
export type Sketch = Omit<MerchantProfile, 'name' | 'baseUrl'>;

/** A driver in front of a backend of these routes; all is closed when the test ends. A wrong profile fails the test. */
export async function play(
  context: TestContext,
  routes: Routes,
  sketch: Sketch,
  parts: Partial<DriverParts> = {},
): Promise<Stage> {
  const backend = await fakeBackend(routes);
  const profile: MerchantProfile = { name: 'shop', baseUrl: backend.url, ...sketch };
  const found = shaped(profile);
  const problems = 'problems' in found ? found.problems : checkProfile(profile);
  const dispatcher = new Agent({ keepAliveTimeout: 1_000 });
  context.after(async () => {
    await dispatcher.destroy();
    await backend.close();
  });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const happenings: Happening[] = [];
  const another = (own: Partial<DriverParts> = {}): MerchantDriver =>
    openDriver({
      profile,
      folder: import.meta.dirname,
      baseUrl: backend.url,
      buyer: { openid: OPENID, loginCode: LOGIN_CODE },
      fill: { appid: 'wxd678efh567hg6787', mchid: '1900000109' },
      dispatcher,
      record: (happening) => happenings.push(happening),
      env: process.env,
      ...parts,
      ...own,
    });
  return { driver: another(), backend, happenings, another };
}

export const PARAMS = {
  appId: 'wxd678efh567hg6787',
  timeStamp: '1735689600',
  nonceStr: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS',
  package: 'prepay_id=wx201410272009395522657a690389285100',
  signType: 'RSA',
  paySign: 'oR9d8PuhnIc+YZ8cBHFCwfgpaK9gd7vaRvkYD7rthRAZ',
} as const;
