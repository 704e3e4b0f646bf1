import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { changeMerchant, paid, type Shop } from './shop.ts';

/** What a backend says of a bill that it has fetched: the ticket, and the file's bytes in Base64. */
interface Fetched {
  readonly hash_type: string;
  readonly hash_value: string;
  readonly file: string;
}

/** The bill of a day as the SDK fetches it, unpacked. Its hash is that of the application. */
async function fetched({ backend }: Shop, date: string, packed: boolean): Promise<Buffer> {
  const { status, body } = await backend.call('bill', date, packed ? 'GZIP' : undefined);
  assert.equal(status, 200);
  const { hash_type, hash_value, file } = body as unknown as Fetched;
  const bytes = Buffer.from(file, 'base64');
  const bill = packed ? gunzipSync(bytes) : bytes;
  assert.deepEqual([hash_type, hash_value], ['SHA1', createHash('sha1').update(bill).digest('hex')]);
  return bill;
}

/** Tells of bills, each of a payment of its own; the clock of the sandbox is on the next day then. */
export function tellOfBills(shop: Shop, options: { readonly contentType?: string; readonly packed: boolean }): void {
  const { on } = shop;

  it('applies for the bill of a day and downloads it, as it is and packed', async () => {
    if (options.contentType !== undefined)
      await changeMerchant(on, { policy: { billContentType: options.contentType } });
    const number = await paid(shop);
    await shop.backend.heard();
    const { body: clock } = await on.demo.control('/clock');
    const date = String(clock.now).slice(0, 10);
    const early = await shop.backend.call('bill', date);
    assert.deepEqual([early.status, early.body['code']], [400, 'INVALID_REQUEST']);
    const midnight = Date.parse(`${date}T00:00:00+08:00`);
    const to = new Date(midnight + (24 + 10) * 3_600_000 + 1_000).toISOString();
    await on.demo.control('/clock/advance', { body: { to } });
    const bill = await fetched(shop, date, false);
    const row = bill
      .toString()
      .split('\r\n')
      .find((line) => line.includes(number));
    assert.ok(row?.includes(',`9.90,'), `the payment of 9.90 stands in the bill: ${row}`);
    if (options.packed) assert.deepEqual(await fetched(shop, date, true), bill);
  });
}
