import { faultOfNotifyUrl, LONGEST_NOTIFY_URL, WHOLE_NOTIFY_URL } from '../protocol/notify-url.ts';
import type { ExchangeEvent, Purchase } from './purchase.ts';
import { fieldOf } from './trade-checks.ts';

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;
const REFUND = /\/v3\/refund\/domestic\/refunds$/;
/** Every notify_url that the merchant gave WeChat Pay is a whole one. A refund need not have one. */
export function expectNotifyUrls(purchase: Purchase): void {
  const { stage } = purchase;
  const look = (event: ExchangeEvent, of: keyof typeof LONGEST_NOTIFY_URL): void => {
    const fault = faultOfNotifyUrl(fieldOf(event.request.body, 'notify_url'), LONGEST_NOTIFY_URL[of]);
    const what = `the notify_url of the ${of}`;
    stage.expect({ what, matcher: 'equals', expected: WHOLE_NOTIFY_URL, seen: fault ?? WHOLE_NOTIFY_URL }, [event.seq]);
  };
  const orders = purchase.calls('POST', ORDER);
  if (orders.length === 0)
    stage.stop('prerequisite', purchase.declined ?? 'the merchant has not ordered at WeChat Pay');
  for (const event of orders) look(event, 'order');
  for (const event of purchase.calls('POST', REFUND))
    if (fieldOf(event.request.body, 'notify_url') !== undefined) look(event, 'refund');
}

const HEADERS = ['Accept', 'User-Agent'] as const;

/** Every request of the merchant had both headers, whatever they said (D:4012081709). */
export function expectCallHeaders(purchase: Purchase): void {
  const sent = [...purchase.calls('GET', /\/v3\//), ...purchase.calls('POST', /\/v3\//)];
  const { stage } = purchase;
  if (sent.length === 0) stage.stop('prerequisite', 'the merchant asked WeChat Pay for nothing');
  for (const { seq, request, method, url } of sent) {
    const lacking = HEADERS.filter((name) => (request.headers[name.toLowerCase()] ?? '').trim() === '');
    const what = `headers that ${method} ${new URL(url).pathname} lacks`;
    stage.expect({ what, matcher: 'equals', expected: 'none', seen: lacking.join(', ') || 'none' }, [seq]);
  }
}
