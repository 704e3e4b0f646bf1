import assert from 'node:assert/strict';
import { it } from 'node:test';
import { tellOfBills } from './bills.ts';
import { alteredContent, forgedAnswer } from './forgeries.ts';
import type { Shop } from './shop.ts';
import { stage } from './stage.ts';
import { tell } from './story.ts';

const on = stage();
const script = 'axios-plugin-backend.mjs';

function tellOfTrust(shop: Shop): void {
  it('refuses what is forged', async () => {
    assert.equal((await forgedAnswer(shop)).code, 'EV3_RES_HEADER_SIGNATURE_DIGEST');
    assert.match((await alteredContent(shop)).heard.refused ?? '', /unable to authenticate data/);
  });
}

tell({ on, script, keyMode: 'public-key' }, (shop) => {
  tellOfTrust(shop);
  tellOfBills(shop, { packed: true });
});

// It is built on axios, which needs neither option nor preload to find a proxy.
const throughProxy = () => ({ HTTPS_PROXY: on.sandbox.proxy, WECHATPAY_SANDBOX_TLS: undefined });
tell({ on, script, keyMode: 'platform-certificate', env: throughProxy, redirect: false }, tellOfTrust);
