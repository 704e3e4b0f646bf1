import type { Duration } from '../time/index.ts';
import type { Verdict } from './trial.ts';

/**
 * The isolation matrix: a column for each rule, its id from top to bottom, and a line for each mutant. A rule has caught
 * it (✗), seen nothing of it as it says (○), or passed (·); `!` is a survivor or a stray.
 */
export function isolation(verdicts: readonly Verdict[], rules: readonly string[]): string {
  const width = nameWidth(verdicts);
  const depth = Math.max(...rules.map((id) => id.length), 0);
  const heads = Array.from({ length: depth }, (_, row) => {
    const letters = rules.map((id) => id.padStart(depth).charAt(row)).join('');
    return `${' '.repeat(width)}  ${letters}`.trimEnd();
  });
  const lines = verdicts.map((verdict) => {
    const cells = rules.map((id) => cellOf(verdict, id)).join('');
    return `${verdict.mutant.name.padEnd(width)}  ${cells}`;
  });
  return [...heads, ...lines, ''].map((line) => `${line}\n`).join('');
}

function cellOf({ killers, hidden, survived, strays }: Verdict, id: string): string {
  if (killers.includes(id)) return '✗';
  if ([...survived, ...strays].some((what) => what.startsWith(`${id} (`))) return '!';
  return hidden.includes(id) ? '○' : '·';
}

/** Each mutant with the rules that caught it and what they said, and what is wrong with it. */
export function findings(verdicts: readonly Verdict[]): string {
  const lines = verdicts.flatMap(({ mutant, reasons, survived, strays }) => [
    `${survived.length + strays.length === 0 ? '✓' : '✗'} ${mutant.name}`,
    ...Object.entries(reasons).map(([rule, reason]) => `    ${rule}: ${shortened(reason)}`),
    ...survived.map((what) => `    survived: ${what}`),
    ...strays.map((what) => `    stray: ${what}`),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

const nameWidth = (verdicts: readonly Verdict[]): number =>
  Math.max(...verdicts.map(({ mutant }) => mutant.name.length), 0);

const LONGEST = 160;
const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
};

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
