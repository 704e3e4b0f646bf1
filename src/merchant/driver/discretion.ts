import { isRecord } from '../../protocol/wire.ts';
import { redactValue } from '../../trace/redact.ts';

const LONGEST = 160;
const LONGEST_KEPT = 2_000;
/** An answer that is longer is kept as a text, cut. */
const LARGEST_KEPT = 20_000;
const DEEPEST = 40;
/** Shorter ones stand in too many texts by chance. */
const SHORTEST = 4;

/** Names under which backends keep what lets somebody in. */
const TELLING = /token|secret|passw|session|cookie|authori[sz]ation|api_?key|openid/i;

/** Knows what must not be shown, and keeps it out of messages and of the trace. */
export class Discretion {
  readonly #secrets = new Set<string>();

  /** Nothing that holds this value is shown from now on. */
  hide(value: unknown): void {
    if (typeof value === 'string' && value.length >= SHORTEST) this.#secrets.add(value);
    else if (isRecord(value)) for (const inner of Object.values(value)) this.hide(inner);
  }

  /** Hides what was taken under a name that tells, or is long enough to be a key. */
  hideTaken(name: string, value: unknown): void {
    if (TELLING.test(name) || (typeof value === 'string' && value.length >= 16)) this.hide(value);
  }

  text(text: string): string {
    let shown = text;
    for (const secret of this.#secrets) shown = shown.replaceAll(secret, '…');
    return shown;
  }

  /** A body for the trace: secrets out, long texts cut. Of a confidential one, nothing stays that could be a key. */
  kept(value: unknown, confidential = false): unknown {
    const kept = this.#walk(redactValue(shallow(value, DEEPEST)), '', confidential);
    const text = typeof kept === 'object' ? JSON.stringify(kept) : '';
    return text.length > LARGEST_KEPT ? `${text.slice(0, LONGEST_KEPT)}…` : kept;
  }

  /** A body for a message: one short line of printable text. */
  excerpt(value: unknown, confidential = false): string {
    const kept = this.kept(value, confidential);
    const text = (typeof kept === 'string' ? kept : (JSON.stringify(kept) ?? ''))
      .replaceAll(/[\s\p{C}]+/gu, ' ')
      .trim();
    if (text === '') return 'nothing';
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  }

  #walk(value: unknown, name: string, confidential: boolean): unknown {
    if (typeof value === 'string') {
      if (TELLING.test(name) && value !== '') return value.endsWith('…') && value.length <= 7 ? value : '…';
      return this.text(confidential ? value.replaceAll(/\S{16,}/g, '…') : value).slice(0, LONGEST_KEPT);
    }
    if (Array.isArray(value)) return value.map((item) => this.#walk(item, name, confidential));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.#walk(inner, key, confidential)]));
  }
}

/** The same value, cut where it is nested so deep that it could not be walked. */
function shallow(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return '…';
  if (Array.isArray(value)) return value.map((item) => shallow(item, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shallow(inner, levels - 1)]));
}
