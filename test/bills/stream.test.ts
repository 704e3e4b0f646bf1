import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { paths } from '../../src/protocol/payments.ts';
import type { Demo } from '../sandbox/demo.ts';
import { stage } from '../sandbox/stage.ts';

const HEADERS = { accept: 'application/json', 'user-agent': 'test' };

/** Yesterday as the sandbox's clock has it: an order was paid on it. */
async function dayAfterASale(demo: Demo, attach = 'shelf 7'): Promise<string> {
  await demo.paid({ attach });
  const { now } = (await demo.control('/clock')).body;
  const date = now.slice(0, 10);
  const noon = new Date(Date.parse(`${date}T12:00:00+08:00`) + 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z');
  assert.equal((await demo.control('/clock/advance', { body: { to: noon } })).status, 200);
  return date;
}

/** As the address says, byte for byte. */
async function download(
  demo: Demo,
  url: string,
): Promise<{ readonly incoming: IncomingMessage; readonly file: Buffer }> {
  const { pathname, search } = new URL(url);
  const authorization = demo.authorization('GET', pathname + search);
  const request = get(url, { headers: { ...HEADERS, authorization }, agent: false });
  const [incoming] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return { incoming, file: Buffer.concat(chunks) };
}

describe('a bill over HTTP', () => {
  const on = stage();

  it('is downloaded from the address that the application brought, and has its hash', async () => {
    const date = await dayAfterASale(on.demo);
    for (const packed of [false, true]) {
      const { json } = await on.demo.call('GET', paths.tradeBill(date, 'ALL', packed), undefined, HEADERS);
      const url = String(json['download_url']);
      assert.equal(new URL(url).origin, on.demo.sandbox.url);
      const { incoming, file } = await download(on.demo, url);
      assert.equal(incoming.statusCode, 200);
      assert.equal(incoming.headers['transfer-encoding'], 'chunked');
      assert.equal(incoming.headers['content-type'], packed ? 'application/gzip' : 'text/csv; charset=utf-8');
      assert.deepEqual(
        Object.keys(incoming.headers).filter((name) => name.startsWith('wechatpay')),
        [],
      );
      const bill = packed ? gunzipSync(file) : file;
      assert.equal(createHash('sha1').update(bill).digest('hex'), json['hash_value']);
      assert.match(bill.toString(), /`shelf 7,/);
    }
  });

  it('stands in the log by its beginning, its token cut', async () => {
    const date = await dayAfterASale(on.demo);
    const { json } = await on.demo.call('GET', paths.tradeBill(date), undefined, HEADERS);
    const url = String(json['download_url']);
    await download(on.demo, url);
    const { text } = await on.demo.control('/trace');
    const last = text.trimEnd().split('\n').at(-1) ?? '';
    assert.match(last, /"url":"\/v3\/billdownload\/file\?token=\w{6}…"/);
    assert.match(last, /交易时间,公众账号ID/);
  });

  it('that nobody reads to its end does no harm', async () => {
    const date = await dayAfterASale(on.demo);
    const { json } = await on.demo.call('GET', paths.tradeBill(date), undefined, HEADERS);
    const url = String(json['download_url']);
    const { pathname, search } = new URL(url);
    const authorization = on.demo.authorization('GET', pathname + search);
    const request = get(url, { headers: { ...HEADERS, authorization }, agent: false });
    const [incoming] = (await once(request, 'response')) as [IncomingMessage];
    incoming.destroy();
    assert.equal((await download(on.demo, url)).incoming.statusCode, 200);
  });
});
