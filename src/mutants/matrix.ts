import type { Duration } from '../time/index.ts';
import type { Verdict } from './trial.ts';

/** One mutant a line with the rules that caught it; what is wrong with it stands below. */
export function matrix(verdicts: readonly Verdict[]): string {
  const width = Math.max(...verdicts.map(({ mutant }) => mutant.name.length), 0);
  const lines = verdicts.flatMap(({ mutant, killers, survived, strays }) => [
    `${survived.length + strays.length === 0 ? '✓' : '✗'} ${mutant.name.padEnd(width)}  ${killers.join(', ') || '—'}`,
    ...survived.map((what) => `    survived: ${what}`),
    ...strays.map((what) => `    stray: ${what}`),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

/** How many were caught, by which part of the catalogue, and how long it took. */
export function summary(
  verdicts: readonly Verdict[],
  unguarded: readonly string[],
  unsound: readonly string[],
  took: Duration,
): string {
  const killed = verdicts.filter(({ survived }) => survived.length === 0).length;
  const strays = verdicts.reduce((sum, verdict) => sum + verdict.strays.length, 0);
  const guarding = new Set(verdicts.flatMap(({ killers }) => killers)).size;
  return [
    '',
    `${killed} of ${verdicts.length} mutants caught for the right reason by ${guarding} rules · ${strays} strays · ${(took / 1_000).toFixed(1)} s`,
    ...(unguarded.length > 0 ? [`Rules without a mutant that they catch: ${unguarded.join(', ')}`] : []),
    ...(unsound.length > 0 ? [`Rules that the sound mock does not pass: ${unsound.join(', ')}`] : []),
    '',
  ].join('\n');
}
