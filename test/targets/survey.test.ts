import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, describe, it } from 'node:test';
import { Agent } from 'undici';
import { GATEWAY_CAPABILITIES as CAPABILITIES, type GatewayCapability as Capability } from '../../src/actors/index.ts';
import { ControlClient } from '../../src/targets/remote/control-client.ts';
import { type Survey, survey } from '../../src/targets/remote/survey.ts';
import { SubjectError } from '../../src/targets/subject-error.ts';
import { seconds } from '../../src/time/index.ts';
import { fakeGateway, json } from './fake-gateway.ts';

const NOW = '2026-01-15T10:00:00+08:00';
const refusal = (code: string) => ({ error: { code, message: 'no' } });

type Routes = Readonly<Record<string, readonly [status: number, body: unknown]>>;

/** The length of an empty object. */
const EMPTY = 2;

/** Every call of a control API, as ours answers a probe. */
const WHOLE: Routes = {
  'GET /sandbox/clock': [200, { now: NOW, mode: 'frozen' }],
  'POST /sandbox/clock/advance': [200, { now: NOW, fired: 0 }],
  'POST /sandbox/merchants': [200, { mchid: '1640000001' }],
  'POST /sandbox/cashier': [400, refusal('invalid_request')],
  'POST /sandbox/cashier with coupons': [200, { errMsg: 'requestPayment:fail (no)' }],
  'POST /sandbox/refunds/0/settle': [400, refusal('invalid_request')],
  'GET /sandbox/notifications': [200, []],
  'GET /sandbox/faults': [200, []],
  'PATCH /sandbox/merchants/1640000001': [200, { certificate: 'valid', keyMode: 'both', balance: 1_000_000_000 }],
};

const agent = new Agent();
after(() => agent.destroy());

async function surveyed(routes: Routes, token?: string): Promise<Survey & { asked: readonly string[] }> {
  const { url, asked } = await fakeGateway((incoming: IncomingMessage, outgoing: ServerResponse) => {
    const call = `${incoming.method} ${(incoming.url ?? '').split('?', 1)[0]}`;
    const isFull = call === 'POST /sandbox/cashier' && Number(incoming.headers['content-length']) > EMPTY;
    const [status, body] = routes[isFull ? `${call} with coupons` : call] ?? [404, refusal('not_found')];
    if (token !== undefined && incoming.headers.authorization !== `Bearer ${token}`)
      return json(outgoing, 401, refusal('unauthorized'));
    json(outgoing, status, body);
  });
  const client = new ControlClient({
    url,
    connections: agent,
    patience: seconds(30),
    ...(token ? { token } : {}),
  });
  return { ...(await survey(url, client, '1900000109')), asked };
}

const without = (call: string): Routes => Object.fromEntries(Object.entries(WHOLE).filter(([name]) => name !== call));
const sorted = (capabilities: ReadonlySet<Capability>): readonly Capability[] => [...capabilities].sort();

describe('a survey of a control API', () => {
  it('finds everything where everything is, asking about a merchant of its own', async () => {
    const { capabilities, ownMerchants, canSettle, asked } = await surveyed(WHOLE);
    assert.deepEqual(sorted(capabilities), [...CAPABILITIES].sort());
    assert.deepEqual([ownMerchants, canSettle], [true, true]);
    for (const call of asked.filter((one) => !/clock$|merchants$/.test(one)))
      assert.match(call, /mchid=1640000001/, `${call} is about another's merchant`);
  });

  const missing: readonly (readonly [call: string, ...gone: readonly Capability[]])[] = [
    ['POST /sandbox/clock/advance', 'clock'],
    ['POST /sandbox/cashier', 'payer'],
    ['GET /sandbox/faults', 'faults'],
    ['GET /sandbox/notifications', 'notifications'],
    ['POST /sandbox/refunds/0/settle', 'refund-settlement'],
    ['POST /sandbox/cashier with coupons', 'coupons'],
    ['PATCH /sandbox/merchants/1640000001', 'certificates', 'platform-keys', 'balance'],
  ];
  for (const [call, ...gone] of missing) {
    it(`misses ${gone.join(' and ')} where there is no ${call}, and says why`, async () => {
      const { capabilities, whyNot } = await surveyed(without(call));
      assert.deepEqual(sorted(capabilities), CAPABILITIES.filter((name) => !gone.includes(name)).sort());
      assert.deepEqual([...whyNot.keys()], gone);
      for (const name of gone) assert.ok(whyNot.get(name)?.includes(call.split(' ')[1] ?? '?'), whyNot.get(name));
    });
  }

  it('leaves the clock and the answers of a merchant alone that is not its own', async () => {
    const { capabilities, whyNot, ownMerchants, canSettle, asked } = await surveyed(without('POST /sandbox/merchants'));
    assert.deepEqual(sorted(capabilities), ['coupons', 'notifications', 'payer', 'refund-settlement']);
    assert.deepEqual([ownMerchants, canSettle], [false, true]);
    assert.match(whyNot.get('clock') ?? '', /no merchant of its own .*POST .*\/sandbox\/merchants/);
    assert.ok(!asked.some((call) => call.startsWith('PATCH')), 'the certificate of another is left alone');
    assert.ok(asked.includes('POST /sandbox/clock/advance?mchid=1900000109'));
  });

  it('takes no clock for one that can be turned to an edge where it flows by itself', async () => {
    const { capabilities } = await surveyed({ ...WHOLE, 'GET /sandbox/clock': [200, { now: NOW, mode: 'flowing' }] });
    assert.ok(!capabilities.has('clock') && capabilities.has('payer'));
  });

  for (const [what, answer] of Object.entries({
    'HTTP 404': [404, {}],
    'HTTP 500': [500, {}],
    'HTTP 302': [302, {}],
    'another shape': [200, {}],
    'another shape again': [200, { now: 'today', mode: 'frozen' }],
  } as const)) {
    it(`finds no control API where the clock is answered with ${what}`, async () => {
      const { capabilities, whyNot, asked } = await surveyed({ ...WHOLE, 'GET /sandbox/clock': answer });
      assert.deepEqual([...capabilities], []);
      assert.deepEqual([...whyNot.keys()], [...CAPABILITIES]);
      assert.match(
        whyNot.get('clock') ?? '',
        /^this gateway has no control API \(GET http.*\/sandbox\/clock was answered /,
      );
      assert.deepEqual(asked, ['GET /sandbox/clock']);
    });
  }

  it('shows the token where it has one, and asks for it where it has none', async () => {
    assert.equal((await surveyed(WHOLE, 'a-token')).ownMerchants, true);
    for (const [status, code, mend] of [
      [401, 'unauthorized', /WECHATPAY_CONTROL_TOKEN/],
      [403, 'forbidden', /a loopback address/],
    ] as const) {
      const { url } = await fakeGateway((_incoming, outgoing) => json(outgoing, status, refusal(code)));
      const client = new ControlClient({ url, connections: agent, patience: seconds(30) });
      await assert.rejects(survey(url, client, '1'), (failure: unknown) => {
        assert.ok(failure instanceof SubjectError && failure.kind === 'configuration');
        assert.match(failure.message, mend);
        return true;
      });
    }
  });

  it('finds nobody where nobody is', async () => {
    const { url, close } = await fakeGateway(() => {});
    await close();
    const client = new ControlClient({ url, connections: agent, patience: seconds(30) });
    await assert.rejects(survey(url, client, '1'), (failure: unknown) => {
      assert.ok(failure instanceof SubjectError && failure.kind === 'unreachable');
      assert.match(failure.message, new RegExp(`No gateway can be reached at ${url}.*refused`));
      return true;
    });
  });
});
