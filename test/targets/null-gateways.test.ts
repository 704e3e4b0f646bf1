import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import type { Judgement, RuleVerdict } from '../../src/judge/judgement.ts';
import { seededEntropy } from '../../src/protocol/entropy.ts';
import { SubjectError } from '../../src/targets/subject-error.ts';
import { stopwatch } from '../../src/time/index.ts';
import { credentialsFolder, fakeGateway, json } from './fake-gateway.ts';
import { judgeGateway } from './gateway-run.ts';

type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** Has a control API that says what such a one says, and behind it nothing. */
const hollow: Answer = ({ method, url = '' }, outgoing) => {
  const path = url.split('?', 1)[0] ?? '';
  const now = '2026-01-15T10:00:00+08:00';
  const refusal = { error: { code: 'invalid_request', message: 'no' } };
  switch (`${method} ${path}`) {
    case 'GET /sandbox/clock':
      return json(outgoing, 200, { now, mode: 'frozen' });
    case 'POST /sandbox/clock/advance':
      return json(outgoing, 200, { now, fired: 0 });
    case 'GET /sandbox/notifications':
    case 'GET /sandbox/faults':
      return json(outgoing, 200, []);
    case 'POST /sandbox/cashier':
      return json(outgoing, 400, refusal);
    default:
      return json(outgoing, path.endsWith('/settle') ? 400 : 404, refusal);
  }
};

/** JSON of all the names that a right gateway answers with, and values that mean nothing. */
const chance = seededEntropy('anything');
const anything = (): unknown => {
  const values = [null, 1, 'x', true, [], {}, 'SUCCESS', chance(16).toString('hex')];
  const names = ['prepay_id', 'out_trade_no', 'trade_state', 'status', 'code', 'data', 'now', 'mode', 'errMsg'];
  return Object.fromEntries(names.map((name) => [name, values[(chance(1)[0] ?? 0) % values.length]]));
};

const nullGateways: Readonly<Record<string, Answer>> = {
  'always 404': (_incoming, outgoing) => json(outgoing, 404, { code: 'RESOURCE_NOT_EXISTS', message: '' }),
  'always 404 ORDER_NOT_EXIST': (_incoming, outgoing) => json(outgoing, 404, { code: 'ORDER_NOT_EXIST', message: '' }),
  'always 401': (_incoming, outgoing) => json(outgoing, 401, { code: 'SIGN_ERROR', message: '' }),
  'always 400': (_incoming, outgoing) => json(outgoing, 400, { code: 'PARAM_ERROR', message: '' }),
  'always 500': (_incoming, outgoing) => json(outgoing, 500, { code: 'SYSTEM_ERROR', message: '' }),
  'always {}': (_incoming, outgoing) => json(outgoing, 200, {}),
  'always 204': (_incoming, outgoing) => outgoing.writeHead(204).end(),
  'always elsewhere': (_incoming, outgoing) => outgoing.writeHead(302, { location: '/' }).end(),
  'with what it was sent': (incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-type': incoming.headers['content-type'] ?? 'application/json' });
    incoming.pipe(outgoing);
  },
  'JSON by chance': (_incoming, outgoing) => json(outgoing, 200, anything()),
  'nothing but closed connections, after a look at its clock': ({ url = '', socket }, outgoing) =>
    url.startsWith('/sandbox') ? json(outgoing, 404, {}) : void socket.destroy(),
  'with a hollow control API': hollow,
};

const verdictsOf = ({ rules }: Judgement): ReadonlySet<RuleVerdict> => new Set(rules.map(({ verdict }) => verdict));
const of = (url: string, patience = 2_000) => ({ url, credentials: credentialsFolder(), patience });

describe('a gateway that does nothing earns not one pass, and no failure of the kit', () => {
  for (const [name, answer] of Object.entries(nullGateways)) {
    it(`where it answers ${name}`, async () => {
      const { url } = await fakeGateway(answer);
      const judgement = await judgeGateway(of(url));
      const earned = judgement.rules.filter(({ verdict }) => verdict === 'pass' || verdict === 'error');
      assert.ok(judgement.rules.length > 30);
      assert.deepEqual(
        earned.map(({ rule, verdict }) => [rule.id, verdict]),
        [],
      );
    });
  }

  it('where it closes every connection it is not reached at all', async () => {
    const { url } = await fakeGateway(({ socket }) => socket.destroy());
    await assert.rejects(judgeGateway(of(url)), (failure: unknown) => {
      assert.ok(failure instanceof SubjectError);
      assert.equal(failure.kind, 'unreachable');
      return true;
    });
  });

  it('where it never answers: all is inconclusive, in bounded time', async () => {
    const { url, asked } = await fakeGateway(() => {});
    const elapsed = stopwatch();
    const judgement = await judgeGateway(of(url, 300));
    assert.deepEqual([...verdictsOf(judgement)], ['inconclusive']);
    assert.ok(asked.length <= 3, `it was asked ${asked.length} times`);
    assert.ok(elapsed() < 60_000);
  });
});
