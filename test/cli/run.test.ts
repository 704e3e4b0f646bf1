import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { validateReport } from '../../src/report/conformance-json.ts';
import { catalogue, playedRules } from '../../src/rules/catalogue.ts';
import { credentialsFolder } from '../targets/fake-gateway.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a user runs it, from its sources. */
function command(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wechatpay-conformance-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const SELF_CHECK = 'This is the kit checking itself: nothing of yours was tested.';

describe('a whole run on the mock', () => {
  let first: Ended;
  let second: Ended;
  before(async () => {
    first = await command('run', '--reports', join(folder, 'one'));
    second = await command('run', '--reports', join(folder, 'two'));
  });

  test('ends with 0, says first and last that it tested nothing of the user, and names every rule', () => {
    const lines = first.stdout.trimEnd().split('\n');
    assert.equal(first.code, 0, first.stderr);
    assert.equal(first.stderr, '');
    assert.equal(lines[0], SELF_CHECK);
    assert.equal(lines.at(-1), SELF_CHECK);
    for (const { id } of playedRules) assert.ok(first.stdout.includes(` ${id} `), `${id} is not in the table`);
  });

  test('writes every report, and a valid one', async () => {
    for (const name of ['conformance.json', 'junit.xml', 'messages.ndjson', 'conformance.html']) {
      assert.ok(existsSync(join(folder, 'one', name)), `${name} is missing`);
    }
    const report: unknown = JSON.parse(await readFile(join(folder, 'one', 'conformance.json'), 'utf8'));
    validateReport(report);
  });

  test('with one seed gives the same report but for when, and the same traces', async () => {
    const [one, two] = await Promise.all(['one', 'two'].map(reportIn));
    assert.equal(second.code, 0);
    assert.deepEqual({ ...one, startedAt: '', finishedAt: '' }, { ...two, startedAt: '', finishedAt: '' });
    const names = await readdir(join(folder, 'one', 'traces'));
    assert.ok(names.length > 200);
    for (const name of names) {
      const texts = await Promise.all(['one', 'two'].map((run) => readFile(join(folder, run, 'traces', name), 'utf8')));
      assert.equal(texts[0], texts[1], `${name} differs`);
    }
  });

  const reportIn = async (run: string): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(join(folder, run, 'conformance.json'), 'utf8')) as Record<string, unknown>;
});

test('another seed draws other numbers', async () => {
  const traceOf = async (seed: string): Promise<string> => {
    const reports = join(folder, `seed-${seed}`);
    await command('run', '--rule', 'CASHIER-PAYER', '--seed', seed, '--reports', reports);
    const [name = ''] = await readdir(join(reports, 'traces'));
    return readFile(join(reports, 'traces', name), 'utf8');
  };
  assert.notEqual(await traceOf('1'), await traceOf('2'));
});

test('a cut run says so, and judges only what it was cut to', async () => {
  const reports = join(folder, 'cut');
  const { code, stdout } = await command('run', '--rule', 'PREPAY-2H', '--reports', reports, '--lang', 'zh-CN');
  assert.equal(code, 0);
  assert.match(stdout, /PREPAY-2H/);
  assert.doesNotMatch(stdout, /REORDER-SAME/);
  const report = JSON.parse(await readFile(join(reports, 'conformance.json'), 'utf8')) as { scope: unknown };
  assert.equal(report.scope, 'rules PREPAY-2H');
});

const feature = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

test("a user's own scenario without a rule is played, and fails the exit code when it fails", async () => {
  const path = await feature(
    'own.feature',
    'Feature: Own\n  Scenario: Wrong\n    Given an order of 1.00 yuan\n    Then the order is SUCCESS\n',
  );
  const { code, stdout } = await command('run', path, '--only', '--reports', join(folder, 'own'));
  assert.equal(code, 1);
  assert.match(stdout, /expected +SUCCESS\n +seen +NOTPAY\n/);
});

test("a scenario under a rule's tag that fails makes the run nonconformant and tells how to replay it", async () => {
  const path = await feature(
    'tagged.feature',
    'Feature: Own\n  @PREPAY-2H\n  Rule: Mine\n    Scenario: Wrong\n      Given an order of 1.00 yuan\n      Then the order is CLOSED\n',
  );
  const { code, stdout } = await command('run', path, '--only', '--reports', join(folder, 'tagged'));
  assert.equal(code, 1);
  assert.match(stdout, /--rule PREPAY-2H/);
  assert.match(stdout, /nonconformant/);
});

test('a run that selects nothing promises nothing', async () => {
  const { code } = await command('run', '--tags', '@nothing-has-this', '--reports', join(folder, 'none'));
  assert.equal(code, 4);
});

describe('what the user can mend is told in one line, with exit code 2 and no stack trace', () => {
  const cases: readonly (readonly [name: string, args: () => Promise<string[]>, words: RegExp])[] = [
    ['a wrong flag', async () => ['run', '--bogus'], /--bogus/],
    ['an unknown command', async () => ['rum'], /rum/],
    ['a seed that is no number', async () => ['run', '--seed', 'x'], /whole number/],
    ['an unknown target', async () => ['run', '--target', 'moon'], /mock, sandbox, merchant/],
    ['the sandbox without a gateway', async () => ['run', '--target', 'sandbox'], /--url/],
    ['a URL on the mock', async () => ['run', '--target', 'mock', '--url', 'http://127.0.0.1:1'], /--url is for/],
    [
      'credentials on the mock',
      async () => ['run', '--credentials', folder],
      /--credentials is for the targets sandbox and merchant/,
    ],
    ['a URL that is none', async () => ['run', '--url', 'gateway'], /"gateway" is no URL/],
    ['a host of WeChat Pay', async () => ['run', '--url', 'https://127.0.0.1@api.mch.weixin.qq.com'], /user name/],
    [
      'credentials that are not there',
      async () => ['run', '--url', 'http://127.0.0.1:1', '--credentials', join(folder, 'no')],
      /merchant\.json is missing/,
    ],
    [
      'an address that cannot be listened on',
      async () => ['run', '--url', 'http://127.0.0.1:1', '--listen', '9000'],
      /--listen 9000 is no HOST:PORT/,
    ],
    [
      'an address of every interface without a public URL',
      async () => ['run', '--url', 'http://127.0.0.1:1', '--listen', '0.0.0.0:0'],
      /--public-url/,
    ],
    [
      'one port for two processes',
      async () => ['run', '--url', 'http://127.0.0.1:1', '--listen', '127.0.0.1:9000', '--parallel', '2'],
      /--parallel 2/,
    ],
    [
      'a merchant without its profile',
      async () => ['run', '--target', 'merchant'],
      /needs the profile of a backend: name it with --merchant/,
    ],
    [
      'a gateway and a merchant at once',
      async () => ['run', '--merchant', 'm.yaml', '--url', 'http://127.0.0.1:1'],
      /--url judges a gateway and --merchant a backend/,
    ],
    [
      'a merchant in many processes',
      async () => ['run', '--merchant', 'm.yaml', '--parallel', '2'],
      /--parallel 2 cannot be had with --merchant/,
    ],
    [
      'a profile that is not there',
      async () => ['run', '--merchant', 'no-such.yaml'],
      /no-such.yaml: there is no such file/,
    ],
    ['an unknown rule', async () => ['run', '--rule', 'NO-SUCH'], /NO-SUCH.*rules/],
    ['a feature that is not there', async () => ['run', 'nowhere.feature'], /nowhere\.feature/],
    ['--only without features', async () => ['run', '--only'], /--only/],
    ['a broken tag expression', async () => ['run', '--tags', '@a and'], /--tags/],
    [
      'a file that is no feature',
      async () => ['run', await feature('no.feature', 'Nonsense:\n'), '--only'],
      /no\.feature:1/,
    ],
    [
      'a step that nobody knows',
      async () => [
        'run',
        await feature('step.feature', 'Feature: F\n  Scenario: S\n    Given the moon is full\n'),
        '--only',
      ],
      /the moon is full/,
    ],
  ];
  for (const [name, args, words] of cases) {
    test(name, async () => {
      const { code, stderr, stdout } = await command(...(await args()), '--reports', join(folder, 'bad')).catch(() =>
        assert.fail(),
      );
      assert.equal(code, 2, stderr);
      assert.match(stderr, words);
      assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
      assert.doesNotMatch(stderr, /\n\s+at /);
      assert.equal(stdout, '');
    });
  }
});

test('a gateway that cannot be reached ends the run with 3, before anything runs', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const reports = join(folder, 'dead');
  const url = `http://127.0.0.1:${port}`;
  const { code, stdout, stderr } = await command(
    ...['run', '--url', url, '--credentials', credentialsFolder(), '--reports', reports],
  );
  assert.equal(code, 3, stderr);
  assert.equal(stdout, '');
  assert.match(stderr, new RegExp(`^wechatpay-conformance: No gateway can be reached at ${url}.*refused\n$`));
  assert.ok(!existsSync(reports));
});

test('rules lists the catalogue', async () => {
  const { code, stdout } = await command('rules');
  assert.equal(code, 0);
  assert.equal(stdout.trimEnd().split('\n').length, catalogue.length);
});

test('help and version end well', async () => {
  for (const flag of ['--help', '--version']) assert.equal((await command(flag)).code, 0);
  assert.match((await command('run', '--help')).stdout, /--rule/);
});
