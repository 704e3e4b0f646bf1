import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { examineAnswer, paths, publicKeyFromPem } from '../../src/protocol/index.ts';
import { wireHeaders } from '../../src/protocol/wire.ts';
import { wallClock } from '../../src/time/index.ts';
import type { Answer } from './answer.ts';
import { stage } from './stage.ts';

const on = stage();

/** All that comes back over a bare socket until the other side closes it. */
const overSocket = (sent: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(on.demo.sandbox.url);
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(sent));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
    socket.on('error', reject);
  });

const wireError = (text: string): unknown => {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  assert.match(head, /Content-Type: application\/json/i);
  assert.match(head, new RegExp(`Content-Length: ${Buffer.byteLength(body)}`, 'i'));
  const error = JSON.parse(body) as Record<string, unknown>;
  const told = Object.keys(error).filter((name) => name !== 'detail');
  assert.deepEqual(told, ['code', 'message']);
  return error['code'];
};

const NAMED = 'Accept: */*\r\nUser-Agent: raw\r\n';

describe('the wire over HTTP', () => {
  const signature = async (answer: Answer) => {
    const pem = await readFile(join(on.demo.sandbox.credentials, 'platform_cert.pem'), 'utf8');
    const keys = new Map([[on.demo.merchant.platform_serial_no, publicKeyFromPem(pem)]]);
    return examineAnswer(wireHeaders(answer.headers), Buffer.from(answer.text), keys, wallClock);
  };

  it('answers a signed order, and signs that', async () => {
    const answer = await on.demo.call('POST', paths.order, on.demo.order());
    assert.equal(answer.status, 200);
    assert.match(answer.body.prepay_id, /^wx\d{14}[0-9a-f]{20}$/);
    assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(await signature(answer), 'valid');
  });

  it('keeps Content-Type and signature on the 204 of a close, and sends no Content-Length', async () => {
    const { number } = await on.demo.placed();
    const answer = await on.demo.call('POST', paths.close(number), { mchid: on.demo.merchant.mchid });
    assert.deepEqual([answer.status, answer.text], [204, '']);
    assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(answer.headers['content-length'], undefined);
    assert.equal(await signature(answer), 'valid');
    assert.equal(await on.demo.stateOf(number), 'CLOSED');
  });

  it('takes a target in absolute form for its path and query, whatever the Host header says', async () => {
    const { number } = await on.demo.placed();
    const target = paths.orderByNumber(number, on.demo.merchant.mchid);
    const authorization = on.demo.authorization('GET', target);
    for (const form of ['http://127.0.0.1', 'HTTPS://api.mch.weixin.qq.com:443']) {
      const text = await overSocket(
        `GET ${form}${target} HTTP/1.1\r\nHost: other.example\r\nAuthorization: ${authorization}\r\nConnection: close\r\n\r\n`,
      );
      assert.match(text, /^HTTP\/1\.1 200 /, form);
      assert.match(text, new RegExp(`"out_trade_no":"${number}"`));
    }
  });

  it('takes a control call in absolute form by the host of its target', async () => {
    const call = (form: string): Promise<string> =>
      overSocket(`GET ${form}/sandbox/clock HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    assert.match(await call('http://localhost:1'), /^HTTP\/1\.1 200 /);
    assert.match(await call('http://evil.example'), /^HTTP\/1\.1 403 /);
  });

  it('judges a signature over the bytes that were sent, whatever the content type says', async () => {
    for (const type of [
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      ';;',
    ]) {
      const answer = await on.demo.call('POST', paths.order, on.demo.order(), { 'content-type': type });
      assert.equal(answer.status, 200, type);
    }
    const target = `/v3/pay/transactions/out-trade-no/order-1?mchid=${on.demo.merchant.mchid}&x=%2F%zz`;
    const answer = await on.demo.call('GET', target, undefined, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    assert.notEqual(answer.status, 401);
  });

  it('reads a body that comes in chunks, and one that comes with a GET', async () => {
    const { host } = new URL(on.demo.sandbox.url);
    const chunked = `Host: ${host}\r\n${NAMED}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n`;
    for (const method of ['POST', 'GET']) {
      const target = method === 'POST' ? paths.order : paths.refundByNumber('r1');
      assert.equal(wireError(await overSocket(`${method} ${target} HTTP/1.1\r\n${chunked}`)), 'SIGN_ERROR');
    }
  });

  it('leaves what it does not know to the gateway: other paths, other methods, paths that cannot be decoded', async () => {
    for (const [method, path, status] of [
      ['GET', '/', 404],
      ['GET', '/v3/%ZZ', 404],
      ['GET', '//v3/pay', 404],
      ['GET', '/sandboxes', 404],
      ['POST', '/%73andbox/clock/advance', 404],
      ['GET', '/v3/pay/transactions/out-trade-no/%ZZ?mchid=1', 404],
      ['PUT', paths.order, 405],
      ['PROPFIND', paths.order, 405],
      ['OPTIONS', paths.order, 405],
    ] as const) {
      const answer = await on.demo.ask(path, { method });
      assert.deepEqual([answer.status, answer.text], [status, ''], `${method} ${path}`);
    }
    const head = await on.demo.ask(paths.order, { method: 'HEAD' });
    assert.equal(head.status, 405);
  });

  it('refuses a body that is too large, told beforehand or not, and goes on', async () => {
    const large = Buffer.alloc(3_000_000, 'x');
    const answer = await on.demo.ask(paths.order, { body: large });
    assert.deepEqual(
      [answer.status, Object.keys(answer.body), answer.body.code],
      [413, ['code', 'message'], 'PARAM_ERROR'],
    );
    assert.equal(answer.headers['wechatpay-signature'], undefined);
    const { host } = new URL(on.demo.sandbox.url);
    const head = `POST ${paths.order} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n`;
    const early = await overSocket(`${head}Content-Length: 9999999999\r\n\r\nx`);
    assert.match(early, /^HTTP\/1.1 413 /);
    assert.equal(wireError(early), 'PARAM_ERROR');
    const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
    const late = await overSocket(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}0\r\n\r\n`);
    assert.match(late, /^HTTP\/1.1 413 /);
    assert.equal((await on.demo.call('POST', paths.order, on.demo.order())).status, 200);
  });

  it('answers what is no HTTP', async () => {
    for (const [sent, status] of [
      ['hello\r\n\r\n', 400],
      ['GET /v3/pay HTTP/1.1\r\nBad Header: x\r\n\r\n', 400],
      [`POST ${paths.order} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnot-a-length\r\n`, 400],
      [`POST ${paths.order} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400],
      [`GET /v3/pay HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
    ] as const) {
      const answer = await overSocket(sent);
      assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `), sent.slice(0, 40));
      assert.equal(wireError(answer), 'PARAM_ERROR');
    }
    assert.equal((await on.demo.call('POST', paths.order, on.demo.order())).status, 200);
  });

  it('takes a sender that goes away as nothing', async () => {
    const { hostname, port, host } = new URL(on.demo.sandbox.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(`POST ${paths.order} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\nhalf`, () =>
          socket.resetAndDestroy(),
        );
      });
      socket.on('close', () => resolve());
    });
    assert.equal((await on.demo.call('POST', paths.order, on.demo.order())).status, 200);
  });

  it('changes nothing for a request that is refused', async () => {
    const order = on.demo.order();
    const body = Buffer.from(JSON.stringify(order));
    assert.equal((await on.demo.ask(paths.order, { body })).status, 401);
    assert.equal(
      (await on.demo.ask(paths.order, { body, headers: { authorization: 'WECHATPAY2-SHA256-RSA2048 x' } })).status,
      401,
    );
    assert.equal((await on.demo.control(`/orders/${order.out_trade_no}`)).status, 404);
    const { number } = await on.demo.placed();
    await on.demo.ask(paths.close(number), { body: { mchid: on.demo.merchant.mchid } });
    assert.equal(await on.demo.stateOf(number), 'NOTPAY');
  });

  it('sees an Authorization header that came twice as no good one', async () => {
    const target = paths.refundByNumber('none');
    const { host } = new URL(on.demo.sandbox.url);
    const asked = (times: number): Promise<string> => {
      const authorization = `Authorization: ${on.demo.authorization('GET', target)}\r\n`.repeat(times);
      const head = `Host: ${host}\r\n${NAMED}${authorization}Connection: close`;
      return overSocket(`GET ${target} HTTP/1.1\r\n${head}\r\n\r\n`);
    };
    assert.equal(wireError(await asked(1)), 'RESOURCE_NOT_EXISTS');
    assert.equal(wireError(await asked(2)), 'SIGN_ERROR');
  });

  it('does not insist on a Host, which the control API does', async () => {
    const asked = (path: string): Promise<string> =>
      overSocket(`GET ${path} HTTP/1.1\r\n${NAMED}Connection: close\r\n\r\n`);
    assert.equal(wireError(await asked(paths.refundByNumber('none'))), 'SIGN_ERROR');
    assert.match(await asked('/sandbox/clock'), /^HTTP\/1.1 403 /);
  });
});
