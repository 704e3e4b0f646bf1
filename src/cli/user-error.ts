/** Something that the user can mend: the command ends with one line that says how, and without a stack trace. */
export class UserError extends Error {
  /** 2: usage or configuration, found before anything ran. 3: the subject or the environment cannot be reached. */
  readonly exitCode: 2 | 3;

  constructor(message: string, exitCode: 2 | 3 = 2) {
    super(message);
    this.name = 'UserError';
    this.exitCode = exitCode;
  }
}
