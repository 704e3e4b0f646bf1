import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { RuleJudgement } from '../../../src/judge/judgement.ts';
import { ModelMerchant } from '../../../src/merchant/model-merchant.ts';
import { run } from '../../../src/run/run.ts';
import { readCredentials } from '../../../src/targets/remote/gateway-credentials.ts';
import { freePort } from '../../free-port.ts';
import { writePublishedCredentials } from '../../sandbox/stage.ts';
import { openShape, type Shape } from './shape.ts';

const folder = mkdtempSync(join(tmpdir(), 'eight-shapes-'));
const credentials = join(folder, '.wechatpay');
before(() => writePublishedCredentials(credentials));
before(() => copyFileSync(fileURLToPath(new URL('sign.sh', import.meta.url)), join(folder, 'sign.sh')));
after(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;

/** The words of a profile as a user would have them, with the ports of this test. */
function profileFor(file: string, url: string, port: number): string {
  const text = readFileSync(fileURLToPath(new URL(`${file}.yaml`, import.meta.url)), 'utf8')
    .replaceAll('http://127.0.0.1:3000', url)
    .replaceAll('127.0.0.1:8787', `127.0.0.1:${port}`);
  runs += 1;
  const path = join(folder, `${file}-${runs}.yaml`);
  writeFileSync(path, text);
  return path;
}

/** A backend of that shape in this process, judged as `run --merchant` does by the profile beside it. */
export async function judgeShape(
  file: string,
  shape: Shape,
  Merchant: typeof ModelMerchant = ModelMerchant,
  rules: readonly string[] = [],
): Promise<readonly RuleJudgement[]> {
  const port = await freePort();
  const who = await readCredentials(credentials);
  const shop = await openShape(shape, Merchant, { who, gateway: `http://127.0.0.1:${port}`, folder });
  try {
    const profile = profileFor(file, shop.url, port);
    const { record } = await run({
      target: 'merchant',
      rules,
      features: [],
      only: false,
      seed: 1,
      parallel: 0,
      merchant: { profile, credentials },
    });
    return record.judgement.rules;
  } finally {
    await shop.close();
  }
}
