import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isAbsent, VERBS } from '../../src/merchant/profile/profile.ts';
import { readProfile } from '../../src/merchant/profile/read-profile.ts';
import { packageRoot } from '../../src/package-root.ts';

const folder = join(packageRoot, 'examples');
/** The shops among the examples; a workflow for a CI has no profile of its own. */
const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'server.mjs')));
const WITH_STAFF = ['express-node-v3', 'fastify-axios-plugin'];

describe('the profiles of the examples', () => {
  it('are four at the least', () => assert.ok(names.length >= 4));

  for (const name of names) {
    it(`${name}: is read, describes what the headline rules need, and leaves no secret in the file`, async () => {
      const { profile, secrets } = await readProfile(join(folder, name, 'merchant.yaml'), { ADMIN_TOKEN: 'a-secret' });
      assert.equal(profile.name, name);
      const described = VERBS.filter((verb) => profile.verbs[verb] !== undefined);
      assert.deepEqual(
        described,
        VERBS.filter((verb) => verb !== 'reconcile' || name !== 'broken-shop'),
      );
      for (const verb of described) assert.ok(!isAbsent(profile.verbs[verb] ?? []));
      assert.deepEqual(secrets, WITH_STAFF.includes(name) ? ['a-secret'] : []);
    });
  }

  it('ask for the variable that they take from the environment', async () => {
    await assert.rejects(readProfile(join(folder, 'express-node-v3', 'merchant.yaml'), {}), /ADMIN_TOKEN/);
  });
});
