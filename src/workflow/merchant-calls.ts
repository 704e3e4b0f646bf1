import type { ExchangeEvent, Purchase } from './purchase.ts';
import { fieldOf } from './trade-checks.ts';

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;
const REFUND = /\/v3\/refund\/domestic\/refunds$/;
/** D:4012791897, D:4012791903 */
const LONGEST = { order: 255, refund: 256 } as const;

/** What is wrong with a notify_url, in words; undefined where it is a whole one (D:4012075420). The host is not looked at. */
export function faultOfNotifyUrl(url: unknown, longest: number = LONGEST.order): string | undefined {
  if (typeof url !== 'string') return 'no text';
  if (url !== url.trim()) return 'a blank in front or behind';
  if (/\s/.test(url)) return 'a blank within';
  if (!/^https?:\/\/[^\s/?#]+/.test(url) || !URL.canParse(url)) return 'no whole http or https address';
  if (url.includes('?')) return 'parameters';
  if (url.includes('#')) return 'a fragment';
  // A slash alone is a path.
  if (!/^https?:\/\/[^/]+\//.test(url)) return 'no path';
  return url.length > longest ? `${url.length} characters` : undefined;
}

const WHOLE = 'a whole address with a path, without parameters';

/** Every notify_url that the merchant gave WeChat Pay is a whole one. A refund need not have one. */
export function expectNotifyUrls(purchase: Purchase): void {
  const { stage } = purchase;
  const look = (event: ExchangeEvent, of: keyof typeof LONGEST): void => {
    const fault = faultOfNotifyUrl(fieldOf(event.request.body, 'notify_url'), LONGEST[of]);
    const what = `the notify_url of the ${of}`;
    stage.expect({ what, matcher: 'equals', expected: WHOLE, seen: fault ?? WHOLE }, [event.seq]);
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
