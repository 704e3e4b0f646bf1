import { at, type Finding, fromMerchant, type Invariant } from './exchanges.ts';

/** What rules of their own are about: NOTIFY-URL, MONEY-FEN and REFUND-TOTAL. */
const RULED_ELSEWHERE = /\/(?:notify_url|amount)\b/;

/** A request that WeChat Pay refuses for its parameters is refused however often it is sent: whoever sent it is wrong (D:4012081709). */
export const parametersAccepted: Invariant = {
  rule: 'PARAMS-ACCEPTED',
  examine: (events) =>
    fromMerchant(events).flatMap(({ seq, method, url, answer }): Finding[] => {
      if (answer?.status !== 400 || at(answer.body, ['code']) !== 'PARAM_ERROR') return [];
      const message = String(at(answer.body, ['message']));
      const field = String(at(answer.body, ['detail', 'field']));
      if ([message, field].some((text) => RULED_ELSEWHERE.test(text))) return [];
      const what = `the parameters of ${method} ${new URL(url).pathname}`;
      return [{ what, matcher: 'equals', expected: 'taken', seen: `refused: ${message}`, evidence: [seq] }];
    }),
};
