import { SandboxError } from './sandbox-error.ts';

/** A line for the operator about what should not have happened; none where it is known and told already, as a failing disk is. */
export function unexpected(method: string | undefined, url: string | undefined, failure: unknown): string | undefined {
  if (failure instanceof SandboxError) return undefined;
  return `Unexpected: ${method} ${url}: ${failure instanceof Error ? failure.stack : failure}`;
}
