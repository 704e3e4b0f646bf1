import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { TLSSocket } from 'node:tls';
import {
  certificateSerial,
  type DistinguishedName,
  issueCertificate,
  type KeyPair,
  systemEntropy,
} from '../../src/protocol/index.ts';
import type { Listening } from '../../src/sandbox/transport/listening.ts';
import type { Issuer } from '../../src/sandbox/transport/server-certificate.ts';
import { type TlsFaceOptions, tlsFace } from '../../src/sandbox/transport/tls-face.ts';
import { publishedKeys } from '../../src/targets/mock/published-keys.ts';
import { days, plus, wallClock } from '../../src/time/index.ts';

export const keyPair = (name: keyof typeof publishedKeys): KeyPair => {
  const privateKey = createPrivateKey({ key: { ...publishedKeys[name] }, format: 'jwk' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
};

const opened: (() => Promise<unknown>)[] = [];
// A hook that is set while a test runs is that test's own: what is opened here lasts as long as the file's tests.
after(() => Promise.all(opened.map((close) => close())));
/** Has `close` called when the file's tests are through. */
export const closedAtTheEnd = (close: () => Promise<unknown>): void => void opened.push(close);

const caKey = keyPair('platformCertificate');
const serverKey = keyPair('stranger');

/** An authority of that name. All have the same key. */
export function authority(subject: DistinguishedName): Issuer {
  const now = wallClock.now();
  const certificatePem = issueCertificate({
    subject,
    publicKey: caKey.publicKey,
    serialNo: certificateSerial(systemEntropy),
    notBefore: now,
    notAfter: plus(now, days(1)),
    issuerKey: caKey.privateKey,
    ca: true,
  });
  return { certificatePem, privateKey: caKey.privateKey };
}

export const ca = authority({
  commonName: 'CA of a test',
  organization: 'Tests',
  organizationalUnit: 'TLS',
  country: 'CN',
});

/** What the server of these tests saw of a request. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly host: string;
  /** What TLS was told; false or null where it was told nothing. */
  readonly servername: string | false | null;
}

export const serve: RequestListener = (request, answer) => {
  const { servername } = request.socket as TLSSocket;
  const { method = '', url = '', headers } = request;
  answer.setHeader('content-type', 'application/json');
  answer.end(JSON.stringify({ method, url, host: headers.host ?? '', servername } satisfies Seen));
};

/** A TLS face that is closed when the file's tests are through. */
export async function face(options: Partial<TlsFaceOptions> = {}): Promise<Listening> {
  const listening = await tlsFace({
    ca,
    key: serverKey,
    clock: wallClock,
    entropy: systemEntropy,
    serve,
    host: '127.0.0.1',
    port: 0,
    ...options,
  });
  closedAtTheEnd(listening.close);
  return listening;
}

/** The authority's certificate as a file, gone when the file's tests are. */
export async function caFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'transport-test-'));
  closedAtTheEnd(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'ca.pem');
  await writeFile(path, ca.certificatePem);
  return path;
}

/** Resolves when the connection is at its end, however it came to it. */
export const ended = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket
      .on('error', () => {})
      .once('close', () => resolve())
      .resume();
  });
