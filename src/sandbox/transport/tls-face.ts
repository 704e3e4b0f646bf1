import { X509Certificate } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import {
  certificateSerial,
  type DistinguishedName,
  type Entropy,
  issueCertificate,
  type KeyPair,
  type PrivateKey,
  privateKeyPem,
} from '../../protocol/index.ts';
import { WECHAT_HOSTS } from '../../redirect/wechat-hosts.ts';
import { type Clock, type Duration, days, instant, minus, plus, seconds } from '../../time/index.ts';
import { SandboxError } from '../sandbox-error.ts';
import { answerUnreadable } from '../wire/unreadable.ts';
import { closer, type Listening, listen } from './listening.ts';

/** Who issues the server's certificate. */
export interface Issuer {
  readonly certificatePem: string;
  readonly privateKey: PrivateKey;
}

export interface TlsFaceOptions {
  readonly ca: Issuer;
  /** The server's own. */
  readonly key: KeyPair;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly serve: RequestListener;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Hears of every connection, before a key is agreed on. */
  readonly connected?: () => void;
  /** How long a client may take to agree on a key. */
  readonly handshakePatience?: Duration;
}

/** Apple's systems refuse a server's certificate that is good for more than 398 days. */
const LIFETIME = days(397);
/** Clocks of containers and virtual machines are off at times. */
const BACKDATED = days(1);
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];
/** Longer than clients keep connections that they mean to use again: else one is closed under a request. */
const KEEP_ALIVE = seconds(72);

/**
 * Serves what the plain port serves over TLS, under a certificate for all of WeChat Pay's names, so that an SDK finds the
 * sandbox under the name that is built into it. Throws a SandboxError where the port cannot be had or the authority
 * cannot issue.
 */
export async function tlsFace(options: TlsFaceOptions): Promise<Listening> {
  const { key, serve, host, port, connected, handshakePatience = seconds(10) } = options;
  const server = createServer(
    {
      key: privateKeyPem(key.privateKey),
      cert: serverCertificate(options),
      minVersion: 'TLSv1.2',
      handshakeTimeout: handshakePatience,
      keepAliveTimeout: KEEP_ALIVE,
      requireHostHeader: false, // as on the plain port: what lacks is the gateway's to judge
    },
    serve,
  );
  server.on('clientError', endUnreadable);
  if (connected) server.on('connection', connected);
  const close = closer(server);
  return { port: await listen(server, host, port, '--tls-port'), close };
}

/** What came over TLS and is no HTTP has an answer; what is not TLS has none. */
function endUnreadable(failure: Error & { readonly code?: string }, socket: Socket): void {
  if (/^(?:HPE|ERR_HTTP)_/.test(failure.code ?? '')) answerUnreadable(failure, socket);
  else socket.destroy();
}

function serverCertificate({ ca, key, clock, entropy, host }: TlsFaceOptions): string {
  const now = instant(Math.floor(clock.now() / 1_000) * 1_000);
  const notBefore = minus(now, BACKDATED);
  const authority = new X509Certificate(ca.certificatePem);
  const everywhere = host === '0.0.0.0' || host === '::';
  const certificate = issueCertificate({
    subject: { commonName: 'Sandbox, not WeChat Pay', organization: 'wechatpay-conformance sandbox' },
    publicKey: key.publicKey,
    serialNo: certificateSerial(entropy),
    notBefore,
    notAfter: plus(notBefore, LIFETIME),
    issuer: subjectOf(authority),
    issuerKey: ca.privateKey,
    hosts: [...new Set([...WECHAT_HOSTS, ...LOOPBACK, ...(everywhere ? [] : [host])])],
  });
  if (!new X509Certificate(certificate).checkIssued(authority)) {
    throw new SandboxError(
      'No certificate for TLS can be issued under ca.pem: it is not the one that the sandbox made. Put that back, or delete the credentials folder to have new ones made',
    );
  }
  return certificate;
}

function subjectOf(certificate: X509Certificate): DistinguishedName {
  const { CN, O, OU, C } = certificate.toLegacyObject().subject as unknown as Readonly<
    Record<string, string | undefined>
  >;
  return {
    commonName: CN ?? '',
    ...(O ? { organization: O } : {}),
    ...(OU ? { organizationalUnit: OU } : {}),
    ...(C ? { country: C } : {}),
  };
}
