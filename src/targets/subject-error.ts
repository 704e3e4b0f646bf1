/** Why a gateway cannot be judged at all, in one line for the person who asked for it: what was met, and what to do. */
export class SubjectError extends Error {
  override readonly name = 'SubjectError';
  /** `configuration`: what was given is wrong. `unreachable`: there is nobody to judge. */
  readonly kind: 'configuration' | 'unreachable';

  constructor(kind: SubjectError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
