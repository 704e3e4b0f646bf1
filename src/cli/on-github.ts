import { appendFileSync } from 'node:fs';
import { annotations, stepSummary } from '../report/github.ts';
import type { Language, RunRecord } from '../report/report.ts';

/** Tells GitHub of a run that one of its runners has made: what is broken beside the step, and a page in the job's summary. Elsewhere nothing. */
export function tellGitHub(
  record: RunRecord,
  known: readonly string[],
  language: Language,
  env: Readonly<Record<string, string | undefined>> = process.env,
): void {
  if (env['GITHUB_ACTIONS'] !== 'true') return;
  for (const line of annotations(record, known, language)) process.stderr.write(`${line}\n`);
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (summary) appendFileSync(summary, stepSummary(record, language));
}
