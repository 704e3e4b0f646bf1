import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { ANSWER_FAULTS, type AnswerFault } from '../../src/gateway/faults.ts';
import { paths } from '../../src/protocol/index.ts';
import { stopwatch } from '../../src/time/index.ts';
import type { Answer } from './answer.ts';
import type { Demo } from './demo.ts';
import { stage } from './stage.ts';

const on = stage();
const strike = (fault: AnswerFault, subject = 'POST *', shop: Demo = on.demo) =>
  shop.control('/faults', { body: { on: subject, fault, times: 1 } });
const query = (number: string, headers = {}): Promise<Answer> =>
  on.demo.call('GET', paths.orderByNumber(number, on.demo.merchant.mchid), undefined, headers);
const exists = async (number: string): Promise<boolean> => (await on.demo.control(`/orders/${number}`)).status === 200;

/** An order as it goes out, and what came back over a bare socket until it was closed. */
async function overSocket(number: string): Promise<{ readonly head: string; readonly body: string }> {
  const { hostname, port, host } = new URL(on.demo.sandbox.url);
  const body = JSON.stringify(on.demo.order({ out_trade_no: number }));
  const authorization = on.demo.authorization('POST', paths.order, Buffer.from(body));
  const headers = [`Host: ${host}`, `Authorization: ${authorization}`, `Content-Length: ${Buffer.byteLength(body)}`];
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => {}); // a reset is one
  socket.write(`POST ${paths.order} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`);
  await once(socket, 'close').catch(() => {});
  const [head = '', rest = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n');
  return { head, body: rest };
}

describe('an answer over HTTP that is struck by', () => {
  for (const [fault, status, code] of [
    ['error-500', 500, 'SYSTEM_ERROR'],
    ['rate-limit', 429, 'FREQUENCY_LIMITED'],
  ] as const) {
    it(`${fault} is signed, and has no effect`, async () => {
      await strike(fault);
      const order = on.demo.order();
      const answer = await on.demo.call('POST', paths.order, order);
      assert.deepEqual([answer.status, answer.body.code, on.demo.signatureOf(answer)], [status, code, 'valid']);
      assert.equal(await exists(order.out_trade_no), false);
      assert.equal((await on.demo.call('POST', paths.order, order)).status, 200);
    });
  }

  for (const [fault, stands] of [
    ['reset-before', false],
    ['reset-after', true],
  ] as const) {
    it(`${fault} does not come, and its effect ${stands ? 'stands' : 'does not'}`, async () => {
      await strike(fault);
      assert.deepEqual(await overSocket('order-reset'), { head: '', body: '' });
      assert.equal(await exists('order-reset'), stands);
      await strike(fault);
      const failure = await on.demo.call('POST', paths.order, on.demo.order()).catch((error: unknown) => error);
      assert.match(String((failure as { code?: unknown }).code), /ECONNRESET|UND_ERR_SOCKET/);
      assert.equal((await on.demo.call('POST', paths.order, on.demo.order())).status, 200);
    });
  }

  it('truncated has a Content-Length that is longer than what comes, and the effect stands', async () => {
    await strike('truncated');
    const { head, body } = await overSocket('order-truncated');
    assert.match(head, /^HTTP\/1.1 200 OK/);
    const told = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
    assert.ok(body.length > 0 && body.length < told, `${body.length} of ${told} bytes came`);
    assert.equal(body.length, told >> 1);
    assert.match(head, /^wechatpay-signature: /im);
    assert.throws(() => JSON.parse(body));
    assert.equal(await exists('order-truncated'), true);
    await strike('truncated');
    await assert.rejects(on.demo.call('POST', paths.order, on.demo.order()));
  });

  it('truncated comes whole where there is no body to cut', async () => {
    const { number } = await on.demo.placed();
    await strike('truncated');
    const answer = await on.demo.call('POST', paths.close(number), { mchid: on.demo.merchant.mchid });
    assert.deepEqual([answer.status, on.demo.signatureOf(answer)], [204, 'valid']);
  });

  it('slow does not come soon; nothing waits for it once the caller has gone', async () => {
    await strike('slow');
    const { hostname, port, host } = new URL(on.demo.sandbox.url);
    const took = stopwatch();
    const body = JSON.stringify(on.demo.order({ out_trade_no: 'order-slow' }));
    const authorization = on.demo.authorization('POST', paths.order, Buffer.from(body));
    const socket = connect(Number(port), hostname);
    let came = 0;
    socket.on('data', (chunk: Buffer) => {
      came += chunk.length;
    });
    socket.write(
      `POST ${paths.order} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${authorization}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    while (!(await exists('order-slow'))) assert.ok(took() < 10_000, 'the order was never placed');
    assert.equal(came, 0);
    socket.destroy();
    assert.equal((await query('order-slow')).body.trade_state, 'NOTPAY');
    await on.demo.close();
    assert.ok(took() < 11_500, 'the sandbox waited for a caller that had gone');
  });

  for (const [fault, finding] of [
    ['unsigned', 'absent'],
    ['wrong-signature', 'wrong'],
    ['probe', 'wrong'],
    ['probe-not-base64', 'wrong'],
    ['stale', 'stale'],
    ['unknown-serial', 'unknown-serial'],
    ['tampered-success', 'wrong'],
  ] as const) {
    it(`${fault} is ${finding}, and the next one is right`, async () => {
      const { number } = await on.demo.placed();
      await strike(fault, 'GET *');
      const answer = await query(number);
      assert.deepEqual([answer.status, on.demo.signatureOf(answer)], [200, finding]);
      assert.equal(answer.body.trade_state, fault === 'tampered-success' ? 'SUCCESS' : 'NOTPAY');
      const next = await query(number);
      assert.deepEqual([next.body.trade_state, on.demo.signatureOf(next)], ['NOTPAY', 'valid']);
    });
  }

  it('a fault of another merchant, of another path or of another method is right', async () => {
    const other = await on.demo.another();
    await strike('error-500', 'POST *', other);
    await strike('error-500', 'GET /v3/refund/*');
    await strike('error-500', `GET ${paths.order}`);
    const { number } = await on.demo.placed();
    assert.equal((await query(number)).status, 200);
    assert.equal((await on.demo.control('/faults')).list.length, 2);
    assert.equal((await other.call('POST', paths.order, other.order())).status, 500);
  });
});

describe('the header Wechatpay-Negative-Test', () => {
  const header = (fault: string) => ({ 'Wechatpay-Negative-Test': fault });

  it('strikes the call that carries it, and that one only', async () => {
    const { number } = await on.demo.placed();
    for (const fault of ['error-500', 'rate-limit'] as const) {
      assert.equal((await query(number, header(fault))).status, fault === 'rate-limit' ? 429 : 500);
      assert.equal((await query(number)).status, 200);
    }
    const tampered = await query(number, header('tampered-success'));
    assert.deepEqual([tampered.body.trade_state, on.demo.signatureOf(tampered)], ['SUCCESS', 'wrong']);
    await assert.rejects(query(number, header('reset-before')));
    await assert.rejects(query(number, header('truncated')));
    assert.deepEqual((await on.demo.control('/faults')).list, []);
  });

  it('knows every fault of answers', async () => {
    for (const fault of ANSWER_FAULTS.filter((name) => !['slow', 'other-message'].includes(name))) {
      const { number } = await on.demo.placed();
      const came = await query(number, header(fault)).catch(() => undefined);
      const right = came?.status === 200 && on.demo.signatureOf(came) === 'valid';
      assert.equal(right, false, fault);
    }
  });

  it('goes before what is set, and uses none of it up', async () => {
    const { number } = await on.demo.placed();
    await strike('rate-limit', 'GET *');
    assert.equal((await query(number, header('error-500'))).status, 500);
    assert.equal((await query(number)).status, 429);
    assert.equal((await query(number)).status, 200);
  });

  it('with a name that there is not is refused with those that there are, and has no effect', async () => {
    for (const name of ['late', 'error_500', '', 'ERROR-500', 'constructor']) {
      const order = on.demo.order();
      const answer = await on.demo.call('POST', paths.order, order, header(name));
      assert.deepEqual([answer.status, answer.body.code, on.demo.signatureOf(answer)], [400, 'PARAM_ERROR', 'valid']);
      for (const fault of ANSWER_FAULTS) assert.ok(answer.body.message.includes(fault), fault);
      assert.equal(await exists(order.out_trade_no), false);
    }
  });

  it('does nothing for who has not signed', async () => {
    const answer = await on.demo.ask(paths.order, { body: '{}', headers: header('rate-limit') });
    assert.deepEqual([answer.status, answer.body.code], [401, 'SIGN_ERROR']);
  });
});
