import type { RunRecord } from '../report/report.ts';
import type { GatewayUnderTest, MerchantUnderTest } from '../targets/target.ts';
import { kit } from './kit.ts';

/** Who is judged: nobody foreign, a gateway or a backend. */
export interface UnderTest {
  readonly gateway?: GatewayUnderTest;
  readonly merchant?: MerchantUnderTest;
}

/** Whom the run is about. A gateway is looked at before anything is played; a backend is launched and set up. Throws a SubjectError where it cannot be judged at all. */
export async function meetSubject({ gateway, merchant }: UnderTest): Promise<RunRecord['subject']> {
  if (merchant) {
    const { profile } = await (await merchants()).sessionOf(merchant);
    return { kind: 'merchant', name: profile.name, url: profile.baseUrl };
  }
  if (!gateway) return { kind: 'kit', name: kit().name };
  const { url } = await (await sessions()).sessionWith(gateway);
  return { kind: 'gateway', name: new URL(url).host, url };
}

/** Ends what was held open for it. */
export async function leaveSubject({ gateway, merchant }: UnderTest): Promise<void> {
  if (merchant) await (await merchants()).endSessionOf(merchant);
  if (gateway) await (await sessions()).endSession(gateway);
}

/** Loaded where there is a gateway to judge: a run on the mock opens no socket and need not wait for what does. */
const sessions = () => import('../targets/remote/gateway-session.ts');
const merchants = () => import('../targets/merchant/merchant-session.ts');
