import type { RequestListener } from 'node:http';
import { Agent } from 'undici';
import type { Carrier } from '../gateway/courier.ts';
import { httpCarrier } from '../gateway/http-carrier.ts';
import { systemEntropy } from '../protocol/index.ts';
import { isRealName } from '../redirect/wechat-hosts.ts';
import { wallClock } from '../time/index.ts';
import { CredentialsTaken } from './credentials/credential-files.ts';
import { type Credentials, openCredentials } from './credentials/credentials.ts';
import { openDataFile } from './data/data-file.ts';
import { forgetful, type Keeper, waiting } from './data/kept.ts';
import { restore } from './data/restore.ts';
import { isLoopback, urlHost } from './loopback.ts';
import { MerchantDesk } from './merchants/merchant-desk.ts';
import { sandboxServer } from './server.ts';
import { listen } from './transport/listening.ts';
import { tlsFace } from './transport/tls-face.ts';
import { tunnel } from './transport/tunnel.ts';

export interface SandboxOptions {
  /** A loopback name or address, or any other where there is a control token. */
  readonly host: string;
  /** 0 picks a free one, here and below. */
  readonly port: number;
  /** Serves TLS under WeChat Pay's names too. */
  readonly tlsPort?: number;
  /** Serves a CONNECT proxy to the TLS port too, on loopback. */
  readonly proxyPort?: number;
  /** The folder of the demo merchant's credentials, absolute. */
  readonly credentials: string;
  /** The file in which accepted changes are kept, absolute; without one they end with the sandbox. */
  readonly data?: string;
  /** What control calls have to carry. */
  readonly controlToken?: string;
  /** Hears, line by line, of what its operator should know. */
  readonly tell: (line: string) => void;
}

/** A sandbox that answers. URLs are without a trailing slash. */
export interface Sandbox {
  readonly url: string;
  readonly tlsUrl?: string;
  readonly proxy?: string;
  readonly control: string;
  readonly credentials: string;
  readonly mchid: string;
  /** Stops the clocks, lets go of connections in both directions, frees the ports and closes the data file. */
  close(): Promise<void>;
}

/**
 * Starts a gateway with a demo merchant on a flowing timeline, served over HTTP, and writes the merchant's credentials.
 * Wire time is wall time. Throws a SandboxError where a port, the folder or the data file cannot be had; then nothing is
 * left running.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  try {
    return await startOnce(options);
  } catch (failure) {
    if (!(failure instanceof CredentialsTaken)) throw failure;
    return startOnce(options); // with those of the process that was faster
  }
}

async function startOnce(options: SandboxOptions): Promise<Sandbox> {
  const { host, port, credentials: folder, controlToken, tell } = options;
  // What is to be undone, the latest first.
  const open: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (let undo = open.pop(); undo; undo = open.pop()) await undo();
  };
  try {
    const credentials = await openCredentials(folder, wallClock, systemEntropy);
    const { records, ...kept } = await openKeeper(options, open);
    const keeper = waiting(kept.keeper, (failure) =>
      tell(failure instanceof Error ? failure.message : String(failure)),
    );
    // No connection is kept for the next notification: the receiver may be restarted in between, as backends in development are.
    const outbound = new Agent({ pipelining: 0 });
    const entropy = systemEntropy;
    const desk = new MerchantDesk({
      credentials,
      wire: wallClock,
      entropy,
      carry: notToWeChatPay(httpCarrier(outbound)),
      keeper,
    });
    for (const line of restore(desk, records, credentials.merchant.mchid, options.data ?? '')) tell(line);
    const server = sandboxServer({
      desk,
      wire: wallClock,
      entropy,
      tell,
      ...(controlToken === undefined ? {} : { controlToken }),
    });
    open.push(() => server.close());
    open.push(() => outbound.destroy()); // before the server: a call that waits for a notification to be answered would hold it
    open.push(() => desk.stop());
    desk.startKeeping();
    await server.ready();
    const url = `http://${urlHost(host)}:${await listen(server.server, host, port, '--port')}`;
    const secure = await openTls(
      options,
      credentials,
      (request, answer) => server.server.emit('request', request, answer),
      open,
    );
    await credentials.save(url);
    keeper.begin(); // behind the credentials: a data file is of no use without those that belong to it
    await desk.settled();
    return { url, ...secure, control: `${url}/sandbox`, credentials: folder, mchid: credentials.merchant.mchid, close };
  } catch (failure) {
    await close();
    throw failure;
  }
}

/** What a sandbox tells is not true: it is never told to WeChat Pay itself, whatever a notify_url says. */
const notToWeChatPay =
  (carry: Carrier): Carrier =>
  async (url, letter, answerTime) =>
    URL.canParse(url) && isRealName(new URL(url).hostname)
      ? { error: 'not sent: a host of WeChat Pay' }
      : carry(url, letter, answerTime);

async function openKeeper(
  { data, tell }: SandboxOptions,
  open: (() => unknown)[],
): Promise<{ readonly keeper: Keeper; readonly records: readonly unknown[] }> {
  if (data === undefined) return { keeper: forgetful, records: [] };
  const { file, records, repaired } = await openDataFile(data);
  open.push(() => file.close());
  if (repaired !== undefined) tell(repaired);
  return { keeper: file, records };
}

async function openTls(
  { host, tlsPort, proxyPort }: SandboxOptions,
  credentials: Credentials,
  serve: RequestListener,
  open: (() => unknown)[],
): Promise<{ readonly tlsUrl?: string; readonly proxy?: string }> {
  if (tlsPort === undefined && proxyPort === undefined) return {};
  const ca = { certificatePem: credentials.pems['ca.pem'], privateKey: credentials.authorityKey };
  const { tlsKey: key } = credentials;
  const tls = await tlsFace({ ca, key, clock: wallClock, entropy: systemEntropy, serve, host, port: tlsPort ?? 0 });
  open.push(() => tls.close());
  const tlsUrl = `https://${urlHost(host)}:${tls.port}`;
  if (proxyPort === undefined) return { tlsUrl };
  const nearby = isLoopback(host) ? host : '127.0.0.1';
  const proxy = await tunnel({ host: nearby, port: proxyPort, tlsHost: nearby, tlsPort: tls.port });
  open.push(() => proxy.close());
  return { tlsUrl, proxy: `http://${urlHost(nearby)}:${proxy.port}` };
}
