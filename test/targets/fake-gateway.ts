import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { privateKeyPem, publicKeyPem } from '../../src/protocol/certificates.ts';
import { publishedKeys } from '../../src/targets/mock/published-keys.ts';

export interface FakeGateway {
  readonly url: string;
  /** `METHOD target` of every request that came. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

/** Whatever is at this URL answers as it is told to. It ends with the file of tests. */
export async function fakeGateway(
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): Promise<FakeGateway> {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    incoming.resume();
    answer(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  after(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}

export const json = (outgoing: ServerResponse, status: number, body: unknown): void => {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const pair = (name: keyof typeof publishedKeys) => {
  const privateKey = createPrivateKey({ key: { ...publishedKeys[name] }, format: 'jwk' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
};

export const MERCHANT_FILE = {
  mchid: '1900000109',
  appid: 'wxd678efh567hg6787',
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  serial_no: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C',
  apiv3_key: 'PublishedKeyThatProtectsNothing0',
  public_key_id: 'PUB_KEY_ID_0119000001092026010100000000000001',
};

export const PEM_FILES = {
  'apiclient_key.pem': privateKeyPem(pair('merchant').privateKey),
  'pub_key.pem': publicKeyPem(pair('platformPublicKey').publicKey),
};

/** A folder with those files, gone when the tests of the file are. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-credentials-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

export const credentialsFolder = (): string =>
  folderOf({ ...PEM_FILES, 'merchant.json': JSON.stringify(MERCHANT_FILE) });
