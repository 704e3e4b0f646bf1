/**
 * Makes each conditional and each constant of an area wrong, one at a time, and runs the tests near it until one fails:
 * node --import tsx test/changes/main.ts AREA… [--in TEXT]… [--again] [--list]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../src/package-root.ts';
import { AREAS, changesOf, isNamesake, testsOf } from './areas.ts';
import { bundled } from './bundle.ts';
import { type Change, type Equivalent, told } from './change.ts';
import { playChanged, playSound, type Sound } from './play.ts';
import { Quick } from './quick.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Only changes whose line, as it is printed, has this text in it, or one of several. */
    in: { type: 'string', multiple: true, default: [''] },
    /** Only those that the last run left alive. */
    again: { type: 'boolean' },
    list: { type: 'boolean' },
  },
});
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** What the tests near an area did not notice. */
interface Outcome {
  readonly killed: number;
  readonly alive: readonly Change[];
  readonly equivalent: readonly Change[];
}

const keyOf = ({ file, was, becomes }: Pick<Change, 'file' | 'was' | 'becomes'>): string =>
  JSON.stringify([file, was, becomes]);

const isOf = (change: Change, { file, was, becomes, code = '' }: Equivalent): boolean =>
  change.file === file &&
  change.was.replaceAll(/\s+/g, ' ') === was &&
  change.becomes === becomes &&
  change.code.includes(code);

async function soundTests(folder: string, quick: Quick, tests: readonly string[]): Promise<readonly Sound[]> {
  const sounds: Sound[] = [];
  for (const test of tests) {
    const sound = (await quick.meet(test)) ?? (await playSound(folder, test));
    if (typeof sound === 'string') throw new Error(`${test} fails with nothing changed: ${sound}`);
    sounds.push(sound);
  }
  return sounds;
}

/** The tests that come to a change: the one named after its file first, then the quickest. */
const nearest = (sounds: readonly Sound[], { id, file, text }: Change): readonly Sound[] =>
  sounds
    .filter(({ comesTo }) => comesTo.has(text === undefined ? id : join(packageRoot, file)))
    .sort((a, b) => Number(isNamesake(b.test, file)) - Number(isNamesake(a.test, file)) || a.took - b.took);

/** Asked in one process; what that cannot tell, in a process of its own. */
async function isNoticed(quick: Quick, sounds: readonly Sound[], change: Change): Promise<boolean> {
  for (const sound of nearest(sounds, change)) {
    if ((await quick.notices(sound, change)) ?? (await playChanged(sound, change)) !== undefined) return true;
  }
  return false;
}

async function examine(
  wanted: readonly Change[],
  quick: Quick,
  sounds: readonly Sound[],
  equivalents: readonly Equivalent[],
): Promise<Outcome> {
  const alive: Change[] = [];
  const equivalent: Change[] = [];
  for (const change of wanted) {
    if (equivalents.some((known) => isOf(change, known))) {
      equivalent.push(change);
    } else if (!(await isNoticed(quick, sounds, change))) {
      alive.push(change);
      print(`${nearest(sounds, change).length === 0 ? 'unreached' : 'alive    '} ${told(change)}`);
    }
  }
  return { killed: wanted.length - alive.length - equivalent.length, alive, equivalent };
}

const fileOf = (area: string): string => join(packageRoot, 'coverage', `changes-${area}.json`);

function leftAlive(area: string): ReadonlySet<string> {
  return new Set((JSON.parse(readFileSync(fileOf(area), 'utf8')) as Change[]).map(keyOf));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

for (const name of positionals.length > 0 ? positionals : Object.keys(AREAS)) {
  const area = AREAS[name];
  if (!area) throw new Error(`"${name}" is no area: there are ${Object.keys(AREAS).join(', ')}`);
  const { all, editsIn } = changesOf(area);
  const gone = area.equivalents.filter((known) => !all.some((change) => isOf(change, known)));
  for (const { file, was, becomes } of gone) throw new Error(`${file} has no ${was} that could become ${becomes}`);
  const before = options.again ? leftAlive(name) : undefined;
  const wanted = all.filter(
    (change) => options.in.some((text) => told(change).includes(text)) && (before?.has(keyOf(change)) ?? true),
  );
  if (options.list) {
    for (const change of wanted) print(told(change));
    continue;
  }
  const folder = await bundled(testsOf(area), editsIn);
  const quick = new Quick(folder);
  const sounds = await soundTests(folder, quick, testsOf(area));
  const { killed, alive, equivalent } = await examine(wanted, quick, sounds, area.equivalents);
  quick.end();
  print(
    `${name}: ${wanted.length} changes, ${killed} noticed, ${equivalent.length} without effect, ${alive.length} alive`,
  );
  mkdirSync(join(packageRoot, 'coverage'), { recursive: true });
  writeFileSync(fileOf(name), JSON.stringify(alive));
  if (alive.length > 0) process.exitCode = 1;
}
