import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCredentials } from '../../src/targets/remote/gateway-credentials.ts';
import { SubjectError } from '../../src/targets/subject-error.ts';
import { credentialsFolder, folderOf, MERCHANT_FILE, PEM_FILES } from './fake-gateway.ts';

const merchantJson = (changes: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ ...MERCHANT_FILE, ...changes });
const right = { ...PEM_FILES, 'merchant.json': merchantJson() };
const without = (name: keyof typeof right) => Object.fromEntries(Object.entries(right).filter(([key]) => key !== name));

describe('credentials', () => {
  it('are read from a folder as the sandbox writes it', async () => {
    const read = await readCredentials(credentialsFolder());
    assert.deepEqual(
      [read.identity.mchid, read.appid, read.platformSerial, read.authority],
      [MERCHANT_FILE.mchid, MERCHANT_FILE.appid, MERCHANT_FILE.public_key_id, undefined],
    );
    assert.deepEqual([...read.keys.keys()], [MERCHANT_FILE.public_key_id]);
  });

  const faulty: Readonly<Record<string, readonly [Readonly<Record<string, string>>, RegExp]>> = {
    'an empty folder': [{}, /merchant\.json is missing/],
    'no JSON': [{ ...right, 'merchant.json': '{' }, /merchant\.json is not a JSON object/],
    'fields missing': [
      { ...right, 'merchant.json': merchantJson({ appid: undefined, openid: '' }) },
      /merchant\.json has no appid, openid/,
    ],
    'an APIv3 key of another length': [
      { ...right, 'merchant.json': merchantJson({ apiv3_key: 'short-secret' }) },
      /apiv3_key in merchant\.json is not 32/,
    ],
    'no key of the merchant': [without('apiclient_key.pem'), /apiclient_key\.pem is missing/],
    'a key that is none': [
      { ...right, 'apiclient_key.pem': 'secret text' },
      /apiclient_key\.pem is not a readable PEM/,
    ],
    'no key of the gateway': [without('pub_key.pem'), /neither pub_key\.pem .* nor platform_cert\.pem/],
    'a key of the gateway without its name': [
      { ...right, 'merchant.json': merchantJson({ public_key_id: undefined }) },
      /neither pub_key\.pem/,
    ],
    'an authority that is none': [{ ...right, 'ca.pem': 'x' }, /ca\.pem is not a readable PEM certificate/],
  };
  for (const [what, [files, words]] of Object.entries(faulty)) {
    it(`with ${what} are refused, with what to do`, async () => {
      const folder = folderOf(files);
      await assert.rejects(readCredentials(folder), (failure: unknown) => {
        assert.ok(failure instanceof SubjectError && failure.kind === 'configuration');
        assert.match(failure.message, words);
        assert.match(failure.message, /--credentials/);
        assert.doesNotMatch(failure.message, /secret/);
        return true;
      });
    });
  }

  it('of a folder that is not there are missing', async () => {
    await assert.rejects(readCredentials('nowhere/at/all'), /merchant\.json is missing/);
  });
});
