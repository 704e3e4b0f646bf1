/** What WeChat Pay tells: verified as it came, opened, held against the shop's own books, and only then believed. */
import { takePayment } from './orders.mjs';
import { takeRefund } from './refunds.mjs';
import { isGenuine, open } from './wechat-pay.mjs';

/** A notification's ciphertext alone may have a mebibyte, which is all that Fastify takes by default. */
const bodyLimit = 2 * 1_048_576;

/** A plugin with a content type parser of its own: a signature is over the bytes as they came, not over parsed JSON. */
export async function notifications(app) {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));

  app.post(
    '/wechatpay/payments',
    answer((payment) => payment.trade_state === 'SUCCESS' && takePayment(payment)),
  );
  app.post('/wechatpay/refunds', answer(takeRefund));
}

/** 204 once the fact is stored; 401 where it is not WeChat Pay's; 500 where it does not fit, and it comes again. */
const answer = (take) => (request, reply) => {
  const status = statusOf(request, take);
  if (status === 204) return reply.code(204).send();
  return reply.code(status).send({ code: 'FAIL', message: '失败' });
};

function statusOf({ headers, body = Buffer.alloc(0) }, take) {
  try {
    if (!isGenuine(headers, body)) return 401;
    return take(open(JSON.parse(body).resource)) ? 204 : 500;
  } catch (failure) {
    process.stderr.write(`notification: ${failure.message}\n`);
    return 500;
  }
}
