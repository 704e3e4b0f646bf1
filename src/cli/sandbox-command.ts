import { resolve } from 'node:path';
import { Command } from 'commander';
import { UserError } from './user-error.ts';

/** Where a command writes: machine output and prose apart. */
export interface Output {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

const processOutput: Output = {
  stdout: (text) => {
    process.stdout.write(text);
  },
  stderr: (text) => {
    process.stderr.write(text);
  },
};

/** The options as they stand on the command line. */
export interface SandboxFlags {
  readonly host: string;
  readonly port: string;
  readonly credentials: string;
}

/** `sandbox`: serves the gateway until it is told to stop. Its action rejects with a UserError where it cannot start. */
export const sandboxCommand = (output: Output = processOutput): Command =>
  new Command('sandbox')
    .description('serve a simulated WeChat Pay over HTTP, with a demo merchant, to develop a backend against')
    .option('--host <host>', 'a loopback name or address to listen on', '127.0.0.1')
    .option('--port <port>', 'the port to listen on; 0 picks a free one', '8787')
    .option('--credentials <dir>', "the folder for the demo merchant's keys; kept over restarts", '.wechatpay')
    .action((flags: SandboxFlags) => runSandbox(flags, output));

/**
 * Serves until SIGTERM or SIGINT comes, then closes everything and resolves. Prints one line of JSON to stdout when ready.
 * Rejects with a UserError (2) for a host, port or folder that cannot be used.
 */
export async function runSandbox(flags: SandboxFlags, { stdout, stderr }: Output): Promise<void> {
  const port = portOf(flags.port);
  // Loaded here, so that the help and the other commands do not wait for a server's libraries.
  const { isLoopback, SandboxError, startSandbox } = await import('../sandbox/index.ts');
  if (!isLoopback(flags.host)) {
    throw new UserError(
      `--host ${flags.host} needs --control-token-file, which this version does not have yet; bind a loopback address`,
    );
  }
  if (flags.credentials === '') throw new UserError('--credentials is empty: name a folder, such as .wechatpay');
  const stop = untilStopped();
  try {
    const sandbox = await startSandbox({
      host: flags.host,
      port,
      credentials: resolve(flags.credentials),
      tell: (line) => stderr(`${line}\n`),
    });
    const { url, control, credentials, mchid } = sandbox;
    stderr(welcome(url, mchid, credentials));
    stdout(`${JSON.stringify({ url, control, credentials })}\n`);
    await stop.signal;
    await sandbox.close();
  } catch (failure) {
    throw failure instanceof SandboxError ? new UserError(failure.message) : failure;
  } finally {
    stop.forget();
  }
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UserError(`--port ${text} is no port: give a number from 0 to 65535, where 0 picks a free one`);
}

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process as it would any other. */
function untilStopped(): { readonly signal: Promise<void>; readonly forget: () => void } {
  let stopped = (): void => {};
  const signal = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  const forget = (): void => {
    process.off('SIGTERM', heard).off('SIGINT', heard);
  };
  const heard = (): void => {
    forget();
    stopped();
  };
  process.on('SIGTERM', heard).on('SIGINT', heard);
  return { signal, forget };
}

const welcome = (url: string, mchid: string, credentials: string): string => `\
A simulated WeChat Pay (independent, unofficial) answers at ${url} for the demo merchant ${mchid}.
Its credentials are in ${credentials}: give your backend merchant.json and the PEM files, and ${url} as base URL.
Answers are signed with the key that the request's Wechatpay-Serial names, and without one with the platform certificate.
To pay, send what your backend hands to wx.requestPayment, with appId and an action (pay, cancel, fail):
  curl ${url}/sandbox/cashier -d '{"appId":"…","timeStamp":"…","nonceStr":"…","package":"prepay_id=…","signType":"RSA","paySign":"…","action":"pay"}'
To turn the clock two hours on:
  curl ${url}/sandbox/clock/advance -d '{"seconds":7200}'
Ctrl+C stops it.
`;
