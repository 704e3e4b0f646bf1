import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ProxyAgent, request } from 'undici';
import type { RuleJudgement } from '../../src/judge/judgement.ts';
import { judgeAgain } from '../../src/run/judge-again.ts';
import { readTraces } from '../../src/run/trace-files.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { Demo } from './demo.ts';
import { writePublishedCredentials } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'judged-traffic-'));
const closing: (() => Promise<unknown>)[] = [];
after(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** A backend that knows nothing of the kit: it calls WeChat Pay by its own name, through the proxy. */
let call: (method: 'GET' | 'POST', target: string, content?: unknown, signed?: boolean) => Promise<number>;
let demo: Demo;

before(async () => {
  await writePublishedCredentials(folder);
  const ports = { port: 0, tlsPort: 0, proxyPort: 0 };
  const sandbox = await startSandbox({ host: '127.0.0.1', ...ports, credentials: folder, tell: () => {} });
  demo = await Demo.join(sandbox, () => sandbox.close());
  const ca = readFileSync(join(folder, 'ca.pem'), 'utf8');
  const dispatcher = new ProxyAgent({ uri: sandbox.proxy ?? '', requestTls: { ca } });
  closing.push(
    () => dispatcher.close(),
    () => demo.close(),
  );
  call = async (method, target, content, signed = true) => {
    const body = content === undefined ? '' : JSON.stringify(content);
    const answer = await request(`https://api.mch.weixin.qq.com${target}`, {
      method,
      body: body === '' ? null : body,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'shop',
        ...(signed ? { authorization: demo.authorization(method, target, Buffer.from(body)) } : {}),
      },
      dispatcher,
    });
    await answer.body.dump();
    return answer.statusCode;
  };
});

/** What the trace of the sandbox says of the backend by now. */
async function judged(): Promise<{ readonly verdict: string; readonly rules: readonly RuleJudgement[] }> {
  const path = join(folder, 'staging.ndjson');
  writeFileSync(path, (await demo.control('/trace')).text);
  return judgeAgain(readTraces([path]), []).record.judgement;
}

const broken = (rules: readonly RuleJudgement[]): readonly string[] =>
  rules.filter(({ verdict }) => verdict !== 'not-observed').map(({ rule, verdict }) => `${rule.id} ${verdict}`);

describe('staging traffic that was recorded through the proxy', () => {
  it('in which nothing is wrong shows nothing to be kept: every rule is not observed', async () => {
    const order = demo.order();
    const target = `/v3/pay/transactions/out-trade-no/${order.out_trade_no}`;
    assert.equal(await call('POST', '/v3/pay/transactions/jsapi', order), 200);
    assert.equal(await call('GET', `${target}?mchid=${demo.merchant.mchid}`), 200);
    assert.equal(await call('POST', `${target}/close`, { mchid: demo.merchant.mchid }), 204);
    const { verdict, rules } = await judged();
    assert.equal(verdict, 'incomplete');
    assert.ok(rules.length > 20, 'hardly a rule is the merchant’s');
    assert.deepEqual(broken(rules), []);
  });

  it('shows what is wrong, and that alone', async () => {
    assert.equal(await call('POST', '/v3/pay/transactions/jsapi', demo.order(), false), 401);
    assert.equal(await call('POST', '/v3/pay/transactions/jsapi', demo.order({ amount: { total: 9.9 } })), 400);
    const order = demo.order();
    assert.equal(await call('POST', '/v3/pay/transactions/jsapi', order), 200);
    const close = `/v3/pay/transactions/out-trade-no/${order.out_trade_no}/close`;
    assert.equal(await call('POST', close, { mchid: demo.merchant.mchid }), 204);
    const { verdict, rules } = await judged();
    assert.equal(verdict, 'nonconformant');
    assert.deepEqual(broken(rules), ['SIGN-REQUESTS fail', 'MONEY-FEN fail', 'QUERY-BEFORE-CLOSE warn']);
  });
});
