/**
 * What the backends of these tests have in common, and no SDK has a part in: the shop's settings, and its HTTP server. The
 * test calls `POST /<verb>` with JSON; WeChat Pay calls `POST /notify`. What becomes of notifications is told on stdout, a
 * line of JSON each, the first line being that the shop is open. It closes when its stdin does.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** The path of one of the merchant's files. */
export const file = (name) => join(process.env.CREDENTIALS, name);
export const merchant = JSON.parse(readFileSync(file('merchant.json'), 'utf8'));
export const keyMode = process.env.KEY_MODE;
/** The path of a private key that is not this merchant's. */
export const strangersKey = process.env.STRANGERS_KEY;

export const orderOf = (number, openid, total = 990) => ({
  description: '红茶',
  out_trade_no: number,
  notify_url: `${url}/notify`,
  amount: { total, currency: 'CNY' },
  payer: { openid },
});

export const refundOf = (number, refundNumber) => ({
  out_trade_no: number,
  out_refund_no: refundNumber,
  reason: '七天无理由',
  notify_url: `${url}/notify`,
  amount: { refund: 330, total: 990, currency: 'CNY' },
});

/** The body of a request as the text that was signed. */
export async function textOf(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const send = (answer, status, body) => {
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

let url;

/**
 * Opens the shop. A verb takes the arguments of the call; `notified` takes the request of a notification, and answers the
 * event's type and the resource in clear, or throws where it does not believe it.
 */
export function openShop(verbs, notified) {
  const server = createServer(async (incoming, answer) => {
    if (incoming.url === '/notify') {
      try {
        tell(await notified(incoming));
        send(answer, 200, { code: 'SUCCESS', message: '成功' });
      } catch (failure) {
        tell({ refused: failure.message });
        send(answer, 401, { code: 'FAIL', message: '失败' });
      }
      return;
    }
    try {
      const args = JSON.parse(await textOf(incoming));
      send(answer, 200, await verbs[incoming.url.slice(1)](...args));
    } catch (failure) {
      send(answer, 500, { failure: failure.message, code: failure.code });
    }
  });
  server.listen(0, '127.0.0.1', () => {
    url = `http://127.0.0.1:${server.address().port}`;
    tell({ url });
  });
  process.stdin.resume().on('end', () => process.exit(0));
}
