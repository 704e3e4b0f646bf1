import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { get } from 'node:https';
import { connect } from 'node:net';
import { before, describe, it } from 'node:test';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import { WECHAT_HOSTS } from '../../src/redirect/wechat-hosts.ts';
import { SandboxError } from '../../src/sandbox/sandbox-error.ts';
import type { Listening } from '../../src/sandbox/transport/listening.ts';
import { between, days, fromGmtText, milliseconds, wallClock } from '../../src/time/index.ts';
import { authority, ca, ended, face, keyPair, type Seen } from './stage.ts';

let server: Listening;
before(async () => {
  server = await face();
});

/** A connection that agreed on a key; rejects where it did not. */
async function shake(options: ConnectionOptions, port = server.port): Promise<TLSSocket> {
  const socket = connectTls({ host: '127.0.0.1', port, ca: ca.certificatePem, ...options });
  await once(socket, 'secureConnect');
  return socket;
}

const fetched = (host: string): Promise<Seen> =>
  new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.port, servername: host, headers: { host }, agent: false };
    get({ ...options, path: '/v3/certificates?a=%20b', ca: ca.certificatePem }, async (answer) => {
      resolve(JSON.parse((await answer.toArray()).join('')) as Seen);
    }).on('error', reject);
  });

describe('TLS of the sandbox', () => {
  for (const host of WECHAT_HOSTS) {
    it(`serves what it is given as ${host}`, async () => {
      assert.deepEqual(await fetched(host), { method: 'GET', url: '/v3/certificates?a=%20b', host, servername: host });
    });
  }

  it('is this machine by name and by address too', async () => {
    for (const host of ['localhost', '127.0.0.1']) (await shake({ host })).destroy();
    const certificate = await presented();
    assert.ok(certificate.checkIP('::1') && certificate.checkIP('127.0.0.1'));
    const elsewhere = await face({ host: '127.0.0.2' });
    (await shake({ host: '127.0.0.2' }, elsewhere.port)).destroy();
    const everywhere = await face({ host: '0.0.0.0' });
    assert.doesNotMatch((await presented(everywhere.port)).subjectAltName ?? '', /0\.0\.0\.0/);
  });

  it('is nobody else', async () => {
    for (const servername of ['pay.weixin.qq.com', 'mch.weixin.qq.com', 'x.api.mch.weixin.qq.com', 'example.com']) {
      await assert.rejects(shake({ servername }), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    }
  });

  it('is not trusted by who does not trust the authority', async () => {
    const servername = 'api.mch.weixin.qq.com';
    const other = authority({ commonName: 'Another' }).certificatePem;
    for (const trusted of [undefined, other]) {
      await assert.rejects(shake({ servername, ca: trusted }), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    }
  });

  it('has a certificate that no client finds too long, and a clock a little behind finds valid', async () => {
    const { validFrom, validTo, keyUsage, ca: isAuthority } = await presented();
    const [from, to] = [fromGmtText(validFrom), fromGmtText(validTo)];
    assert.equal(between(from, to), days(397));
    const age = between(from, wallClock.now());
    assert.ok(age >= days(1) && age < days(1) + 60_000, `valid since ${age} ms`);
    assert.deepEqual(keyUsage, ['1.3.6.1.5.5.7.3.1']); // serverAuth
    assert.equal(isAuthority, false);
  });

  it('speaks TLS 1.2 and 1.3, and nothing older', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const socket = await shake({ servername: 'api.wechatpay.cn', minVersion: version, maxVersion: version });
      assert.equal(socket.getProtocol(), version);
      socket.destroy();
    }
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await assert.rejects(shake({ servername: 'api.wechatpay.cn', ...old }), { code: /TLSV1_ALERT_PROTOCOL_VERSION/ });
  });

  async function presented(port = server.port): Promise<X509Certificate> {
    const socket = await shake({ servername: 'api.mch.weixin.qq.com' }, port);
    const { raw } = socket.getPeerCertificate();
    socket.destroy();
    return new X509Certificate(raw);
  }
});

describe('what is not TLS, or no HTTP in it', () => {
  for (const [what, bytes] of [
    ['plain HTTP', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['noise', Buffer.alloc(4_096, 0xa7)],
    ['a broken ClientHello', Buffer.from('160301000501000001ff', 'hex')],
    ['nothing at all', ''],
  ] as const) {
    it(`${what} ends the connection and no more`, async () => {
      await ended(connect(server.port, '127.0.0.1').end(bytes));
      assert.equal((await fetched('api.wechatpay.cn')).host, 'api.wechatpay.cn');
    });
  }

  it('a reset in the middle of the handshake does no harm', async () => {
    const socket = connect(server.port, '127.0.0.1').on('error', () => {});
    await once(socket, 'connect');
    socket.write(Buffer.from('1603010200010001fc0303', 'hex'));
    socket.resetAndDestroy();
    assert.equal((await fetched('api.wechatpay.cn')).host, 'api.wechatpay.cn');
  });

  it('what is no HTTP is told so', async () => {
    const socket = await shake({ servername: 'api.wechatpay.cn' });
    socket.end('nonsense\r\n\r\n');
    assert.match((await socket.toArray()).join(''), /^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*"PARAM_ERROR"/);
  });

  it('who dawdles over the handshake is shown out', async () => {
    const { port } = await face({ handshakePatience: milliseconds(50) });
    await ended(connect(port, '127.0.0.1'));
  });
});

describe('opening and closing', () => {
  it('a port in use, or one that is none, is said with the option that chooses it', async () => {
    await assert.rejects(face({ port: server.port }), (failure) => {
      assert.ok(failure instanceof SandboxError);
      assert.match(failure.message, /^Port \d+ is in use: choose another with --tls-port, or --tls-port 0/);
      return true;
    });
    await assert.rejects(face({ port: 65_536 }), /65536 cannot be listened on .*--host and --tls-port$/);
    await assert.rejects(face({ host: '203.0.113.1' }), /203\.0\.113\.1:0 cannot be listened on \(EADDRNOTAVAIL\)/);
  });

  it('an authority that is not what it was when the sandbox made it is refused', async () => {
    await assert.rejects(face({ ca: { ...ca, privateKey: keyPair('merchant').privateKey } }), (failure) => {
      assert.ok(failure instanceof SandboxError);
      assert.match(failure.message, /ca\.pem: it is not the one/);
      return true;
    });
  });

  it('closing ends idle, answered and half-open connections at once, and twice is as good as once', async () => {
    const { port, close } = await face({ serve: () => {} });
    const raw = connect(port, '127.0.0.1');
    const idle = await shake({ servername: 'api.wechatpay.cn' }, port);
    const waiting = await shake({ servername: 'api.wechatpay.cn' }, port);
    waiting.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const all = [raw, idle, waiting].map(ended);
    await close();
    await Promise.all(all);
    await close();
    const again = connect(port, '127.0.0.1');
    await assert.rejects(once(again, 'connect'), { code: 'ECONNREFUSED' });
  });
});
