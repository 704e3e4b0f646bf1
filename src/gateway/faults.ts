/** What can go wrong with an answer, by name. */
export const ANSWER_FAULTS = [
  'error-500',
  'rate-limit',
  'unsigned',
  'wrong-signature',
  'probe',
  'probe-not-base64',
  'stale',
  'unknown-serial',
  'tampered-success',
] as const;
export type AnswerFault = (typeof ANSWER_FAULTS)[number];

/** What can go wrong with a notification, by name. */
export const NOTIFICATION_FAULTS = [
  'lost',
  'duplicate',
  'concurrent',
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

/** The faults that are set, and how often each still strikes. */
export class FaultPlan {
  #faults: Fault[] = [];
  #count = 0;

  set(fault: Omit<Fault, 'id'>): string {
    this.#count += 1;
    const id = `fault-${this.#count}`;
    this.#faults.push({ id, ...fault });
    return id;
  }

  clear(id?: string): void {
    this.#faults = id === undefined ? [] : this.#faults.filter((fault) => fault.id !== id);
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  /** The fault that strikes the answer to a request; a pattern may leave the query out. */
  forAnswer(method: string, target: string): AnswerFault | undefined {
    const path = target.split('?', 1)[0] ?? '';
    const isKind = (fault: Fault['fault']): fault is AnswerFault => isIn(ANSWER_FAULTS, fault);
    return this.#strike(isKind, `${method} ${path}`, `${method} ${target}`);
  }

  forNotification(): NotificationFault | undefined {
    return this.#strike((fault): fault is NotificationFault => isIn(NOTIFICATION_FAULTS, fault), 'notification');
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
      return set.fault;
    }
    return undefined;
  }
}

const isIn = <T extends string>(names: readonly T[], name: string): name is T => names.includes(name as T);

function matches(pattern: string, subject: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(subject);
}
