import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, takeAnswers } from './answers.ts';
import type { Look } from './books.ts';
import type { Part, Probe } from './draft.ts';
import { memoryComplaints } from './memory.ts';
import { complaints } from './oracles.ts';

const WIRE = { method: 'POST', target: '/v3/pay/transactions/jsapi', signing: 'not' } as const;
const CONTROL = { method: 'POST', target: '/sandbox/faults', signing: 'not' } as const;
const still: Look = { digest: 'a', clocks: [], now: 1_000, offset: 0, faults: [] };

const probe = (...parts: readonly Part[]): Probe => ({
  bytes: Buffer.alloc(0),
  parts,
  exact: true,
  ending: 'await',
  shares: true,
});
const answer = (status: number, body: unknown = '', type = 'application/json'): Answer => ({
  status,
  headers: new Map([['content-type', type]]),
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const wireError = { code: 'SIGN_ERROR', message: 'no' };
const controlError = { error: wireError };
const judged = (part: Part, given: Answer, after: Partial<Look> = {}, before: Partial<Look> = {}) =>
  complaints(probe(part), { answers: [given], ended: 'open' }, { ...still, ...before }, { ...still, ...after });

describe('the judge of fuzzed requests', () => {
  it('lets pass what is right', () => {
    assert.deepEqual(judged(WIRE, answer(401, wireError)), []);
    assert.deepEqual(judged(WIRE, answer(404)), []);
    assert.deepEqual(judged({ ...WIRE, signing: 'right' }, answer(200, {}), { digest: 'b' }), []);
    assert.deepEqual(judged(CONTROL, answer(400, controlError)), []);
    assert.deepEqual(judged({ ...CONTROL, method: 'HEAD' }, answer(404)), []);
    assert.deepEqual(judged(WIRE, answer(500, wireError), {}, { faults: ['fault-1 error-500'] }), []);
    assert.deepEqual(judged(WIRE, answer(401, wireError), { digest: 'b' }, { due: 999 }), []);
  });

  for (const [name, found] of [
    ['a 500 that nobody asked for', judged(WIRE, answer(500, wireError))],
    [
      'another 5xx than the one that was asked for',
      judged(WIRE, answer(502, wireError), {}, { faults: ['f error-500'] }),
    ],
    ['a success without a signature', judged(WIRE, answer(200, {}))],
    ['an error of the wire without a body', judged(WIRE, answer(401))],
    ['an error of the wire without a code', judged(WIRE, answer(401, { message: 'no' }))],
    ['an error in the form of the other face', judged(WIRE, answer(401, controlError))],
    ['a control error in the form of the wire', judged(CONTROL, answer(400, wireError))],
    ['a control error without a body', judged(CONTROL, answer(404))],
    ['an error that is not said to be JSON', judged(WIRE, answer(401, wireError, 'text/html'))],
    ['another status than the one that must come', judged({ ...WIRE, status: 413 }, answer(401, wireError))],
    ['books changed by what was refused', judged(WIRE, answer(401, wireError), { digest: 'b' })],
    ['a clock moved by what was refused', judged(CONTROL, answer(400, controlError), { offset: 60_000 })],
    ['a fault set by what was refused', judged(CONTROL, answer(400, controlError), { faults: ['fault-1 probe'] })],
    ['silence', complaints(probe(WIRE), { answers: [], ended: 'silent' }, still, still)],
    [
      'a connection that is closed without an answer',
      complaints(probe(WIRE), { answers: [], ended: 'closed' }, still, still),
    ],
    [
      'one answer to two requests',
      complaints(probe(WIRE, WIRE), { answers: [answer(401, wireError)], ended: 'closed' }, still, still),
    ],
    ['what is no HTTP', complaints(probe(WIRE), { answers: [answer(404)], ended: 'open', garbage: 'x' }, still, still)],
  ] as const) {
    it(`finds ${name}`, () => assert.ok(found.length > 0));
  }

  it('finds memory that grows', () => {
    const quarter = { rss: 0, heapUsed: 0, arrayBuffers: 0 };
    assert.deepEqual(memoryComplaints([quarter, { rss: 1e6, heapUsed: 1e6, arrayBuffers: 1e6 }]), []);
    assert.equal(memoryComplaints([quarter, { rss: 1e9, heapUsed: 1e9, arrayBuffers: 1e9 }]).length, 3);
  });
});

describe('the reader of answers', () => {
  it('takes them apart, whatever says where they end', () => {
    const bytes = Buffer.from(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 204 No Content\r\n\r\n' +
        'HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\nHTTP/1.1 2',
    );
    const { answers, rest } = takeAnswers(bytes, ['GET', 'POST', 'HEAD', 'GET']);
    assert.deepEqual(
      answers.map(({ status, body }) => `${status} ${body}`),
      ['200 {}', '204 ', '404 ', '200 a'],
    );
    assert.equal(rest.toString(), 'HTTP/1.1 2');
    assert.throws(() => takeAnswers(Buffer.from('hello\r\n\r\n'), []), /begins with "hello"/);
  });
});
