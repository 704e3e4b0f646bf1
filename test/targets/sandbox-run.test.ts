import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request as forward } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ConformanceReport } from '../../src/report/conformance-json.ts';
import { fakeGateway, json } from './fake-gateway.ts';
import { judgeGateway } from './gateway-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-run-'));
const credentials = join(folder, 'credentials');
let sandbox: ChildProcess;
let url = '';

const command = (...args: string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args]);

/** A run as a user starts it, with its report. */
async function run(name: string, ...args: string[]): Promise<{ code: number; report: ConformanceReport; out: string }> {
  const reports = join(folder, name);
  const child = command('run', '--url', url, '--credentials', credentials, '--reports', reports, ...args);
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return {
    code,
    out,
    report: JSON.parse(readFileSync(join(reports, 'conformance.json'), 'utf8')) as ConformanceReport,
  };
}

before(async () => {
  sandbox = command('sandbox', '--port', '0', '--credentials', credentials);
  let said = '';
  for await (const chunk of sandbox.stdout ?? []) {
    said += String(chunk);
    if (said.includes('\n')) break;
  }
  url = (JSON.parse(said) as { url: string }).url;
});

after(async () => {
  sandbox.kill();
  await once(sandbox, 'exit');
  rmSync(folder, { recursive: true, force: true });
});

describe('the sandbox, judged over HTTP', () => {
  it('passes every rule, in parallel scenarios and while another run uses it', async () => {
    const [whole, beside] = await Promise.all([
      run('whole', '--parallel', '2'),
      run('beside', '--tags', 'not @NOTIFY-ACCEPTED'), // its waits make a run long, and the other run has them
    ]);
    const unsettled = [whole, beside].flatMap(({ report }) => report.rules.filter(({ verdict }) => verdict !== 'pass'));
    assert.deepEqual(
      unsettled.map(({ id, reason }) => `${id}: ${reason}`),
      [],
    );
    for (const { code, report, out } of [whole, beside]) {
      assert.deepEqual([code, report.verdict, report.target], [0, 'conformant', 'sandbox'], out);
      assert.deepEqual(report.subject, { kind: 'gateway', name: new URL(url).host, url });
    }
    assert.ok(whole.report.rules.length > beside.report.rules.length);
  });

  it('is judged without its control API by what crosses the wire, and by nothing else', async () => {
    const proxy = await fakeGateway((incoming, outgoing) => {
      if (incoming.url?.startsWith('/sandbox')) return json(outgoing, 404, {});
      const { method, headers, url: path } = incoming;
      const through = forward(`${url}${path}`, { method: method ?? '', headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(through);
    });
    const { rules } = await judgeGateway({ url: proxy.url, credentials });
    const told = (verdict: string) => rules.filter((rule) => rule.verdict === verdict).map(({ rule }) => rule.id);
    assert.deepEqual(
      rules.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-observed').map(({ reason }) => reason),
      [],
    );
    assert.ok(told('pass').includes('SIGN-CHECKED') && told('pass').includes('ORDER-PARAMS'), told('pass').join());
    const clock = rules.find(({ rule }) => rule.id === 'PREPAY-2H')?.reason;
    const missing = `this gateway has no control API (GET ${proxy.url}/sandbox/clock was answered with HTTP 404)`;
    assert.equal(clock, `${missing}: the scenario needs the clock`);
    const onClock = rules.filter(({ rule }) => rule.needs.includes('clock'));
    assert.ok(onClock.length > 5);
    for (const { rule, verdict } of onClock) assert.equal(verdict, 'not-observed', rule.id);
  });

  it('leaves no secret in the traces', () => {
    const merchant = JSON.parse(readFileSync(join(credentials, 'merchant.json'), 'utf8')) as Record<string, string>;
    const traces = join(folder, 'whole', 'traces');
    const texts = readdirSync(traces).map((name) => readFileSync(join(traces, name), 'utf8'));
    assert.ok(texts.length > 100);
    for (const text of texts) {
      assert.ok(!text.includes(merchant['apiv3_key'] ?? '?') && !text.includes('PRIVATE KEY'));
      assert.doesNotMatch(text, /"openid":"[^"…]{7,}/);
    }
  });
});
