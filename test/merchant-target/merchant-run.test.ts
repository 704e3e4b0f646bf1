import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { request } from 'undici';
import { freePort } from '../free-port.ts';
import { type KitRun, reportOf, runKit, tracesOf, verdicts } from './kit.ts';
import { profileOf, type Shop, shopIn } from './model/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'merchant-run-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;
const at = (): string => {
  runs += 1;
  return join(folder, `reports-${runs}`);
};

const rules = (...ids: readonly string[]): readonly string[] => ids.flatMap((id) => ['--rule', id]);

async function judge(shop: Shop, ...args: readonly string[]): Promise<KitRun & { readonly port: number }> {
  const { path, port } = await shopIn(folder, shop);
  return { ...(await runKit(at(), '--merchant', path, ...args)), port };
}

describe('a right backend, launched by its profile', () => {
  it('passes what can be judged without its clock, and leaves nothing behind', async () => {
    const run = await judge({}, ...rules('SIGN-REQUESTS', 'PAY-PARAMS', 'NOTIFY-ANSWERED', 'CLOSE-AFTER-EXPIRE'));
    const { subject, target, rules: judged } = reportOf(run);
    assert.deepEqual(subject, { kind: 'merchant', name: 'model-shop', url: `http://127.0.0.1:${run.port}` });
    assert.equal(target, 'merchant');
    const { 'CLOSE-AFTER-EXPIRE': closing, ...others } = verdicts(run);
    assert.deepEqual(others, { 'SIGN-REQUESTS': 'pass', 'PAY-PARAMS': 'pass', 'NOTIFY-ANSWERED': 'pass' });
    assert.match(closing ?? '', /^not-observed: .*no hold of this backend's clock/);
    assert.equal(run.code, 4);
    assert.equal(judged.length, 4);
    assert.match(readFileSync(join(run.reports, 'backend.log'), 'utf8'), /the shop is open/);
    await assert.rejects(request(`http://127.0.0.1:${run.port}/healthz`), 'the backend is still there');
  });

  it('is met where its notify_url is mapped to, and there alone', async () => {
    const env = { NOTIFY_ORIGIN: 'https://shop.example' };
    const one = rules('NOTIFY-ANSWERED');
    const unmapped = await judge({ env }, ...one);
    assert.match(
      verdicts(unmapped)['NOTIFY-ANSWERED'] ?? '',
      /^inconclusive: .*https:\/\/shop\.example.*notify\.origins/,
    );
    assert.equal(unmapped.code, 4);
    const port = await freePort();
    const path = join(folder, 'mapped.json');
    const origins = { 'https://shop.example': `http://127.0.0.1:${port}` };
    writeFileSync(path, JSON.stringify(profileOf(port, { env, changes: { notify: { origins } } })));
    const mapped = await runKit(at(), '--merchant', path, ...one);
    assert.deepEqual([mapped.code, verdicts(mapped)], [0, { 'NOTIFY-ANSWERED': 'pass' }]);
    const brought = tracesOf(mapped)
      .flat()
      .find((event) => event.kind === 'exchange' && event.from === 'gateway');
    assert.match(
      brought?.kind === 'exchange' ? brought.url : '',
      new RegExp(`^http://127\\.0\\.0\\.1:${port}/wechat/t\\d+/notify/payment$`),
    );
  });

  it('may learn of a payment after it has answered, within the patience', async () => {
    const env = { DEFECT: 'learns-late' };
    const patient = await judge({ env, changes: { patience: '3s' } }, ...rules('NOTIFY-ANSWERED', 'NOTIFY-ONCE'));
    assert.deepEqual(verdicts(patient), { 'NOTIFY-ANSWERED': 'pass', 'NOTIFY-ONCE': 'pass' });
    const hasty = await judge({ env, changes: { patience: '100ms' } }, ...rules('NOTIFY-ANSWERED'));
    assert.match(verdicts(hasty)['NOTIFY-ANSWERED'] ?? '', /^fail: .*expected paid, seen unpaid/);
    assert.equal(hasty.code, 1);
  });

  it('may have a payer of its own, whatever customer comes', async () => {
    const changes = {
      actors: {
        buyer: {
          login: [{ post: '/login', body: { code: 'any' }, take: { token: '$.token' } }],
          headers: { 'X-Token': '{token}' },
        },
      },
    };
    const run = await judge({ env: { FIXED_OPENID: 'yes' }, changes }, ...rules('NOTIFY-ANSWERED', 'PAID-BY-QUERY'));
    assert.deepEqual(verdicts(run), { 'NOTIFY-ANSWERED': 'pass', 'PAID-BY-QUERY': 'pass' });
  });

  it('may poll for an order of an earlier scenario: no other scenario hears of it', async () => {
    const run = await judge({ env: { DEFECT: 'polls-late' } }, ...rules('MONEY-FEN', 'PAY-PARAMS'));
    assert.deepEqual(verdicts(run), { 'MONEY-FEN': 'pass', 'PAY-PARAMS': 'pass' });
    const log = readFileSync(join(run.reports, 'backend.log'), 'utf8');
    assert.ok((log.match(/late: NOTPAY/g) ?? []).length > 2, log);
    assert.doesNotMatch(log, /late: (?!NOTPAY)/);
    for (const events of tracesOf(run)) {
      const numbers = events.flatMap((event) =>
        event.kind === 'exchange'
          ? (/out-trade-no\/([^/?]+)|"out_trade_no":"([^"]+)"/
              .exec(`${event.url}${JSON.stringify(event.request.body)}`)
              ?.slice(1)
              .filter(Boolean) ?? [])
          : [],
      );
      assert.equal(new Set(numbers).size, 1, numbers.join(' '));
    }
  });

  it('is judged by its own timers where its clock can be moved', async () => {
    const clock = { set: { as: 'buyer', post: '/clock', body: { now: '{now}' } } };
    const timed = rules('CLOSE-AFTER-EXPIRE', 'REORDER-AFTER-2H', 'POLL-WHEN-SILENT');
    const run = await judge({ changes: { clock } }, ...timed);
    assert.deepEqual(verdicts(run), {
      'CLOSE-AFTER-EXPIRE': 'pass',
      'REORDER-AFTER-2H': 'pass',
      'POLL-WHEN-SILENT': 'pass',
    });
    assert.equal(run.code, 0);
  });

  it('may declare that it has no such feature', async () => {
    const verbs = { cancelOrder: { absent: 'orders cannot be cancelled by customers' } };
    const run = await judge({ verbs }, ...rules('QUERY-BEFORE-CLOSE', 'PAY-PARAMS'));
    assert.deepEqual(verdicts(run), {
      'PAY-PARAMS': 'pass',
      'QUERY-BEFORE-CLOSE': 'not-applicable: the merchant has no cancelOrder: orders cannot be cancelled by customers',
    });
    assert.equal(run.code, 0);
  });
});

describe('a run that cannot be', () => {
  it('goes on after the backend has died in the middle', async () => {
    const run = await judge({ env: { DEFECT: 'dies' } }, ...rules('MONEY-FEN', 'PAY-PARAMS'));
    assert.match(verdicts(run)['MONEY-FEN'] ?? '', /^inconclusive: /);
    assert.match(
      verdicts(run)['PAY-PARAMS'] ?? '',
      /^inconclusive: the backend is there no more: it ended with exit code 11/,
    );
    assert.equal(run.code, 4);
  });

  it('ends with 3 where the backend does not come up', async () => {
    const { path } = await shopIn(folder, { env: { CREDENTIALS: join(folder, 'nowhere') } });
    const run = await runKit(at(), '--merchant', path);
    assert.equal(run.code, 3);
    assert.match(run.err, /^wechatpay-conformance: the backend ended before it was ready: it ended with exit code 1/);
    assert.equal(run.err.trim().split('\n').length, 1);
  });

  it('ends with 3 where nobody is to be found', async () => {
    const { launch: _, ...profile } = profileOf(await freePort(), {});
    const path = join(folder, 'nobody.json');
    writeFileSync(path, JSON.stringify(profile));
    const run = await runKit(at(), '--merchant', path);
    assert.equal(run.code, 3);
    assert.match(
      run.err,
      /No backend answers at http:\/\/127\.0\.0\.1:\d+: start it, or let the kit do so with "launch"/,
    );
  });

  it('ends with 2 where the profile is wrong', async () => {
    const path = join(folder, 'wrong.json');
    writeFileSync(path, JSON.stringify({ ...profileOf(1, {}), patiance: '5s' }));
    const run = await runKit(at(), '--merchant', path);
    assert.equal(run.code, 2);
    assert.match(run.err, /wrong\.json.*patiance/);
  });

  it('ends with 2 where the backend is to be told of what is not served', async () => {
    const { path } = await shopIn(folder, { env: { TLS: '{gateway.tlsUrl}' } });
    const run = await runKit(at(), '--merchant', path);
    assert.equal(run.code, 2);
    assert.match(run.err, /launch\.env\.TLS: \{gateway\.tlsUrl\} stands for nothing: .* gateway\.tls: 127\.0\.0\.1:0/);
  });

  it('ends with 2 where the port of the gateway is taken', async () => {
    const { createServer } = await import('node:http');
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const { path } = await shopIn(folder, { changes: { gateway: { listen: `127.0.0.1:${port}` } } });
    const run = await runKit(at(), '--merchant', path);
    other.close();
    assert.equal(run.code, 2);
    assert.match(run.err, /Port \d+ is in use: choose another with gateway\.listen/);
  });
});
