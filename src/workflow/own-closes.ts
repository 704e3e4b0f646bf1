import { isSuccess } from '../protocol/wire.ts';
import type { Exchange, TraceEvent } from '../trace/index.ts';
import { fieldOf } from './trade-checks.ts';

const ORDER = /\/v3\/pay\/transactions\/jsapi$/;
const CLOSE = /\/v3\/pay\/transactions\/out-trade-no\/([^/]+)\/close$/;

/** Whether the merchant, before a point of the trace, closed every order that WeChat Pay has of it (G§3.3). */
export function hasClosedAll(events: readonly TraceEvent[], before: number): boolean {
  const done = events
    .filter((event): event is TraceEvent & Exchange => event.kind === 'exchange' && event.from === 'merchant')
    .filter(({ method, answer }) => method === 'POST' && isSuccess(answer?.status ?? 0));
  const closed = done.filter(({ seq }) => seq < before).map(({ url }) => CLOSE.exec(url)?.[1]);
  const numbers = done
    .filter(({ url }) => ORDER.test(url))
    .map(({ request }) => encodeURIComponent(String(fieldOf(request.body, 'out_trade_no'))));
  return numbers.length > 0 && numbers.every((number) => closed.includes(number));
}
