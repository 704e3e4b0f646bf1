import assert from 'node:assert/strict';
import { it } from 'node:test';
import { alteredContent, changedOver, forgedAnswer } from './forgeries.ts';
import type { Shop } from './shop.ts';
import { stage } from './stage.ts';
import { tell } from './story.ts';

const on = stage();
const script = 'easywechat-backend.mjs';

function tellOfTrust(shop: Shop): void {
  it('refuses what is forged', async () => {
    assert.equal((await forgedAnswer(shop)).failure, 'Invalid Signature');
    assert.deepEqual((await alteredContent(shop)).heard, { refused: 'Failed to decrypt request message.' });
  });

  it('signs what it posts as `json` wrongly, and is told so', async () => {
    const { status, body } = await shop.backend.call('orderByPostJson', shop.newNumber(), on.demo.merchant.openid);
    assert.deepEqual([status, body['code']], [401, 'SIGN_ERROR']);
  });
}

tell({ on, script, keyMode: 'public-key' }, tellOfTrust);

tell({ on, script, keyMode: 'platform-certificate' }, (shop) => {
  tellOfTrust(shop);

  it('refuses a notification under a public key that it was not given', async () => {
    const [{ refused }, taken] = await changedOver(shop);
    assert.match(refused ?? '', new RegExp(`No platform certs found for serial: ${on.demo.merchant.public_key_id}`));
    assert.equal(taken.event_type, 'TRANSACTION.SUCCESS');
  });
});
