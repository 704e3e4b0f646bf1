import fc from 'fast-check';
import type { Capability } from '../actors/index.ts';
import { leaveSubject, meetSubject } from '../run/subject.ts';
import { targetNamed } from '../targets/registry.ts';
import { type Finding, Player, type Stagecraft, type Walked } from './player.ts';
import { featureOf, type Territory, type Walk } from './territory.ts';

export interface Exploration extends Stagecraft {
  /** How many acts are to be tried at the least. */
  readonly acts: number;
  /** The longest walk, in acts. */
  readonly longest?: number;
  /** Hears how many acts have been tried. */
  readonly heard?: (acts: number) => void;
}

/** A walk on which the subject and the model part, made as short as it could be. */
export interface Parting {
  /** What was expected and what was seen. */
  readonly message: string;
  /** The scenario that shows it, as a feature file. */
  readonly feature: string;
}

export interface Explored {
  /** How many acts were played, and came out as the model has it. */
  readonly acts: number;
  readonly walks: number;
  /** Each step of the machines, and each side of a window, that was walked: of a walk that was cut short, those before. */
  readonly seen: ReadonlySet<string>;
  readonly parting?: Parting;
  /** Walks that could not be played to their end, and why the first of them could not. */
  readonly cutShort: { readonly walks: number; readonly why?: string };
  /** What ended the exploration before its time, where that was neither the subject nor its length. */
  readonly ended?: Finding;
}

const BATCH = 25;
const LONGEST = 60;

/**
 * Walks a territory by chance, and holds the subject to the model after each act. The first walk on which they part ends
 * it, and is made as short as it can be. Throws a SubjectError where there is nothing to explore.
 */
export async function explore(exploration: Exploration): Promise<Explored> {
  await meetSubject(exploration);
  const player = new Player(exploration);
  try {
    return await walked(player, exploration, await capabilitiesOf(exploration));
  } finally {
    player.end();
    await leaveSubject(exploration);
  }
}

async function walked(
  player: Player,
  { seed, territory, acts: wanted, longest = LONGEST, heard }: Exploration,
  capabilities: ReadonlySet<Capability>,
): Promise<Explored> {
  const arbitrary = territory.walks(capabilities, longest);
  const seen = new Set<string>();
  let [tried, acts, walks, short] = [0, 0, 0, 0];
  let why: string | undefined;
  const told = () => ({ acts, walks, seen, cutShort: { walks: short, ...(why === undefined ? {} : { why }) } });
  for (let batch = 0; tried < wanted; batch += 1) {
    const some = fc.sample(arbitrary, { seed: seed + batch, numRuns: BATCH });
    const played = await player.play(some);
    const findings = findingsOf(played);
    walks += some.length;
    for (const { course, passed } of played) {
      tried += course.acts.length;
      acts += course.acts.filter(({ end }) => end <= passed).length;
      for (const stretch of [course.beginning, ...course.acts])
        if (stretch.end <= passed) for (const step of stretch.seen) seen.add(step);
    }
    heard?.(tried);
    const parted = findings.find(isParting);
    if (parted) return { ...told(), parting: await shortened(player, territory, arbitrary, parted) };
    const [ended] = findings.filter(({ verdict }) => verdict === 'error' || verdict === 'inconclusive');
    if (ended) return { ...told(), ended };
    short += findings.length;
    why ??= findings[0]?.message;
  }
  return told();
}

const findingsOf = (walked: readonly Walked[]): readonly Finding[] => walked.flatMap(({ finding }) => finding ?? []);

const isParting = ({ verdict }: Finding): boolean => verdict === 'fail';

/** What can be done on this stage, as one that is opened for nothing shows. */
async function capabilitiesOf({ target, seed, gateway, merchant }: Exploration): Promise<ReadonlySet<Capability>> {
  const subject = { ...(gateway ? { gateway } : {}), ...(merchant ? { merchant } : {}) };
  const { cast } = await targetNamed(target)({ seed, place: 'before the first walk', ...subject });
  await cast.leave();
  return cast.capabilities;
}

/** The shortest walk that fast-check finds on which they still part, without what can be left out of it. */
async function shortened(
  player: Player,
  territory: Territory,
  arbitrary: fc.Arbitrary<Walk>,
  found: Finding,
): Promise<Parting> {
  let shortest = found;
  const parts = async (walk: Walk): Promise<boolean> => {
    const finding = findingsOf(await player.play([walk])).find(isParting);
    shortest = finding ?? shortest;
    return finding !== undefined;
  };
  const property = fc.asyncProperty(arbitrary, async (walk) => !(await parts(walk)));
  await fc.check(property, { examples: [[found.walk]], numRuns: 1 });
  // fast-check makes simpler what it cannot leave out one by one from behind; nothing at all is simpler still.
  for (let at = shortest.walk.acts.length - 1; at >= 0; at -= 1)
    await parts({ ...shortest.walk, acts: shortest.walk.acts.toSpliced(at, 1) });
  const name = shortest.message.replaceAll(/\s+/g, ' ');
  const course = territory.courseOf(shortest.walk);
  return { message: shortest.message, feature: featureOf('What the explorer found', [{ name, course }]) };
}
