import type { Attestation } from '../judge/attestation.ts';
import { judge } from '../judge/judge.ts';
import type { NamedTrace } from '../judge/judgement.ts';
import type { ConformanceReport } from '../report/conformance-json.ts';
import type { RunRecord } from '../report/report.ts';
import { ruleById } from '../rules/catalogue.ts';
import type { Rule } from '../rules/rule.ts';
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
  mustBeWhole(placed);
  const traces = renamed(placed);
  const { report, cut } = first;
  const selection = { target: report.target, rules: [], features: [], only: false, attested, own };
  const reported = new Set(placed.flatMap((shard) => shard.report.rules.map(({ id }) => id)));
  const all = namedRules(selection);
  const rules =
    cut === null ? all : [...reported].flatMap((id) => ruleById(id) ?? own.find((rule) => rule.id === id) ?? []);
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
  const headed = traces.map((trace) => ({ trace, head: trace.events.find((event) => event.kind === 'scenario') }));
  headed.sort(
    (a, b) => (a.head?.file ?? '').localeCompare(b.head?.file ?? '', 'en') || (a.head?.line ?? 0) - (b.head?.line ?? 0),
  );
  return headed.map(({ trace }, index) => ({
    ...trace,
    path: trace.path.replace(/^traces\/\d+/, `traces/${String(index + 1).padStart(4, '0')}`),
  }));
}
