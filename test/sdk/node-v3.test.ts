import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { tellOfBills } from './bills.ts';
import { alteredContent, changedOver, forgedAnswer } from './forgeries.ts';
import type { Shop } from './shop.ts';
import { stage } from './stage.ts';
import { tell } from './story.ts';

const on = stage();
const script = 'node-v3-backend.mjs';

const pem = (text: string): string => createPublicKey(text).export({ type: 'spki', format: 'pem' }).toString();

/** What it leaves to its caller, who has to know. */
function tellOfTrust(shop: Shop): void {
  it('believes every answer: it does not look at their signatures', async () => {
    const { status, body } = await forgedAnswer(shop);
    assert.deepEqual([status, body['trade_state']], [200, 'SUCCESS']);
  });

  it('hands out content whose authentication tag does not fit: it does not look at the tag', async () => {
    const { heard, paid } = await alteredContent(shop);
    assert.equal(heard.refused, undefined);
    assert.deepEqual(heard.resource, paid);
  });
}

tell({ on, script, keyMode: 'public-key' }, (shop) => {
  tellOfTrust(shop);
  // It hands out the text of text/plain, and nothing of any other file.
  tellOfBills(shop, { contentType: 'text/plain; charset=utf-8', packed: false });

  it('finds no platform certificate', async () => {
    assert.equal((await shop.backend.call('certificates')).failure, '拉取平台证书失败');
  });
});

tell({ on, script, keyMode: 'platform-certificate' }, (shop) => {
  tellOfTrust(shop);

  it('fetches the platform certificate and decrypts it', async () => {
    const list = (await shop.backend.call('certificates')) as unknown as { serial_no: string; publicKey: string }[];
    assert.deepEqual(
      list.map(({ serial_no, publicKey }) => [serial_no, pem(publicKey)]),
      [
        [
          on.demo.merchant.platform_serial_no,
          pem(readFileSync(join(on.sandbox.credentials, 'platform_cert.pem'), 'utf8')),
        ],
      ],
    );
  });

  it('refuses a notification under a public key that it was not given', async () => {
    const [refused, taken] = await changedOver(shop);
    assert.deepEqual(refused, { refused: '拉取平台证书失败' });
    assert.equal(taken.event_type, 'TRANSACTION.SUCCESS');
  });
});
