import { faultOfNotifyUrl, LONGEST_NOTIFY_URL, WHOLE_NOTIFY_URL } from '../protocol/notify-url.ts';
import { isRecord } from '../protocol/wire.ts';
import { type ExchangeEvent, type Finding, fromMerchant, type Invariant } from './exchanges.ts';

/** Of what WeChat Pay refuses nothing may follow that a scenario could look at: the order has no name, the tap brings nothing. */
export const notifyUrlsWhole: Invariant = {
  rule: 'NOTIFY-URL',
  examine: (events) => fromMerchant(events).flatMap(lookedAt),
};

function lookedAt({ seq, method, url, request: { body } }: ExchangeEvent): readonly Finding[] {
  const of = /\/v3\/pay\/transactions\/jsapi$/.test(url)
    ? 'order'
    : /\/v3\/refund\/domestic\/refunds$/.test(url) && 'refund';
  if (method !== 'POST' || !of || !isRecord(body)) return [];
  const given = body['notify_url'];
  if (of === 'refund' && given === undefined) return [];
  const seen = faultOfNotifyUrl(given, LONGEST_NOTIFY_URL[of]) ?? WHOLE_NOTIFY_URL;
  return [
    { what: `the notify_url of the ${of}`, matcher: 'equals', expected: WHOLE_NOTIFY_URL, seen, evidence: [seq] },
  ];
}
