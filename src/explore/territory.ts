import fc from 'fast-check';
import type { Capability } from '../actors/index.ts';
import type { Act } from './act.ts';

/** What is walked over: how a walk can begin, what can be done on it, and what must hold at its end. */
export interface Ground<Standing> {
  readonly beginnings: readonly Beginning<Standing>[];
  readonly acts: readonly Act<Standing>[];
  readonly end: readonly string[];
}

interface Beginning<Standing> {
  readonly steps: readonly string[];
  readonly standing: Standing;
  readonly seen: readonly string[];
}

/** Where a walk begins and what is done on it, one thing after another, by their places in its ground. */
export interface Walk {
  readonly beginning: number;
  readonly acts: readonly number[];
}

/** A walk as it is to be played: acts that have no object, or of which the documents say nothing, are left out. */
export interface Course {
  readonly steps: readonly string[];
  /** How the walk begins. */
  readonly beginning: Stretch;
  readonly acts: readonly Stretch[];
}

/** A part of a course. */
export interface Stretch {
  /** How many steps of the course have been played when it is behind one. */
  readonly end: number;
  /** Which steps of the state machines, and which sides of windows, it is. */
  readonly seen: readonly string[];
}

/** A ground, with its kind of standing forgotten. */
export interface Territory {
  /** Walks of acts that a stage with these capabilities can play, each at most so long. */
  walks(capabilities: ReadonlySet<Capability>, longest: number): fc.Arbitrary<Walk>;
  courseOf(walk: Walk): Course;
}

export function territory<Standing>({ beginnings, acts, end }: Ground<Standing>): Territory {
  return {
    walks: (capabilities, longest) => {
      const playable = [...acts.keys()].filter((at) => (acts[at]?.needs ?? []).every((need) => capabilities.has(need)));
      return fc.record({
        beginning: fc.constantFrom(...beginnings.keys()),
        acts: fc.noBias(fc.array(fc.constantFrom(...playable), { minLength: 1, maxLength: longest, size: 'max' })),
      });
    },
    courseOf: (walk) => {
      const begun = beginnings[walk.beginning];
      if (!begun) throw new RangeError(`No walk begins at ${walk.beginning} of ${beginnings.length} places`);
      const steps = [...begun.steps];
      const stretches: Stretch[] = [];
      let { standing } = begun;
      for (const act of walk.acts) {
        const played = acts[act]?.play(standing);
        if (!played) continue;
        steps.push(...(played.given ?? []).map((step) => `Given ${step}`));
        if (played.when !== undefined) steps.push(`When ${played.when}`);
        steps.push(...played.outcome.map((step) => `Then ${step}`));
        stretches.push({ end: steps.length, seen: played.seen });
        standing = played.next;
      }
      const beginning = { end: begun.steps.length, seen: begun.seen };
      return { steps: [...steps, ...end], beginning, acts: stretches };
    },
  };
}

const keywordOf = (step = ''): string => step.split(' ')[0] ?? '';

/** Two steps of one kind are joined, as anybody would write them. */
const readable = (step: string, before: string | undefined): string =>
  keywordOf(step) === keywordOf(before) ? step.replace(/^\w+/, 'And') : step;

/** Courses as a feature: one scenario each. */
export function featureOf(
  name: string,
  courses: readonly { readonly name: string; readonly course: Course }[],
): string {
  const scenarios = courses.map(({ name: scenario, course }) =>
    [`  Scenario: ${scenario}`, ...course.steps.map((step, at) => `    ${readable(step, course.steps[at - 1])}`)].join(
      '\n',
    ),
  );
  return `Feature: ${name}\n\n${scenarios.join('\n\n')}\n`;
}
