/**
 * What the explorer takes of a core for 10,000 acts on each ground of the mock, in this process, beside as many RSA
 * operations as these walks did, alone. No more than 30 s of a core are wanted for each ground.
 */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { NamedGround } from '../src/explore/grounds.ts';
import { tell } from './row.ts';
import { rsaAlone } from './rsa-alone.ts';

const ACTS = 10_000;

const did = { signed: 0, verified: 0 };
const { sign, verify } = crypto;
Object.assign(crypto, {
  sign: (...args: Parameters<typeof sign>) => {
    did.signed += 1;
    return sign(...args);
  },
  verify: (...args: Parameters<typeof verify>) => {
    did.verified += 1;
    return verify(...args);
  },
});
syncBuiltinESMExports();
// Loaded when the operations are counted, so that nothing signs unseen.
const { explore } = await import('../src/explore/explore.ts');
const { GROUNDS } = await import('../src/explore/grounds.ts');

async function walked({ name, territory }: NamedGround): Promise<void> {
  Object.assign(did, { signed: 0, verified: 0 });
  const before = process.cpuUsage();
  const { acts, walks, parting, ended } = await explore({ target: 'mock', territory, acts: ACTS, seed: 1 });
  const { user, system } = process.cpuUsage(before);
  const core = (user + system) / 1_000;
  const wrong = parting ?? ended;
  if (wrong) throw new Error(`the mock is not as documented, and figures of that mean nothing: ${wrong.message}`);
  const { signed, verified } = did;
  const alone = rsaAlone(signed, verified).core;
  const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
  tell({
    what: `the explorer on the ${name}, by time of the core`,
    figure: `${seconds(core)} for ${acts} acts on ${walks} walks`,
    beside: `${signed} signatures, ${verified} verifications ${seconds(alone)}`,
    ratio: core / alone,
  });
}

for (const ground of GROUNDS.mock) await walked(ground);
