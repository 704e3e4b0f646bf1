import { isRecord } from '../protocol/wire.ts';
import { keyOf, ORDER_STATES, type OrderAct, type OrderState, type Transition } from '../rules/state-machines.ts';
import type { Exchange, TraceEvent } from '../trace/index.ts';

type ExchangeEvent = TraceEvent & Exchange;

/** The transitions that a trace has seen, by what the gateway answered and the cashier did. */
export function transitionsIn(events: readonly TraceEvent[]): ReadonlySet<string> {
  const walk = new Walk();
  for (const event of events) {
    if (event.kind === 'exchange' && event.to === 'gateway') walk.asked(event);
    if (event.kind === 'cashier') walk.atCashier(event.params, event.action, event.errMsg);
  }
  return walk.seen;
}

const at = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
const isOrderState = (value: unknown): value is OrderState => ORDER_STATES.some((state) => state === value);

/** What is refused for its form, its signature or the gateway's health would have been so in any state: that tells of no transition. */
export const isForTheState = ({ status, body }: { readonly status: number; readonly body?: unknown }): boolean =>
  [400, 403, 404].includes(status) && !['PARAM_ERROR', 'NO_AUTH', 'RULE_LIMIT'].includes(String(at(body, 'code')));

/** Follows each order through one trace. */
class Walk {
  readonly seen = new Set<string>();
  readonly #states = new Map<string, OrderState>();
  readonly #numbers = new Map<string, string>();

  asked({ method, url, request, answer }: ExchangeEvent): void {
    if (!answer) return;
    const ok = answer.status >= 200 && answer.status < 300;
    if (!ok && !isForTheState(answer)) return;
    const named = /\/out-trade-no\/([^/?]+)(\/close)?/.exec(url);
    if (method === 'POST' && /\/v3\/pay\/transactions\/jsapi$/.test(url)) {
      const number = String(at(request.body, 'out_trade_no'));
      this.#act(number, 'order', ok, 'NOTPAY');
      if (ok) this.#numbers.set(String(at(answer.body, 'prepay_id')), number);
    } else if (method === 'POST' && named?.[2]) this.#act(decoded(named[1]), 'close', ok, 'CLOSED');
    else if (method === 'POST' && /\/v3\/refund\/domestic\/refunds$/.test(url))
      this.#act(String(at(request.body, 'out_trade_no')), 'refund', ok, 'REFUND');
    else if (method === 'GET' && ok) this.#told(at(answer.body, 'out_trade_no'), at(answer.body, 'trade_state'));
  }

  atCashier(params: unknown, action: string, errMsg: string): void {
    const prepayId = /prepay_id=(.+)$/.exec(String(at(params, 'package')))?.[1] ?? '';
    const number = this.#numbers.get(prepayId) ?? '';
    if (action === 'pay') this.#act(number, 'pay', errMsg === 'requestPayment:ok', 'SUCCESS');
    else if (this.#states.get(number) === 'NOTPAY') this.#stepped('NOTPAY', 'pay in vain', 'NOTPAY');
  }

  #act(number: string, act: OrderAct, ok: boolean, to: OrderState): void {
    const from = this.#states.get(number);
    if (!ok) {
      if (from) this.#add({ from, act, to: from, refused: true });
      return;
    }
    // A first sight of an order in the middle of its life tells of no transition.
    if (from || act === 'order') this.#stepped(from ?? 'none', act, to);
    this.#states.set(number, to);
  }

  /** What a query tells and nobody has brought about, time has. */
  #told(number: unknown, state: unknown): void {
    if (typeof number !== 'string' || !isOrderState(state)) return;
    if (this.#states.get(number) === 'NOTPAY' && state === 'CLOSED') this.#stepped('NOTPAY', 'time', 'CLOSED');
    this.#states.set(number, state);
  }

  #stepped(from: Transition['from'], act: OrderAct, to: OrderState): void {
    this.#add({ from, act, to, refused: false });
  }

  #add(transition: Transition): void {
    this.seen.add(keyOf(transition));
  }
}

function decoded(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
