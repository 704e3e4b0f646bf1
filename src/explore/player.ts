import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge } from '../judge/judge.ts';
import type { ScenarioJudgement } from '../judge/judgement.ts';
import { onInterruption } from '../merchant/interruption.ts';
import { collectTraces } from '../run/collect.ts';
import { play } from '../run/play.ts';
import { stepsPassed } from '../run/steps-passed.ts';
import type { UnderTest } from '../run/subject.ts';
import { mockTarget } from '../targets/mock/mock.ts';
import { signatureMemory } from '../targets/mock/signature-memory.ts';
import { registerTarget, type Target, targetNamed } from '../targets/target.ts';
import { type Course, featureOf, type Territory, type Walk } from './territory.ts';

export interface Stagecraft extends UnderTest {
  /** The name under which steps find the target. */
  readonly target: string;
  readonly seed: number;
  readonly territory: Territory;
}

/** A walk that did not pass, and what came of it. */
export interface Finding {
  readonly walk: Walk;
  readonly verdict: ScenarioJudgement['verdict'];
  readonly message: string;
}

/** A walk as it was played. */
export interface Walked {
  readonly course: Course;
  /** How many steps of the course passed: the first that does not is the last that is played. */
  readonly passed: number;
  /** Where it did not go as the model has it. */
  readonly finding?: Finding;
}

/** Signatures that walks find again: enough for thousands of acts, and a few megabytes. */
const SIGNATURES = 20_000;

/**
 * Makes a target known as walks are played on it, and answers the name. Chance is in the walks alone: what a stage draws is
 * the same on each of them, so that one seed gives the same traces wherever the walks are written down, and a walk that is
 * made shorter signs mostly what was signed before, which the mock remembers. Foreign subjects do not draw by the place.
 */
function walkedOn(name: string): string {
  const target: Target = name === 'mock' ? mockTarget({ remember: signatureMemory(SIGNATURES) }) : targetNamed(name);
  const walked = `${name}, walked on`;
  registerTarget(walked, (scenario) => target({ ...scenario, place: 'a walk' }));
  return walked;
}

/** Plays walks as scenarios of a feature file: what is found is found by the very text that is printed. */
export class Player {
  readonly #stagecraft: Stagecraft;
  readonly #folder = mkdtempSync(join(tmpdir(), 'explore-'));
  /** A signal that ends the kit must leave no walks behind either. */
  readonly #forget = onInterruption('end', () => this.#remove());
  readonly #target: string;

  constructor(stagecraft: Stagecraft) {
    this.#stagecraft = stagecraft;
    this.#target = walkedOn(stagecraft.target);
  }

  /** What became of each walk, in their order. */
  async play(walks: readonly Walk[]): Promise<readonly Walked[]> {
    const { seed, territory, gateway, merchant } = this.#stagecraft;
    const path = join(this.#folder, 'walks.feature');
    const courses = walks.map((walk, at) => ({ name: String(at), walk, course: territory.courseOf(walk) }));
    writeFileSync(path, featureOf('Walks', courses));
    const envelopes = await play({
      features: [path],
      tagExpression: '',
      target: this.#target,
      seed,
      parallel: 0,
      ...(gateway ? { gateway } : {}),
      ...(merchant ? { merchant } : {}),
    });
    const passed = stepsPassed(envelopes);
    const { unruled } = judge(collectTraces(envelopes), []);
    const judged = new Map(unruled.map((scenario) => [scenario.name, scenario]));
    return courses.map(({ name, walk, course }) => {
      // A walk of which nothing is known has shown nothing.
      const { verdict = 'error', message = verdict } = judged.get(name) ?? {};
      const finding = verdict === 'pass' ? {} : { finding: { walk, verdict, message } };
      return { course, passed: passed.get(name) ?? 0, ...finding };
    });
  }

  end(): void {
    this.#forget();
    this.#remove();
  }

  #remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
