import { sandboxCommand } from '../../src/cli/sandbox-command.ts';
import { UserError } from '../../src/cli/user-error.ts';

/** The command alone, as the tests start it: errors of the user end in one line and their exit code. */
try {
  await sandboxCommand().parseAsync(process.argv);
} catch (failure) {
  if (!(failure instanceof UserError)) throw failure;
  process.stderr.write(`${failure.message}\n`);
  process.exitCode = failure.exitCode;
}
