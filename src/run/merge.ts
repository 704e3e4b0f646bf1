import type { Attestation } from '../judge/attestation.ts';
import { judge } from '../judge/judge.ts';
import type { NamedTrace } from '../judge/judgement.ts';
import type { ConformanceReport } from '../report/conformance-json.ts';
import type { RunRecord } from '../report/report.ts';
import { ruleById } from '../rules/catalogue.ts';
import type { Rule } from '../rules/rule.ts';
import { headOf } from './judge-again.ts';
import { kit } from './kit.ts';
import { namedRules, type Shard, shardIn } from './scope.ts';
import { UnusableFile } from './yaml-file.ts';

/** What one shard of a run has left. */
export interface ShardReport {
  /** Where it was found, for messages. */
  readonly folder: string;
  readonly report: ConformanceReport;
  readonly traces: readonly NamedTrace[];
}

interface Placed extends ShardReport {
  readonly shard: Shard;
  readonly cut: string | null;
}

export interface Merged {
  readonly record: RunRecord;
  readonly traces: readonly NamedTrace[];
}

/** What people say beside the traces, and rules of the user's own. */
export interface Beside {
  readonly attestations?: readonly Attestation[];
  readonly attested?: readonly string[] | 'all';
  readonly own?: readonly Rule[];
}

/**
 * Judges the traces of all shards of a run as if one machine had played them. Throws an UnusableFile where one is
 * missing, is there twice, is no shard, or is of another run.
 */
export function merge(shards: readonly ShardReport[], { attestations = [], attested = [], own = [] }: Beside): Merged {
  const placed = shards.map(place);
  const [first, ...others] = placed;
  if (!first) throw new UnusableFile('There are no shards to merge: name the report folder of each');
  for (const other of others) mustBeOfOneRun(first, other);
  mustBeOfThisKit(first);
  mustBeWhole(placed);
  for (const each of placed) mustHaveItsOwn(each);
  mustShareNothing(placed);
  const traces = renamed(placed);
  const { report, cut } = first;
  const selection = { target: report.target, rules: [], features: [], only: false, attested, own };
  const reported = new Set(placed.flatMap((shard) => shard.report.rules.map(({ id }) => id)));
  const all = namedRules(selection);
  const rules =
    cut === null ? all : [...reported].flatMap((id) => ruleById(id) ?? own.find((rule) => rule.id === id) ?? []);
  mustJudgeAll(reported, rules);
  return {
    traces,
    record: {
      kit: report.kit,
      source: report.source,
      target: report.target,
      subject: report.subject,
      seed: report.seed,
      startedAt: placed.map((shard) => shard.report.startedAt).toSorted()[0] ?? '',
      finishedAt:
        placed
          .map((shard) => shard.report.finishedAt)
          .toSorted()
          .at(-1) ?? '',
      scope: cut,
      judgement: judge(traces, rules, { attestations }),
    },
  };
}

function place(shard: ShardReport): Placed {
  const found = shardIn(shard.report.scope);
  if (!found) throw new UnusableFile(`${shard.folder} is the report of a whole run, and no shard of one`);
  const there = new Set(shard.traces.map(({ path }) => path));
  const named = shard.report.rules.flatMap(({ scenarios }) => scenarios.map(({ trace }) => trace));
  const lacking = named.find((path) => !there.has(path));
  if (lacking !== undefined)
    throw new UnusableFile(`${shard.folder} lacks ${lacking}, of which its report tells: copy the folder whole`);
  return { ...shard, ...found };
}

/** What makes two shards parts of one run. */
const runOf = ({ report, shard, cut }: Placed): Readonly<Record<string, string>> => ({
  'edition of the kit': report.kit.version,
  guide: report.source.revision,
  target: report.target,
  subject: [report.subject.kind, report.subject.name, report.subject.url ?? ''].join(' '),
  seed: String(report.seed),
  selection: cut ?? 'everything',
  'number of shards': String(shard.total),
});

function mustBeOfOneRun(one: Placed, other: Placed): void {
  const [a, b] = [runOf(one), runOf(other)];
  for (const [what, value] of Object.entries(a))
    if (b[what] !== value)
      throw new UnusableFile(
        `${one.folder} and ${other.folder} are shards of different runs: their ${what} is ${value} and ${b[what] ?? ''}`,
      );
}

/** Its rules are judged by: those of another edition may ask for something else. */
function mustBeOfThisKit({ report }: Placed): void {
  const { version } = kit();
  if (report.kit.version !== version)
    throw new UnusableFile(
      `The shards were played by the edition ${report.kit.version} of the kit, and this is ${version}: merge them with theirs`,
    );
}

/** Traces say themselves on what they were played. */
function mustHaveItsOwn({ folder, report, traces }: Placed): void {
  const foreign = traces.find((trace) => {
    const head = headOf(trace);
    return head && (head.target !== report.target || head.seed !== report.seed);
  });
  if (foreign) throw new UnusableFile(`${folder} has ${foreign.path}, which is of another run than its report`);
}

/** Each scenario is in one shard: one that is in two stands where another has to be. */
function mustShareNothing(placed: readonly Placed[]): void {
  const seen = new Map<string, string>();
  for (const { folder, traces } of placed)
    for (const trace of traces) {
      const head = headOf(trace);
      const place = `${head?.file}:${head?.line}`;
      const other = seen.get(place) ?? folder;
      if (other !== folder) throw new UnusableFile(`${other} and ${folder} have both played ${place}: one is a copy`);
      seen.set(place, folder);
    }
}

/** What the shards have looked at, the whole looks at too. */
function mustJudgeAll(reported: ReadonlySet<string>, rules: readonly Rule[]): void {
  const lacking = [...reported].find((id) => !rules.some((rule) => rule.id === id));
  if (lacking === undefined) return;
  throw new UnusableFile(
    ruleById(lacking)
      ? `The shards tell of ${lacking}, which is attested: give the --attestations or --require-attested that they were run with`
      : `The shards tell of ${lacking}, which is no rule of the kit: give the --rules that they were run with`,
  );
}

function mustBeWhole(placed: readonly Placed[]): void {
  const total = placed[0]?.shard.total ?? 0;
  for (let index = 1; index <= total; index += 1) {
    const own = placed.filter(({ shard }) => shard.index === index);
    if (own.length === 0)
      throw new UnusableFile(`Shard ${index} of ${total} is missing: half a run is judged by nobody`);
    if (own.length > 1)
      throw new UnusableFile(
        `Shard ${index} of ${total} is there twice: ${own.map(({ folder }) => folder).join(', ')}`,
      );
  }
}

/** In the order of the features, and named anew: each shard has counted from one. */
function renamed(placed: readonly Placed[]): readonly NamedTrace[] {
  const traces = placed.flatMap((shard) => shard.traces);
  const headed = traces.map((trace) => ({ trace, head: headOf(trace) }));
  headed.sort(
    (a, b) => (a.head?.file ?? '').localeCompare(b.head?.file ?? '', 'en') || (a.head?.line ?? 0) - (b.head?.line ?? 0),
  );
  return headed.map(({ trace }, index) => ({
    ...trace,
    path: trace.path.replace(/^traces\/\d+/, `traces/${String(index + 1).padStart(4, '0')}`),
  }));
}
