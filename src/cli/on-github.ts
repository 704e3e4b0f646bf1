import { appendFileSync } from 'node:fs';
import type { Held } from '../judge/baseline.ts';
import { annotations, stepSummary } from '../report/github.ts';
import type { Language, RunRecord } from '../report/report.ts';

/** Tells GitHub of a run that one of its runners has made: what is broken beside the step, and a page in the job's summary. Elsewhere nothing. */
export function tellGitHub(
  record: RunRecord,
  held: Held,
  language: Language,
  env: Readonly<Record<string, string | undefined>> = process.env,
): void {
  if (env['GITHUB_ACTIONS'] !== 'true') return;
  for (const line of annotations(record, held, language)) process.stderr.write(`${line}\n`);
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (summary) appendFileSync(summary, stepSummary(record, language, held));
}
