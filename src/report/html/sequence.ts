import { isRecord } from '../../protocol/wire.ts';
import { describe, holds, type Party, type TraceEvent } from '../../trace/index.ts';
import type { HtmlWords } from './words.ts';

/** A line of a sequence diagram: somebody calls somebody, or something is so for one of them, or for all. */
export type Row =
  | {
      readonly kind: 'call';
      readonly seq: number;
      readonly from: Party;
      readonly to: Party;
      readonly label: string;
      readonly back?: string;
      readonly bad: boolean;
    }
  | { readonly kind: 'note'; readonly seq: number; readonly at?: Party; readonly label: string; readonly tone: Tone };
export type Tone = 'plain' | 'time' | 'good' | 'bad';

/** What crossed a boundary and what was expected, line by line, each with its business time. */
export const rowsOf = (events: readonly TraceEvent[], words: HtmlWords): readonly (Row & { readonly time: string })[] =>
  events.flatMap((event) => {
    const row = rowOf(event, words);
    return row ? [{ ...row, time: event.at.slice(0, 19).replace('T', ' ') }] : [];
  });

function rowOf(event: TraceEvent, words: HtmlWords): Row | undefined {
  const { seq } = event;
  switch (event.kind) {
    case 'exchange': {
      const { from, to, method, url, answer, failure = words.noAnswer } = event;
      const path = pathOf(url);
      const bad = event.requestSignature !== 'valid' || (answer?.status ?? 599) >= 400;
      return {
        kind: 'call',
        seq,
        from,
        to,
        label: `${method} ${path}`,
        back: answer ? codeOf(answer) : words.told(failure),
        bad,
      };
    }
    case 'cashier': {
      const { action, errMsg } = event;
      const bad = action === 'pay' && errMsg !== 'requestPayment:ok';
      return {
        kind: 'call',
        seq,
        from: 'payer',
        to: 'gateway',
        label: `requestPayment · ${action}`,
        back: errMsg,
        bad,
      };
    }
    case 'clock':
      return {
        kind: 'note',
        seq,
        label: `${words.timePasses} ${event.to.slice(0, 19).replace('T', ' ')}`,
        tone: 'time',
      };
    case 'fault':
      return {
        kind: 'note',
        seq,
        at: 'gateway',
        label: `${words.goesWrong} ${event.fault} (${event.on})`,
        tone: 'bad',
      };
    case 'verb':
      return { kind: 'note', seq, at: 'merchant', label: `${event.verb}${sentBy(event.detail)}`, tone: 'plain' };
    case 'reading':
      return { kind: 'note', seq, at: 'merchant', label: `${words.believes} ${event.state}`, tone: 'plain' };
    case 'expectation':
      return {
        kind: 'note',
        seq,
        label: `${holds(event) ? '✓' : '✗'} ${words.told(describe(event))}`,
        tone: holds(event) ? 'good' : 'bad',
      };
    case 'obstacle':
      return { kind: 'note', seq, label: words.told(event.reason), tone: 'bad' };
    case 'impostor':
      return {
        kind: 'note',
        seq,
        at: 'merchant',
        label: event.told ?? event.certificate,
        tone: event.told ? 'bad' : 'plain',
      };
    case 'scenario':
    case 'end':
      return undefined;
  }
}

/** Long numbers by their beginning, and no query: the exchange itself is told whole. */
function pathOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return path.replaceAll(/(?<=\/[\w-]{6})[\w-]{8,}(?=\/|$)/g, (rest) => (/\d/.test(rest) ? '…' : rest));
}

/** What a driver has sent to the backend, as whom, and what came back. */
function sentBy(detail: unknown): string {
  if (!isRecord(detail) || typeof detail['sent'] !== 'string') return '';
  const { as, sent, status } = detail;
  return ` · ${typeof as === 'string' ? `${as}: ` : ''}${sent}${status === undefined ? '' : ` → ${String(status)}`}`;
}

function codeOf({ status, body }: { readonly status: number; readonly body?: unknown }): string {
  const code = typeof body === 'object' && body !== null && 'code' in body ? ` ${String(body.code)}` : '';
  return `${status}${status >= 400 ? code : ''}`;
}
