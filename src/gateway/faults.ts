/** What can go wrong with an answer, by name. */
export const ANSWER_FAULTS = [
  'error-500',
  'rate-limit',
  'unavailable',
  'no-auth',
  'rule-limit',
  'unknown-openid',
  'openid-mismatch',
  'account-abnormal',
  'slow',
  'reset-before',
  'reset-after',
  'truncated',
  'unsigned',
  'wrong-signature',
  'probe',
  'probe-not-base64',
  'stale',
  'unknown-serial',
  'tampered-success',
  'other-message',
] as const;
export type AnswerFault = (typeof ANSWER_FAULTS)[number];

/** What can go wrong with a notification, by name. */
export const NOTIFICATION_FAULTS = [
  'lost',
  'late',
  'duplicate',
  'concurrent',
  'out-of-order',
  'unsigned',
  'wrong-signature',
  'probe',
  'probe-not-base64',
  'stale',
  'unknown-serial',
  'wrong-key',
  'tampered-ciphertext',
  'wrong-amount',
  'wrong-mchid',
  'wrong-appid',
  'unknown-order',
  'wrong-currency',
  'ten-at-once',
  'odd-json',
  'altered-body',
  'empty-signature',
  'without-signature',
  'without-timestamp',
  'without-nonce',
  'without-serial',
  'from-localhost',
  'smaller-amount',
  'wrong-state',
] as const;
export type NotificationFault = (typeof NOTIFICATION_FAULTS)[number];

export interface Fault {
  readonly id: string;
  /** `METHOD path-pattern` (a `*` stands for anything), or `notification`. */
  readonly on: string;
  readonly fault: AnswerFault | NotificationFault;
  /** How often it still strikes; absent means always. */
  readonly times?: number;
}

/** A sending that somebody asked for by hand comes now, whatever is set. */
const PUTS_OFF: readonly Fault['fault'][] = ['late', 'out-of-order'];

/** The faults that are set, and how often each still strikes. */
export class FaultPlan {
  #faults: Fault[] = [];
  #count = 0;
  readonly #changed: () => void;

  /** `changed` hears each time that the list is another. */
  constructor(changed: () => void = () => {}) {
    this.#changed = changed;
  }

  /** Takes over the faults of an earlier life. */
  restore(faults: readonly Fault[]): void {
    this.#faults = [...faults];
    this.#count = Math.max(this.#count, ...faults.map(({ id }) => Number(id.slice('fault-'.length))));
  }

  set(fault: Omit<Fault, 'id'>): string {
    this.#count += 1;
    const id = `fault-${this.#count}`;
    this.#faults.push({ id, ...fault });
    this.#changed();
    return id;
  }

  clear(id?: string): void {
    this.#faults = id === undefined ? [] : this.#faults.filter((fault) => fault.id !== id);
    this.#changed();
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  /** The fault that strikes the answer to a request; a pattern may leave the query out. */
  forAnswer(method: string, target: string): AnswerFault | undefined {
    const path = target.replace(/\?.*/s, '');
    const isKind = (fault: Fault['fault']): fault is AnswerFault => isIn(ANSWER_FAULTS, fault);
    return this.#strike(isKind, `${method} ${path}`, `${method} ${target}`);
  }

  forNotification(byHand = false): NotificationFault | undefined {
    const isKind = (fault: Fault['fault']): fault is NotificationFault =>
      isIn(NOTIFICATION_FAULTS, fault) && !(byHand && PUTS_OFF.includes(fault));
    return this.#strike(isKind, 'notification');
  }

  #strike<F extends Fault['fault']>(
    isKind: (fault: Fault['fault']) => fault is F,
    ...subjects: readonly string[]
  ): F | undefined {
    for (const [index, set] of this.#faults.entries()) {
      if (!isKind(set.fault) || !subjects.some((subject) => matches(set.on, subject))) continue;
      if (set.times === undefined) return set.fault;
      if (set.times > 1) this.#faults[index] = { ...set, times: set.times - 1 };
      else this.#faults.splice(index, 1);
      this.#changed();
      return set.fault;
    }
    return undefined;
  }
}

/** The fault of an answer that has this name. */
export const answerFaultNamed = (name: string): AnswerFault | undefined =>
  ANSWER_FAULTS.find((fault) => fault === name);

const isIn = <T extends string>(names: readonly T[], name: string): name is T => names.includes(name as T);

/** A `*` stands for anything. Each part is looked for once, from left to right: a regular expression of many stars could take for ever. */
function matches(pattern: string, subject: string): boolean {
  const [first, ...others] = pattern.split('*') as [string, ...string[]];
  const last = others.pop();
  if (last === undefined) return subject === first;
  if (!subject.startsWith(first) || subject.length < first.length + last.length || !subject.endsWith(last))
    return false;
  let at = first.length;
  const end = subject.length - last.length;
  for (const part of others) {
    const found = subject.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
