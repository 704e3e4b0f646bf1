import { type CallerActor, ScenarioStopped } from '../../actors/index.ts';
import type { OrderRequest } from '../../protocol/payments.ts';
import type { Trace } from '../../trace/index.ts';

const REASON = 'the subject is a merchant: nobody calls the gateway in its place';

/** Where a backend is judged there is no raw caller: a scenario that wants one is not verified. */
export function noCaller(trace: Trace): CallerActor {
  const stop = (): never => {
    trace.record({ kind: 'obstacle', why: 'capability', reason: REASON });
    throw new ScenarioStopped(REASON);
  };
  return {
    get mchid(): string {
      return stop();
    },
    newOrder: (): OrderRequest => stop(),
    newRefundNumber: stop,
    encrypt: stop,
    decrypt: stop,
    send: async () => stop(),
    nameOf: stop,
    takeCertificates: stop,
    paymentParams: stop,
    answerNotifications: stop,
    received: stop,
  };
}
