import { BackendFailed, MerchantFailed, VerbMissing } from '../actors/index.ts';
import type { VerbName } from '../merchant/profile/profile.ts';
import { isRecord, isSuccess } from '../protocol/wire.ts';
import type { TraceEvent } from '../trace/index.ts';
import type { Visit } from './visit.ts';

/** What the backend can fail with. */
export type Failure = MerchantFailed | BackendFailed | VerbMissing;

export const isFailure = (failure: unknown): failure is Failure =>
  failure instanceof MerchantFailed || failure instanceof BackendFailed || failure instanceof VerbMissing;

/** One request or command of a verb, or of a login before it. */
export interface Played {
  /** `placeOrder`, or `login of buyer`. */
  readonly verb: string;
  /** From 1. */
  readonly step: number;
  /** `POST /orders` */
  readonly sent: string;
  readonly status?: number;
  /** Milliseconds. */
  readonly took: number;
  readonly failure?: string;
}

export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T; readonly played: readonly Played[] }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly played: readonly Played[];
      /** What the gateway refused meanwhile: `POST /v3/… 400 PARAM_ERROR …`. */
      readonly refused: readonly string[];
    }
  | { readonly kind: 'absent'; readonly because: string }
  | { readonly kind: 'unsaid' };

/** Has the backend do a verb, and tells how that went. Rejects only for what is the kit's own failure. */
export async function play<T>(
  { driver, room: { trace } }: Visit,
  verb: VerbName,
  doing: () => Promise<T>,
): Promise<Outcome<T>> {
  const absent = driver.absent(verb);
  if (absent !== undefined) return { kind: 'absent', because: absent };
  if (!driver.describes(verb)) return { kind: 'unsaid' };
  const since = trace.last();
  const events = (): readonly TraceEvent[] => trace.events.filter(({ seq }) => seq > since);
  try {
    const value = await doing();
    return { kind: 'done', value, played: events().flatMap(playedIn) };
  } catch (failure) {
    if (!isFailure(failure)) throw failure;
    return { kind: 'failed', failure, played: events().flatMap(playedIn), refused: events().flatMap(refusedIn) };
  }
}

function playedIn(event: TraceEvent): readonly Played[] {
  if (event.kind !== 'verb' || !isRecord(event.detail) || typeof event.detail['step'] !== 'number') return [];
  const { step, sent, status, took, failure } = event.detail;
  return [
    {
      verb: event.verb,
      step,
      sent: String(sent),
      took: Number(took),
      ...(typeof status === 'number' ? { status } : {}),
      ...(typeof failure === 'string' ? { failure } : {}),
    },
  ];
}

function refusedIn(event: TraceEvent): readonly string[] {
  if (event.kind !== 'exchange' || event.to !== 'gateway' || !event.answer || isSuccess(event.answer.status)) return [];
  const { status, body } = event.answer;
  const said = isRecord(body) ? ` ${String(body['code'] ?? '')} ${String(body['message'] ?? '')}` : '';
  return [`${event.method} ${new URL(event.url).pathname} ${status}${said}`];
}
