import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packageRoot } from '../../src/package-root.ts';
import { onExample } from '../examples/judged-example.ts';
import { freePort } from '../free-port.ts';
import { writePublishedCredentials } from '../sandbox/stage.ts';
import { type Block, blocksOf } from './page.ts';
import { follow, type Outcome, whyNoReader } from './reader.ts';

const textOf = (name: string): string => readFileSync(join(packageRoot, name), 'utf8');
const english = textOf('README.md');
const blocks = blocksOf(english);
const linesOf = (mark: string): readonly string[] =>
  blocks.filter((block) => block.mark === mark).flatMap(({ text }) => text.trim().split('\n'));

describe('README.md, followed by a reader', { skip: whyNoReader() ?? false }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  let steps: readonly Block[] = [];
  let outcomes: readonly (Outcome | undefined)[] = [];
  before(async () => {
    await writePublishedCredentials(join(folder, '.wechatpay'));
    const port = String(await freePort());
    const main = join(packageRoot, 'src/cli/main.ts');
    // At a port that is free; one rule is enough to see that a command is right (test/cli and test/targets play all).
    const here = ({ mark, text, ...block }: Block): Block => {
      if (mark === 'terminal')
        return {
          ...block,
          mark,
          text: text.replace(/^npx \S+ (.*)\n/, `node --import tsx '${main}' $1 --port ${port}`),
        };
      if (mark === 'gateway')
        return { ...block, mark: 'run', text: `${text.trim().replace('8787', port)} --rule PREPAY-2H` };
      return { ...block, mark, text: text.replace(/ run$/m, ' run --rule PREPAY-2H') };
    };
    steps = blocks.filter(({ mark }) => ['run', 'terminal', 'gateway'].includes(mark)).map(here);
    outcomes = await follow(
      folder,
      steps.map((block) => ({ block })),
    );
  });

  it('has every command on the mock and on a gateway run to its end', () => {
    assert.equal(steps.length, 4);
    for (const [index, outcome] of outcomes.entries())
      assert.ok(outcome?.succeeded, `line ${steps[index]?.line}: ${outcome?.stderr}${outcome?.stdout}`);
    for (const name of ['conformance.html', 'conformance.json', 'junit.xml', 'messages.ndjson', 'traces'])
      assert.ok(existsSync(join(folder, 'reports', name)), name);
  });

  it('has commands for a backend that a backend can be judged by', async () => {
    const [init, doctor, run, ...more] = linesOf('merchant').map((line) =>
      line.replace(/^npx wechatpay-conformance /, ''),
    );
    assert.deepEqual(
      [init, doctor, run, more],
      ['init', 'doctor --merchant merchant.yaml', 'run --merchant merchant.yaml', []],
    );
    const looked = await onExample('doctor', 'model-merchant');
    assert.equal(looked.code, 0, `${looked.stdout}${looked.stderr}`);
    const judged = await onExample('run', 'model-merchant', undefined, ['--rule', 'PAY-PARAMS']);
    assert.equal(judged.code, 0, judged.stderr);
    const shop = mkdtempSync(join(folder, 'shop-'));
    const block = { language: 'sh', mark: 'run', text: 'npx wechatpay-conformance init', line: 0 };
    const [made] = await follow(shop, [{ block }]);
    assert.ok(made?.succeeded && existsSync(join(shop, 'merchant.yaml')), made?.stderr);
  });
});

describe('README.md', () => {
  it('begins with the two commands that are run on every change', () => {
    const commands = [...english.matchAll(/^ {4}(npm .+)$/gm)].map(([, command]) => command);
    assert.equal(commands.length, 2);
    const script = textOf('.ci/run').split('\n');
    for (const command of commands) assert.ok(script.includes(command ?? ''), command);
  });

  it('links to what there is', () => {
    for (const [, target = ''] of english.matchAll(/\]\(([^)#]+)/g))
      assert.ok(existsSync(join(packageRoot, target)), target);
  });

  it('says in Chinese what it says in English', () => {
    const chinese = textOf('README.zh-CN.md');
    const shapeOf = (page: string) => ({
      blocks: blocksOf(page).map(({ language, mark, text }) => [language, mark, text]),
      links: [...page.matchAll(/\]\(([^)]+)\)/g)]
        .map(([, target]) => target)
        .filter((target) => !/^README/.test(target ?? '')),
      headings: page.match(/^##? /gm)?.length,
      points: page.match(/^- /gm)?.length,
      rows: page.match(/^\|/gm)?.length,
      indented: page.match(/^ {4}npm .*$/gm),
    });
    assert.deepEqual(shapeOf(chinese), shapeOf(english));
  });
});
