import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parse } from 'yaml';
import { packageRoot } from '../../src/package-root.ts';
import { follow, whyNoReader } from './reader.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly 'continue-on-error'?: boolean;
}
interface Workflow {
  readonly jobs: {
    readonly play: { readonly strategy: { readonly matrix: { readonly part: number[] } }; readonly steps: Step[] };
    readonly verdict: { readonly needs: string; readonly if: string; readonly steps: Step[] };
  };
}

const name = 'examples/github-actions/conformance.yml';
const text = readFileSync(join(packageRoot, name), 'utf8');
const { play, verdict } = (parse(text) as Workflow).jobs;
const parts = play.strategy.matrix.part;

/** What GitHub's own parser has against a workflow. */
const complaints = (content: string): readonly string[] =>
  parseWorkflow({ name, content }, new NoOperationTraceWriter())
    .context.errors.getErrors()
    .map(({ message }) => message);

/** GitHub's own placeholder. */
const PART = /\$\{\{ matrix\.part \}\}/g;

/** The commands of a job, as the runner of that part is given them. */
const commandsOf = (steps: readonly Step[], part = 0): readonly string[] =>
  steps.flatMap(({ run }) => run?.replaceAll(PART, String(part)) ?? []);

describe(name, () => {
  it('is a workflow, by GitHub’s own parser', () => {
    assert.deepEqual(complaints(text), []);
    assert.ok(complaints(text.replace('runs-on', 'runs_on')).length > 0, 'a wrong one is found');
  });

  it('hands each part over under the name by which it is merged', () => {
    const handed = play.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact'))?.with;
    assert.equal(handed?.['name'], handed?.['path']);
    const named = parts.map((part) => handed?.['path']?.replaceAll(PART, String(part)) ?? '');
    for (const [index, part] of parts.entries())
      assert.match(commandsOf(play.steps, part).at(-1) ?? '', new RegExp(` --reports ${named[index]}$`));
    assert.match(commandsOf(verdict.steps).at(-1) ?? '', new RegExp(` merge ${named.join(' ')} --reports reports$`));
    const brought = verdict.steps.find(({ uses }) => uses?.startsWith('actions/download-artifact'))?.with;
    assert.equal(brought?.['pattern'], 'part-*');
  });

  it('judges also where a part found a rule broken, or did not come', () => {
    assert.equal(play.steps.find(({ run }) => run?.includes(' run '))?.['continue-on-error'], true);
    assert.equal(verdict.needs, 'play');
    assert.match(verdict.if, /^\$\{\{ !cancelled\(\) \}\}$/);
  });

  it('has commands that come to one verdict', { skip: whyNoReader() ?? false }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
    after(() => rmSync(folder, { recursive: true, force: true }));
    const all = [...parts.flatMap((part) => commandsOf(play.steps, part)), ...commandsOf(verdict.steps)];
    const played = all.filter((command) => command !== 'npm ci');
    assert.equal(all.length - played.length, parts.length + 1);
    // One rule, on the mock: no backend of this project's is the reader's own.
    const here = played.map((command) => command.replace('--merchant merchant.yaml', '--rule PREPAY-2H'));
    const outcomes = await follow(
      folder,
      here.map((command) => ({ block: { language: 'sh', mark: 'run', text: command, line: 0 } })),
    );
    for (const [index, outcome] of outcomes.entries())
      assert.ok(outcome?.succeeded, `${here[index]}: ${outcome?.stderr}`);
    assert.match(outcomes.at(-1)?.stdout ?? '', /Verdict: conformant \(scope: rules PREPAY-2H\)/);
  });
});
