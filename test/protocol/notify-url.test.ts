import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultOfNotifyUrl, LONGEST_NOTIFY_URL } from '../../src/protocol/notify-url.ts';

describe('a notify_url', () => {
  for (const right of [
    'https://shop.example/wechat/notify',
    'http://shop.example:8080/notify.php',
    'https://shop.example/',
    'http://127.0.0.1:3000/notify/payment',
    `https://shop.example/${'a'.repeat(234)}`,
  ])
    it(`is a whole one: ${right.slice(0, 40)}`, () => assert.equal(faultOfNotifyUrl(right), undefined));

  for (const [wrong, fault] of [
    ['http://www.weixin.qq.com', 'no path'],
    ['https://shop.example:443', 'no path'],
    ['https://shop.example/notify?order=1', 'parameters'],
    ['https://shop.example?order=1', 'parameters'],
    ['https://shop.example/#/notify', 'a fragment'],
    [' https://shop.example/notify', 'a blank in front or behind'],
    ['https://shop.example/no tify', 'a blank within'],
    ['./PayNotify.aspx', 'no whole http or https address'],
    ['shop.example/notify', 'no whole http or https address'],
    ['ftp://shop.example/notify', 'no whole http or https address'],
    ['xhttps://shop.example/notify', 'no whole http or https address'],
    ['https://', 'no whole http or https address'],
    ['https://shop.example:port/notify', 'no whole http or https address'],
    ['https:///notify', 'no whole http or https address'],
    ['', 'no whole http or https address'],
    [`https://shop.example/${'a'.repeat(235)}`, '256 characters'],
  ] as const)
    it(`is none: ${wrong.slice(0, 40)}`, () => assert.equal(faultOfNotifyUrl(wrong), fault));

  it('may be as long as the page of the call says', () =>
    assert.deepEqual(
      [235, 236].map((length) =>
        faultOfNotifyUrl(`https://shop.example/${'a'.repeat(length)}`, LONGEST_NOTIFY_URL.refund),
      ),
      [undefined, '257 characters'],
    ));

  it('is a text', () => assert.equal(faultOfNotifyUrl(undefined), 'no text'));
});
