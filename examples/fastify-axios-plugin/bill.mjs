/** A day's trade bill: asked for, downloaded, held against its hash, and read. */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { fenOf } from './money.mjs';
import { Refusal } from './refusal.mjs';
import { wechatPay } from './wechat-pay.mjs';

/** What was paid on that day (2026-01-15): out_trade_no → fen. A day without trades has no bill. */
export async function paymentsOn(date) {
  const { ok, body, code } = await wechatPay.tradeBill(date);
  if (code === 'NO_STATEMENT_EXIST') return new Map();
  if (!ok) throw new Refusal(503, `there is no bill of ${date} yet: ${code ?? 'WeChat Pay does not answer'}`);
  const file = await wechatPay.download(body.download_url);
  if (!file.ok) throw new Refusal(503, `the bill of ${date} cannot be downloaded: ${file.code ?? 'no answer'}`);
  const bytes = gunzipSync(file.body);
  const hash = createHash('sha1').update(bytes).digest('hex');
  if (hash !== body.hash_value.toLowerCase()) throw new Error(`the bill of ${date} is not the one that was promised`);
  return paymentsIn(bytes.toString('utf8'));
}

/**
 * Each value has a back-tick before it, titles have none: the rows end where the titles of the sums begin. (The SDK's
 * castCsvBill cuts off three bytes, mark or no mark, and the last three lines, whatever they are.)
 */
export function paymentsIn(text) {
  const [titles, ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const [number, state, price] = ['商户订单号', '交易状态', '订单金额'].map((title) => {
    const index = titles.split(',').indexOf(title);
    if (index < 0) throw new Error(`the bill has no column ${title}`);
    return index;
  });
  const end = lines.findIndex((line) => !line.startsWith('`'));
  const rows = lines.slice(0, end).map((line) => line.slice(1).split(',`'));
  return new Map(rows.filter((row) => row[state] === 'SUCCESS').map((row) => [row[number], fenOf(row[price])]));
}
