import { Then } from '@cucumber/cucumber';
import { expectCallHeaders, expectNotifyUrls } from '../src/workflow/merchant-calls.ts';
import type { Scene } from './scene.ts';

function notifyUrlsWhole(this: Scene): void {
  expectNotifyUrls(this.purchase);
}
Then('every notify_url of the merchant is a whole address with a path', notifyUrlsWhole);
Then('商户的每个notify_url均为带路径的完整地址', notifyUrlsWhole);

function headersThere(this: Scene): void {
  expectCallHeaders(this.purchase);
}
Then('every request of the merchant carries Accept and User-Agent', headersThere);
Then('商户的每个请求均带有Accept和User-Agent', headersThere);
