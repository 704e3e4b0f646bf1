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

/** The names of those mutants that no scenario tells from one before them: as far as anybody can see they are copies. */
function copies(verdicts: readonly Verdict[]): readonly string[] {
  const known = new Map<string, string>();
  return verdicts.flatMap(({ mutant: { name }, marks }) => {
    const seen = marks.join('\n');
    const original = known.get(seen);
    known.set(seen, original ?? name);
    return original === undefined || marks.length === 0 ? [] : [`${name} (as ${original})`];
  });
}

/** What became of all mutants, and of the rules without them. */
export interface Outcome {
  readonly verdicts: readonly Verdict[];
  /** Rules that catch none of them. */
  readonly unguarded: readonly string[];
  /** Rules that the sound mock does not pass. */
  readonly unsound: readonly string[];
}

/** Whether every mutant is caught as it says, each is another, and every rule catches one. */
export const isClean = ({ verdicts, unguarded, unsound }: Outcome): boolean =>
  verdicts.every(({ survived, strays }) => survived.length + strays.length === 0) &&
  unguarded.length + unsound.length + copies(verdicts).length === 0;

/** How many were caught, by which part of the catalogue, and how long it took. */
export function summary({ verdicts, unguarded, unsound }: Outcome, took: Duration): string {
  const killed = verdicts.filter(({ survived }) => survived.length === 0).length;
  const strays = verdicts.reduce((sum, verdict) => sum + verdict.strays.length, 0);
  const guarding = new Set(verdicts.flatMap(({ killers }) => killers)).size;
  const told = (what: string, names: readonly string[]): readonly string[] =>
    names.length > 0 ? [`${what}: ${names.join(', ')}`] : [];
  return [
    '',
    `${killed} of ${verdicts.length} mutants caught for the right reason by ${guarding} rules · ${strays} strays · ${(took / 1_000).toFixed(1)} s`,
    ...told('Rules without a mutant that they catch', unguarded),
    ...told('Mutants that nothing tells from another', copies(verdicts)),
    ...told('Rules that the sound mock does not pass', unsound),
    '',
  ].join('\n');
}
