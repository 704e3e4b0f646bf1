import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { LabelName, Stage, Status, type StepResult, type TestResult } from 'allure-js-commons';
import { FileSystemWriter } from 'allure-js-commons/sdk/reporter';
import type { NamedTrace, RuleJudgement, RuleVerdict, ScenarioJudgement } from '../judge/judgement.ts';
import { clausesOfRule } from '../rules/clauses.ts';
import type { Level, Source } from '../rules/rule.ts';
import { parseRfc3339 } from '../time/index.ts';
import { describe, holds, type TraceEvent, toNdjson } from '../trace/index.ts';
import { consoleWords } from './console-words.ts';
import type { Language, RunRecord } from './report.ts';

/** Allure has no words for what was not seen; what is broken, of whatever level, is failed there. */
const STATUS: Readonly<Record<RuleVerdict, Status>> = {
  pass: Status.PASSED,
  attested: Status.PASSED,
  fail: Status.FAILED,
  warn: Status.FAILED,
  error: Status.BROKEN,
  'not-applicable': Status.SKIPPED,
  'not-observed': Status.SKIPPED,
  inconclusive: Status.SKIPPED,
};
const SEVERITY: Readonly<Record<Level, string>> = { must: 'critical', should: 'normal', may: 'minor' };

/** Writes a run as Allure's result files into a folder, which is emptied first: a result for each scenario under each rule. */
export function writeAllure(
  folder: string,
  record: RunRecord,
  traces: readonly NamedTrace[],
  language: Language,
): void {
  rmSync(folder, { recursive: true, force: true });
  const writer = new FileSystemWriter({ resultsDir: folder });
  const { kit, target, subject, seed, source, judgement } = record;
  writer.writeEnvironmentInfo({
    kit: `${kit.name} ${kit.version}`,
    guide: `${source.title} ${source.revision}`,
    target,
    subject: [subject.name, subject.url ?? ''].join(' ').trim(),
    seed: String(seed),
    verdict: judgement.verdict,
  });
  const byPath = new Map(traces.map((trace) => [trace.path, trace.events]));
  for (const [path, events] of byPath) writer.writeAttachment(attachmentOf(path), Buffer.from(toNdjson(events)));
  for (const judged of judgement.rules)
    for (const scenario of judged.scenarios)
      writer.writeResult(resultOf(judged, scenario, byPath.get(scenario.trace) ?? [], language));
}

const attachmentOf = (path: string): string => `${digest(path)}-attachment.ndjson`;
/** The same scenario of the same rule has the same name in every run. */
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

function resultOf(
  { rule }: RuleJudgement,
  scenario: ScenarioJudgement,
  events: readonly TraceEvent[],
  language: Language,
): TestResult {
  const { name, file, line, verdict, message, trace } = scenario;
  const id = digest(`${rule.id} ${file}:${line} ${name}`);
  const say = (text: { readonly en: string; readonly zh: string }): string => (language === 'en' ? text.en : text.zh);
  const clauses = clausesOfRule(rule.id);
  const moments = events.flatMap(({ wire }) => parseRfc3339(wire) ?? []);
  return {
    uuid: id,
    historyId: id,
    testCaseId: id,
    name,
    fullName: `${rule.id} ${file}:${line}`,
    description: [
      say(rule.title),
      ...clauses.map((clause) => `- ${clause.id} ${say(clause.restatement)}`),
      say(rule.hint),
    ].join('\n\n'),
    status: STATUS[verdict],
    statusDetails:
      message === undefined
        ? {}
        : { message: `${rule.id}: ${message}`, trace: `${trace}: ${scenario.evidence.join(', ')}` },
    stage: Stage.FINISHED,
    start: moments[0] ?? 0,
    stop: moments.at(-1) ?? 0,
    labels: [
      { name: LabelName.EPIC, value: consoleWords[language].areas[rule.area] },
      { name: LabelName.FEATURE, value: `${rule.id} ${say(rule.title)}` },
      { name: LabelName.STORY, value: name },
      { name: LabelName.SEVERITY, value: SEVERITY[rule.level] },
      { name: LabelName.OWNER, value: rule.subject },
      { name: LabelName.TAG, value: rule.id },
      { name: LabelName.TAG, value: rule.level },
      { name: LabelName.TAG, value: verdict },
      ...clauses.map((clause) => ({ name: LabelName.TAG, value: clause.id })),
    ],
    links: rule.sources.filter(({ document }) => document === 'api').map(linkTo),
    parameters: [],
    steps: events.flatMap(stepOf),
    attachments:
      events.length === 0 ? [] : [{ name: trace, source: attachmentOf(trace), type: 'application/x-ndjson' }],
  };
}

const linkTo = ({ ref }: Source) => ({
  name: ref,
  url: `https://pay.weixin.qq.com/doc/v3/merchant/${ref.slice('D:'.length)}`,
  type: 'link',
});

/** What was done and expected, as the steps of a result; exchanges are told whole by the trace that is attached. */
function stepOf(event: TraceEvent): readonly StepResult[] {
  const step = (name: string, status: Status): readonly StepResult[] => [
    { name, status, statusDetails: {}, stage: Stage.FINISHED, steps: [], attachments: [], parameters: [] },
  ];
  if (event.kind === 'expectation') return step(describe(event), holds(event) ? Status.PASSED : Status.FAILED);
  if (event.kind === 'exchange') {
    const { from, to, method, url, answer, failure = '' } = event;
    return step(`${from} → ${to}: ${method} ${url} → ${answer?.status ?? failure}`, Status.PASSED);
  }
  if (event.kind === 'obstacle') return step(event.reason, Status.SKIPPED);
  return [];
}
