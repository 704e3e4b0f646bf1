import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { privateKeyPem } from '../../protocol/index.ts';
import { type Duration, seconds } from '../../time/index.ts';
import { answerUnreadable } from '../wire/unreadable.ts';
import { falseFace, type Visit } from './false-face.ts';
import { closer, type Listening, listen } from './listening.ts';
import {
  type CertificateParts,
  otherNamesCertificate,
  serverCertificate,
  untrustedCertificate,
} from './server-certificate.ts';

export interface TlsFaceOptions extends CertificateParts {
  readonly serve: RequestListener;
  /** 0 picks a free one. */
  readonly port: number;
  /** Hears of every connection, before a key is agreed on. */
  readonly connected?: () => void;
  /** How long a client may take to agree on a key. */
  readonly handshakePatience?: Duration;
}

/** Longer than clients keep connections that they mean to use again: else one is closed under a request. */
const KEEP_ALIVE = seconds(72);

/** A TLS port that can show a certificate which is not to be trusted. */
export interface TlsFace extends Listening {
  /** Ends every connection; whoever connects from now on meets such a certificate, and is answered nothing. */
  impersonate(certificate: 'untrusted' | 'other-name', heard: (visit: Visit) => void): void;
  /** Shows the right certificate again. No connection to the other is left. */
  comeBack(): Promise<void>;
}

/**
 * Serves what the plain port serves over TLS, under a certificate for all of WeChat Pay's names, so that an SDK finds the
 * sandbox under the name that is built into it. Throws a SandboxError where the port cannot be had or the authority
 * cannot issue.
 */
export async function tlsFace(options: TlsFaceOptions): Promise<TlsFace> {
  const { key, serve, host, port, connected, handshakePatience = seconds(10) } = options;
  const keyPem = privateKeyPem(key.privateKey);
  const cert = serverCertificate(options);
  const server = createServer(
    {
      key: keyPem,
      cert,
      minVersion: 'TLSv1.2',
      handshakeTimeout: handshakePatience,
      keepAliveTimeout: KEEP_ALIVE,
      requireHostHeader: false, // as on the plain port: what lacks is the gateway's to judge
    },
    (incoming, outgoing) => {
      if (!face.takes(incoming)) serve(incoming, outgoing);
    },
  );
  const face = falseFace(server, keyPem, cert);
  server.on('clientError', endUnreadable);
  if (connected) server.on('connection', connected);
  const close = closer(server);
  const falseOnes = { untrusted: untrustedCertificate, 'other-name': otherNamesCertificate } as const;
  return {
    port: await listen(server, host, port, '--tls-port'),
    close,
    impersonate: (certificate, heard) => face.show(falseOnes[certificate](options), heard),
    comeBack: () => face.drop(),
  };
}

/** What came over TLS and is no HTTP has an answer; what is not TLS has none. */
function endUnreadable(failure: Error & { readonly code?: string }, socket: Socket): void {
  if (/^(?:HPE|ERR_HTTP)_/.test(failure.code ?? '')) answerUnreadable(failure, socket);
  else socket.destroy();
}
