import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { Agent } from 'undici';
import { roundTrip } from '../../src/protocol/round-trip.ts';
import { milliseconds, seconds } from '../../src/time/index.ts';

/** Sends one request over a real connection to a server that answers so. */
async function over(serve: (asked: IncomingMessage, answer: ServerResponse) => void, answerTime = seconds(5)) {
  const server = createServer(serve);
  const way = new Agent();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a%2Fb?c=%20d`;
  try {
    const headers = { 'x-two': 'words' };
    return await roundTrip(way, { method: 'POST', url, headers, body: Buffer.from('{"a":"中"}'), answerTime });
  } finally {
    await way.destroy();
    server.closeAllConnections();
    server.close();
  }
}

describe('a round trip', () => {
  it('brings the request to the server as it is, and the whole answer back', async () => {
    let seen: readonly unknown[] = [];
    const answer = await over(async (asked, answering) => {
      let body = '';
      for await (const chunk of asked) body += String(chunk);
      seen = [asked.method, asked.url, asked.headers['x-two'], asked.headers['content-length'], body];
      answering.writeProcessing();
      answering.writeHead(201, { 'X-A': ['b', 'c'] });
      answering.write('中');
      answering.end('文');
    });
    assert.deepEqual(seen, ['POST', '/a%2Fb?c=%20d', 'words', '11', '{"a":"中"}']);
    assert.deepEqual([answer.status, answer.headers['x-a'], answer.body.toString()], [201, 'b, c', '中文']);
  });

  it('rejects where the connection ends without an answer, or in the middle of one', async () => {
    await assert.rejects(
      over((asked) => asked.socket.destroy()),
      { code: 'UND_ERR_SOCKET' },
    );
    const broken = over((asked, answering) => {
      answering.writeHead(200, { 'content-length': '7' });
      answering.write('{"a"', () => asked.socket.destroy());
    });
    await assert.rejects(broken, { code: 'UND_ERR_SOCKET' });
  });

  it('rejects where the answer takes too long', async () => {
    await assert.rejects(
      over(() => {}, milliseconds(1)),
      { code: 'UND_ERR_HEADERS_TIMEOUT' },
    );
  });

  it('rejects what is no URL of the web', async () => {
    const way = new Agent();
    for (const url of ['no url', 'ftp://shop.example/'])
      await assert.rejects(roundTrip(way, { method: 'GET', url, headers: {}, answerTime: seconds(1) }), Error, url);
    await way.destroy();
  });
});
