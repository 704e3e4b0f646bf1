import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { rememberVerifications } from '../protocol/rsa.ts';
import type { Sandbox } from '../sandbox/index.ts';
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
  readonly tlsPort?: string;
  readonly proxyPort?: string;
  readonly credentials: string;
  readonly data?: string;
  readonly controlTokenFile?: string;
}

/** `sandbox`: serves the gateway until it is told to stop. Its action rejects with a UserError where it cannot start. */
export const sandboxCommand = (output: Output = processOutput): Command =>
  new Command('sandbox')
    .description('serve a simulated WeChat Pay over HTTP, with a demo merchant, to develop a backend against')
    .option('--host <host>', 'the name or address to listen on; beyond loopback it needs a control token', '127.0.0.1')
    .option('--port <port>', 'the port to listen on; 0 picks a free one', '8787')
    .option('--tls-port <port>', "serve TLS under WeChat Pay's host names too, on this port")
    .option('--proxy-port <port>', 'serve a CONNECT proxy that leads to the TLS port, on this port of loopback')
    .option('--credentials <dir>', "the folder for the demo merchant's keys; kept over restarts", '.wechatpay')
    .option('--data <file>', 'keep every accepted change in this file, and go on from it')
    .option('--control-token-file <file>', 'the file with the token that control calls must carry')
    .action((flags: SandboxFlags) => runSandbox(flags, output));

/**
 * Serves until SIGTERM or SIGINT comes, then closes everything and resolves. Prints one line of JSON to stdout when ready.
 * Rejects with a UserError (2) for a host, port, folder or file that cannot be used.
 */
export async function runSandbox(flags: SandboxFlags, { stdout, stderr }: Output): Promise<void> {
  const port = portOf('--port', flags.port);
  const tlsPort = flags.tlsPort === undefined ? {} : { tlsPort: portOf('--tls-port', flags.tlsPort) };
  const proxyPort = flags.proxyPort === undefined ? {} : { proxyPort: portOf('--proxy-port', flags.proxyPort) };
  if (flags.credentials === '') throw new UserError('--credentials is empty: name a folder, such as .wechatpay');
  if (flags.data === '') throw new UserError('--data is empty: name a file, such as .wechatpay/data');
  const token = flags.controlTokenFile === undefined ? {} : { controlToken: await tokenIn(flags.controlTokenFile) };
  // Loaded here, so that the help and the other commands do not wait for a server's libraries.
  const { isLoopback, SandboxError, startSandbox } = await import('../sandbox/index.ts');
  rememberVerifications(0);
  if (!isLoopback(flags.host) && flags.controlTokenFile === undefined) {
    throw new UserError(
      `--host ${flags.host} is not loopback: others could turn its clock and pay its orders. Give --control-token-file too, or bind 127.0.0.1`,
    );
  }
  const stop = untilStopped();
  try {
    const sandbox = await startSandbox({
      host: flags.host,
      port,
      ...tlsPort,
      ...proxyPort,
      ...token,
      credentials: resolve(flags.credentials),
      ...(flags.data === undefined ? {} : { data: resolve(flags.data) }),
      tell: (line) => stderr(`${line}\n`),
    });
    const { url, tlsUrl, proxy, control, credentials } = sandbox;
    stderr(welcome(sandbox));
    stdout(`${JSON.stringify({ url, tlsUrl, proxy, control, credentials })}\n`);
    await stop.signal;
    await sandbox.close();
  } catch (failure) {
    throw failure instanceof SandboxError ? new UserError(failure.message) : failure;
  } finally {
    stop.forget();
  }
}

function portOf(flag: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UserError(`${flag} ${text} is no port: give a number from 0 to 65535, where 0 picks a free one`);
}

/** The token that a file holds: one line, long enough that nobody guesses it. */
async function tokenIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((failure: unknown) => {
    const code = failure instanceof Error && 'code' in failure ? String(failure.code) : String(failure);
    throw new UserError(`--control-token-file ${file} cannot be read (${code}): write a token of your own into it`);
  });
  const token = text.trim();
  if (/^[\x21-\x7e]{16,512}$/.test(token)) return token;
  throw new UserError(
    `--control-token-file ${file} holds no token: write one line of 16 or more letters and digits into it`,
  );
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

const welcome = ({ url, tlsUrl, proxy, mchid, credentials }: Sandbox): string => `\
A simulated WeChat Pay (independent, unofficial) answers at ${url} for the demo merchant ${mchid}.
Its credentials are in ${credentials}: give your backend merchant.json and the PEM files, and ${url} as base URL.
Answers are signed with the key that the request's Wechatpay-Serial names, and without one with the platform certificate.
${tlsUrl === undefined ? '' : tlsWelcome(tlsUrl, credentials)}${proxy === undefined ? '' : `A proxy that leads there and nowhere else: HTTPS_PROXY=${proxy}\n`}\
To pay, send what your backend hands to wx.requestPayment, with appId and an action (pay, cancel, fail):
  curl ${url}/sandbox/cashier -d '{"appId":"…","timeStamp":"…","nonceStr":"…","package":"prepay_id=…","signType":"RSA","paySign":"…","action":"pay"}'
To turn the clock two hours on:
  curl ${url}/sandbox/clock/advance -d '{"seconds":7200}'
Ctrl+C stops it.
`;

const tlsWelcome = (tlsUrl: string, credentials: string): string => `\
Under WeChat Pay's own host names it answers at ${tlsUrl}. For an unchanged Node backend:
  NODE_EXTRA_CA_CERTS=${credentials}/ca.pem WECHATPAY_SANDBOX_TLS=${tlsUrl} NODE_OPTIONS="--import wechatpay-conformance/redirect" node server.js
`;
