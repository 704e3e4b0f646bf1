import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { packageRoot } from '../../src/package-root.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { writePublishedCredentials } from '../sandbox/stage.ts';
import { blocksOf, stepsOf } from './page.ts';
import { follow, whyNoReader } from './reader.ts';

/** What runs the marked commands of each page, one by one. */
const FOLLOWED: Readonly<Record<string, string>> = {
  'README.md': 'test/docs/readme.test.ts',
  'README.zh-CN.md': 'test/docs/readme.test.ts',
  'docs/ci.md': 'test/docs/ci-page.test.ts',
  'docs/evidence.md': 'test/docs/evidence-page.test.ts',
  'docs/explorer.md': 'test/explore/command.test.ts',
  'docs/faults.md': 'test/docs/every-command.test.ts',
  'docs/merchant.md': 'test/examples/merchant-page.test.ts',
  'docs/own-features.md': 'test/examples/own-features-page.test.ts',
  'docs/sandbox.md': 'test/docs/how-to.test.ts',
};

/** Commands without a mark: the test that does the same in a way that a test can, or why none can. */
const OTHERWISE: readonly (readonly [page: string, command: RegExp, how: string])[] = [
  ['docs/doctor.md', /^npx wechatpay-conformance doctor --merchant merchant\.yaml$/m, 'test/docs/readme.test.ts'],
  ['docs/sandbox.md', /^npm install --save-dev \.\/wechatpay/, 'test/examples/merchant-page.test.ts'],
  ['docs/sandbox.md', /^WECHATPAY_SANDBOX_TLS=/, 'test/transport/redirect.test.ts'],
  ['docs/sandbox.md', /^HTTPS_PROXY=\S+ NODE_EXTRA_CA_CERTS=/, 'test/transport/tunnel.test.ts'],
  ['docs/sandbox.md', /^keytool |^java /, 'test/docs/other-languages.test.ts'],
  ['docs/sandbox.md', /^HTTPS_PROXY=.* (?:go|php|python3) /, 'test/docs/other-languages.test.ts'],
  ['docs/sandbox.md', /^curl -N -H 'Accept: text\/event-stream'/, 'test/sandbox/control-trace.test.ts'],
  ['docs/sandbox.md', /^npx wechatpay-conformance sandbox --data /, 'test/sandbox/durability-start.test.ts'],
  [
    'docs/sandbox.md',
    /^node -p 'crypto\.randomUUID\(\)'|^curl -f -H "Authorization/,
    'test/sandbox/control-token.test.ts',
  ],
  [
    'docs/sandbox.md',
    /^\.\/node_modules\/\.bin\/wechatpay-conformance sandbox --port 0/,
    'test/sandbox/command.test.ts',
  ],
  ...['model-merchant', 'express-node-v3', 'fastify-axios-plugin'].flatMap((name) => [
    [`examples/${name}/README.md`, /main\.js run --merchant/, 'test/examples/kit-run.test.ts'] as const,
    [`examples/${name}/README.md`, /main\.js sandbox/, `test/examples/${name}.test.ts`] as const,
  ]),
  ['examples/broken-shop/README.md', /main\.js run --merchant/, 'test/examples/kit-run-broken.test.ts'],
  ['examples/broken-shop/README.md', /main\.js sandbox/, 'test/examples/broken-shop.test.ts'],
];

const pages = ['.', 'docs', ...readdirSync(join(packageRoot, 'examples')).map((name) => `examples/${name}`)].flatMap(
  (folder) =>
    readdirSync(join(packageRoot, folder))
      .filter((name) => (folder === 'docs' ? name.endsWith('.md') : /^README.*\.md$/.test(name)))
      .map((name) => (folder === '.' ? name : `${folder}/${name}`)),
);
const textOf = (page: string): string => readFileSync(join(packageRoot, page), 'utf8');

describe('every command of the pages', () => {
  for (const page of pages) {
    const commands = blocksOf(textOf(page)).filter(({ language }) => language === 'sh');
    if (commands.length === 0) continue;
    it(`is run by a test: ${page}`, () => {
      for (const { mark, text, line } of commands) {
        const how =
          mark === '' ? OTHERWISE.find(([of, command]) => of === page && command.test(text))?.[2] : FOLLOWED[page];
        assert.ok(how, `${page}:${line} is run by no test`);
        if (how.startsWith('test/')) assert.ok(existsSync(join(packageRoot, how)), how);
      }
    });
  }

  it('has no entry for a command that is gone', () => {
    for (const [page, command] of OTHERWISE)
      assert.ok(
        blocksOf(textOf(page)).some(
          ({ language, mark, text }) => language === 'sh' && mark === '' && command.test(text),
        ),
        `${page}: ${command}`,
      );
  });
});

describe('docs/faults.md, followed by a reader', { skip: whyNoReader() ?? false }, () => {
  it('has its faults set and taken back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'faults-page-'));
    await writePublishedCredentials(folder);
    const sandbox = await startSandbox({ host: '127.0.0.1', port: 0, credentials: folder, tell: () => {} });
    after(async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const steps = stepsOf(blocksOf(textOf('docs/faults.md'))).map(({ block }) => ({
      block: {
        ...block,
        text: block.text.replaceAll('http://127.0.0.1:8787', sandbox.url).replaceAll('curl', 'curl -sf'),
      },
    }));
    const outcomes = await follow(folder, steps);
    assert.equal(outcomes.length, 1);
    assert.ok(outcomes[0]?.succeeded, outcomes[0]?.stderr);
    assert.match(outcomes[0]?.stdout ?? '', /"fault-2".*"fault-3"/);
  });
});
