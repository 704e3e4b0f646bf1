/** The least that a gateway of this wire does: node:http, one RSA verification, one RSA signature. node --import tsx bench/bare-server.ts FOLDER. Prints its port. */
import { createPrivateKey, createPublicKey, type JsonWebKey, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const folder = process.argv[2] ?? '';
const file = (name: string): string => readFileSync(join(folder, name), 'utf8');
const merchantKey = createPublicKey(file('apiclient_cert.pem'));
const keys = JSON.parse(file('sandbox-keys.json')) as Readonly<Record<string, JsonWebKey>>;
const platformKey = createPrivateKey({ key: keys['platform_certificate'] ?? {}, format: 'jwk' });
const answer = JSON.stringify({ prepay_id: `wx${'0'.repeat(34)}` });

const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const items = new Map(
      Array.from((incoming.headers.authorization ?? '').matchAll(/(\w+)="([^"]+)"/g), ([, name, value]) => [
        name ?? '',
        value ?? '',
      ]),
    );
    const message = `${incoming.method}\n${incoming.url}\n${items.get('timestamp')}\n${items.get('nonce_str')}\n${Buffer.concat(chunks)}\n`;
    const signature = Buffer.from(items.get('signature') ?? '', 'base64');
    if (!verify('sha256', Buffer.from(message), merchantKey, signature)) {
      outgoing.writeHead(401).end();
      return;
    }
    const timestamp = items.get('timestamp') ?? '';
    const nonce = items.get('nonce_str') ?? '';
    outgoing.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(answer.length),
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': sign('sha256', Buffer.from(`${timestamp}\n${nonce}\n${answer}\n`), platformKey).toString(
        'base64',
      ),
    });
    outgoing.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
