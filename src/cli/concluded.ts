import { type Held, heldAgainst, type KnownFailure, NOTHING_HELD } from '../judge/baseline.ts';
import { exitCode } from '../judge/judge.ts';
import { baselineLines } from '../report/console-baseline.ts';
import { consoleReport } from '../report/console-table.ts';
import type { Language, RunRecord } from '../report/report.ts';
import { today } from '../run/signed-off.ts';
import { tellGitHub } from './on-github.ts';

interface Conclusion {
  readonly language: Language;
  readonly replayWith?: readonly string[];
  readonly held?: Held;
  /** A part of a run. */
  readonly isPart?: boolean;
}

/** A run held against its baseline today; what a part of it has seen mended, another part may see broken. */
export function heldToday({ judgement }: RunRecord, baseline: readonly KnownFailure[], isPart: boolean): Held {
  const found = heldAgainst(judgement, baseline, today());
  return isPart ? { ...found, stale: [] } : found;
}

/** Prints what a judgement comes to, for people and for GitHub, and answers how the command ends. */
export function concluded(
  record: RunRecord,
  { language, replayWith, held = NOTHING_HELD, isPart = false }: Conclusion,
): number {
  const colour = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
  const notes = [...baselineLines(held, language), ...(isPart ? [PART_ONLY[language]] : [])];
  const told = { language, colour, notes, ...(replayWith ? { replayWith } : {}) };
  process.stdout.write(`${consoleReport(record, told)}\n`);
  tellGitHub(record, held, language);
  const code = exitCode(record.judgement, held);
  return isPart && code === 4 ? 0 : code;
}

const PART_ONLY: Readonly<Record<Language, string>> = {
  en: 'This is one part of a run: "merge" judges all of them together, and none has a verdict of its own.',
  'zh-CN': '这只是一次运行的一部分：由merge合并判定，单个分片不构成结论。',
};
