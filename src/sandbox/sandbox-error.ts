/** Why a sandbox cannot start, in one line for the person who starts it: what was met, and what to do. */
export class SandboxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SandboxError';
  }
}
