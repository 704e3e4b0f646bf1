import type { Stage } from '../actors/index.ts';
import { faultOfNotifyUrl, LONGEST_NOTIFY_URL, WHOLE_NOTIFY_URL } from '../protocol/notify-url.ts';
import { between, parseRfc3339, toRfc3339 } from '../time/index.ts';
import { gatewayBooks } from './making-up.ts';
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

/** WeChat Pay took every request of the merchant as it was, and what it was told of time lies ahead: it moves what does not, and says nothing (D:4012791897). */
export function expectParametersTaken(purchase: Purchase): void {
  const { stage } = purchase;
  const sent = [...purchase.calls('GET', /\/v3\//), ...purchase.calls('POST', /\/v3\//)];
  if (sent.length === 0) stage.stop('prerequisite', purchase.declined ?? 'the merchant asked WeChat Pay for nothing');
  for (const { seq, method, url, answer } of sent) {
    const code = fieldOf(answer?.body, 'code');
    const seen = code === 'PARAM_ERROR' ? `refused: ${String(fieldOf(answer?.body, 'message'))}` : 'taken';
    const what = `the parameters of ${method} ${new URL(url).pathname}`;
    stage.expect({ what, matcher: 'equals', expected: 'taken', seen }, [seq]);
  }
  const [first] = purchase.calls('POST', ORDER);
  const given = fieldOf(first?.request.body, 'time_expire');
  if (first === undefined || given === undefined) return;
  const expires = parseRfc3339(String(given));
  const ordered = parseRfc3339(first.at);
  if (expires === undefined || ordered === undefined) return;
  const seen =
    between(ordered, expires) > 0 ? AHEAD : `${String(given)}, the order being made at ${toRfc3339(ordered)}`;
  stage.expect({ what: 'the time_expire of the order', matcher: 'equals', expected: AHEAD, seen }, [first.seq]);
}

const AHEAD = 'ahead of the order';

/** The order names the customer who ordered, as WeChat Pay has it in its books. An openid is not written into the trace, only whether it is the right one. */
export async function expectPayerNamed(purchase: Purchase): Promise<void> {
  const stage: Stage = purchase.stage;
  stage.need('named-payer');
  const books = await gatewayBooks(stage);
  if (books.length === 0) stage.stop('prerequisite', purchase.declined ?? 'the merchant has ordered nothing');
  const evidence = purchase.calls('POST', ORDER).map(({ seq }) => seq);
  for (const { openid } of books) {
    const seen = openid === stage.cast.payer.openid ? CUSTOMER : 'somebody else';
    stage.expect({ what: 'the payer whom the order names', matcher: 'equals', expected: CUSTOMER, seen }, evidence);
  }
}

const CUSTOMER = 'the customer who ordered';
