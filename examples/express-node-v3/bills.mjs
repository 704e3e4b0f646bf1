/** A day's orders, held against WeChat Pay's bill of it. */
import { createHash } from 'node:crypto';
import { now } from './clock.mjs';
import { orders } from './store.mjs';
import { learn, Refusal } from './trade.mjs';
import { wechatPay } from './wechat-pay.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What differs: [{ number, kind }]. A day whose bill cannot be had, or is not whole, is refused and not called even. */
export async function reconcile(date) {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00+08:00`) : Number.NaN;
  if (Number.isNaN(midnight)) throw new Refusal('date is a day like 2026-01-15');
  if (now() < midnight + DAY + 10 * HOUR) throw new Refusal('the bill can be had from ten o’clock of the next day on');
  const billed = payments(await bill(date));
  const differences = [];
  for (const [number, fen] of billed) {
    const order = orders.find(number);
    if (!order) differences.push({ number, kind: 'NOT_HERE' });
    else if (order.price !== fen) differences.push({ number, kind: 'AMOUNT' });
    else if (order.paid_at === null) {
      differences.push({ number, kind: 'NOT_PAID_HERE' });
      await learn(order); // a signed answer makes it paid, the bill does not
    }
  }
  for (const { id } of orders.paidBetween(midnight, midnight + DAY))
    if (!billed.has(id)) differences.push({ number: id, kind: 'NOT_IN_BILL' });
  return differences;
}

/** The text of the bill: the file bears no signature, so its hash must be the one of the signed answer. Empty where nothing was paid. */
async function bill(date) {
  const applied = await wechatPay.tradeBill(date);
  if (applied.code === 'NO_STATEMENT_EXIST') return '';
  if (!applied.ok) throw new Refusal(`there is no bill yet: ${applied.code ?? 'WeChat Pay does not answer'}`);
  const file = await wechatPay.download(applied.body.download_url);
  if (!file.ok) throw new Refusal('the bill could not be downloaded');
  const hash = createHash('sha1').update(file.body).digest('hex');
  if (hash !== applied.body.hash_value.toLowerCase()) throw new Refusal('the bill is not as WeChat Pay made it');
  return file.body.toString('utf8');
}

/** out_trade_no → fen. Titles, rows and sums; each value has a back-tick before it, and no comma in it. */
function payments(text) {
  const [titles = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const names = titles.split(',');
  const rows = lines.filter((line) => line.startsWith('`')).slice(0, -1); // the last one has the sums
  return new Map(
    rows
      .map((line) => line.slice(1).split(',`'))
      .map((values) => Object.fromEntries(names.map((name, index) => [name, values[index]])))
      .filter((row) => row['交易状态'] === 'SUCCESS')
      .map((row) => [row['商户订单号'], fenOf(row['订单金额'])]),
  );
}

/** Yuan by their digits: 19.90 × 100 is no whole number. */
function fenOf(yuan) {
  const [, whole, decimals] = /^(\d+)\.(\d{2})(?:0{3})?$/.exec(yuan) ?? [];
  if (whole === undefined) throw new Refusal('the bill has an amount that is none');
  return Number(whole) * 100 + Number(decimals);
}
