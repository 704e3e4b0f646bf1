import { isRecord } from '../protocol/wire.ts';
import { REFUND_STATES, type RefundState, refundKeyOf } from '../rules/state-machines.ts';
import type { TraceEvent } from '../trace/index.ts';
import { isForTheState } from './order-walk.ts';

/** The transitions of refunds that a trace has seen, by what the gateway answered and told. */
export function refundTransitionsIn(events: readonly TraceEvent[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const states = new Map<string, RefundState>();

  /** What was accepted or told of a refund, and nobody has asked for, the bank or time has brought about. */
  const told = (number: string, state: RefundState): void => {
    const from = states.get(number);
    if (from !== undefined && from !== state) seen.add(refundKeyOf({ from, act: 'time', to: state, refused: false }));
    states.set(number, state);
  };

  const asked = (number: string, act: 'ask' | 'redirect', state: RefundState | undefined): void => {
    const from = states.get(number);
    if (state === undefined) {
      const refused = act === 'ask' ? 'ask otherwise' : act;
      if (from !== undefined) seen.add(refundKeyOf({ from, act: refused, to: from, refused: true }));
      return;
    }
    if (act === 'redirect') {
      // A first sight of a refund in the middle of its life tells of no transition.
      if (from !== undefined) seen.add(refundKeyOf({ from, act, to: state, refused: false }));
      states.set(number, state);
      return;
    }
    told(number, state);
    seen.add(
      refundKeyOf({
        from: from === undefined ? 'none' : state,
        act: from ? 'ask again' : act,
        to: state,
        refused: false,
      }),
    );
  };

  for (const event of events) {
    if (event.kind !== 'exchange') continue;
    const { method, url, request, answer, opened } = event;
    const number = at(event.to === 'gateway' ? request.body : opened, 'out_refund_no');
    const notified = stateIn(opened, 'refund_status');
    if (event.from === 'gateway' && typeof number === 'string' && notified) told(number, notified);
    if (event.to !== 'gateway' || !answer) continue;
    const isAccepted = answer.status >= 200 && answer.status < 300;
    const state = isAccepted ? stateIn(answer.body, 'status') : undefined;
    const [, redirected] = /\/v3\/refund\/domestic\/refunds(\/[^/]+\/apply-abnormal-refund)?$/.exec(url) ?? ['', false];
    if (method === 'GET' && state) told(String(at(answer.body, 'out_refund_no')), state);
    if (method === 'POST' && redirected !== false && (state || isForTheState(answer)))
      asked(String(number), redirected ? 'redirect' : 'ask', state);
  }
  return seen;
}

const at = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

function stateIn(body: unknown, name: string): RefundState | undefined {
  return REFUND_STATES.find((state) => state === at(body, name));
}
