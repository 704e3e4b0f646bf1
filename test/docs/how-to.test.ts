import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packageRoot } from '../../src/package-root.ts';
import { freePort } from '../free-port.ts';
import { Command, type Ready } from '../sandbox/command-process.ts';
import { writePublishedCredentials } from '../sandbox/stage.ts';
import { anchorOf, type Block, blocksOf, type Step, stepsOf } from './page.ts';
import { follow, type Outcome, whyNoReader } from './reader.ts';
import { unlike } from './shape.ts';

const page = readFileSync(join(packageRoot, 'docs/sandbox.md'), 'utf8');
const blocks = blocksOf(page);
const [start, ...steps] = stepsOf(blocks);
const named = ({ line, text }: Block): string => `line ${line}: ${text.split('\n').at(-2) ?? ''}`;

describe('docs/sandbox.md, followed by a reader', { skip: whyNoReader() ?? false }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'how-to-test-'));
  const credentials = join(folder, '.wechatpay');
  const open: { command?: Command; ready?: Ready } = {};
  let outcomes: readonly (Outcome | undefined)[] = [];
  let here = (text: string): string => text;

  before(async () => {
    await writePublishedCredentials(credentials);
    const { command, ready } = await Command.ready(...argumentsOf(start), '--port', '0', '--credentials', credentials);
    Object.assign(open, { command, ready });
    const shop = String(await freePort());
    const ports = { 8787: ready.url, 8443: ready.tlsUrl, 8444: ready.proxy };
    here = (text) =>
      Object.entries(ports)
        .reduce((all, [port, url = '']) => all.replaceAll(`127.0.0.1:${port}`, new URL(url).host), text)
        .replaceAll(/\b3000\b/g, shop)
        .replaceAll('/path/to/shop', folder);
    for (const { language, mark, text } of blocks) if (language === 'js') writeFileSync(join(folder, mark), here(text));
    outcomes = await follow(
      folder,
      steps.map(({ block, ...rest }) => ({ ...rest, block: { ...block, text: here(block.text) } })),
    );
  });
  after(async () => {
    await open.command?.stop('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts with a command whose ready line is as shown', () => {
    const shown = JSON.parse(here(JSON.stringify(start?.expected))) as unknown;
    assert.equal(unlike(shown, open.ready), undefined);
    assert.equal(open.ready?.credentials, credentials);
  });

  for (const [index, { block, expected }] of steps.entries()) {
    it(named(block), (t) => {
      const outcome = outcomes[index];
      if (!outcome) return t.skip('a step before it failed');
      assert.ok(outcome.succeeded, `it failed: ${outcome.stderr}${outcome.stdout}`);
      if (expected === undefined) return;
      const shown = JSON.parse(here(JSON.stringify(expected))) as unknown;
      assert.equal(unlike(shown, JSON.parse(outcome.stdout)), undefined);
    });
  }

  it('lists the calls of the control API, all of them and no others', async () => {
    // A call that is not there is answered with those that are.
    const answer = (await (await fetch(`${open.ready?.control}/nothing`)).json()) as { error: { message: string } };
    const [, there = ''] = answer.error.message.split('there is ');
    const plain = (calls: readonly string[]): readonly string[] =>
      calls.map((call) => call.replace(/:\w+|\{\w+\}/, '*')).sort();
    const shown = page
      .slice(page.indexOf('## Control API'))
      .matchAll(/`((?:GET|POST|PATCH|DELETE) \/sandbox\/[^`]*)`/g);
    assert.deepEqual(plain([...shown].map(([, call = '']) => call)), plain(there.split(', ')));
  });
});

describe('docs/sandbox.md', () => {
  it('has commands to run, and scripts', () => {
    assert.ok(steps.length > 20);
    assert.deepEqual(
      blocks.filter(({ language }) => language === 'js').map(({ mark }) => mark),
      ['shop.mjs', 'notify.mjs'],
    );
    assert.deepEqual([...new Set(blocks.filter(({ language }) => language === 'sh').map(({ mark }) => mark))].sort(), [
      '',
      'run',
      'terminal',
    ]);
  });

  it('links to what there is', () => {
    const anchors = new Set([...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => `#${anchorOf(heading)}`));
    const prose = page.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
    const links = [...prose.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    assert.ok(links.length > 15);
    assert.deepEqual(
      links.filter((link) =>
        link.startsWith('#') ? !anchors.has(link) : !existsSync(join(packageRoot, 'docs', link)),
      ),
      [],
    );
  });
});

/** What the page starts the sandbox with, on free ports. */
function argumentsOf(step: Step | undefined): readonly string[] {
  const [npx, name, command, ...options] = step?.block.text.trim().split(' ') ?? [];
  assert.deepEqual([npx, name, command], ['npx', 'wechatpay-conformance', 'sandbox']);
  return options.map((option) => (/^\d+$/.test(option) ? '0' : option));
}

describe('the likeness of answers', () => {
  const date = '2026-11-24T09:30:00+08:00';
  for (const [shown, found] of [
    [
      { at: date, id: '12345' },
      { at: '2030-01-01T00:00:00+08:00', id: 'a' },
    ],
    [[{ n: 1 }], [{ n: 1 }, { n: 1 }]],
    [[], []],
    ['order-1', 'order-1'],
  ] as const) {
    it(`is seen in ${JSON.stringify(found)}`, () => assert.equal(unlike(shown, found), undefined));
  }
  for (const [shown, found] of [
    [{ a: 1 }, {}],
    [{}, { a: 1 }],
    [{ a: 1 }, { a: 2 }],
    [{ at: date }, { at: 'soon' }],
    ['12345', ''],
    ['order-1', 'order-2'],
    [[1], []],
    [[], [1]],
    [[1], [1, 2]],
    [{ a: 1 }, [1]],
    [[1], { a: 1 }],
    [date, 5],
  ] as const) {
    it(`is missed in ${JSON.stringify(found)} for ${JSON.stringify(shown)}`, () => assert.ok(unlike(shown, found)));
  }
});
