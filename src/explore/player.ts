import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge } from '../judge/judge.ts';
import type { ScenarioJudgement } from '../judge/judgement.ts';
import { onInterruption } from '../merchant/interruption.ts';
import { collectTraces } from '../run/collect.ts';
import { play } from '../run/play.ts';
import type { UnderTest } from '../run/subject.ts';
import { featureOf, type Territory, type Walk } from './territory.ts';

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

/** Plays walks as scenarios of a feature file: what is found is found by the very text that is printed. */
export class Player {
  readonly #stagecraft: Stagecraft;
  readonly #folder = mkdtempSync(join(tmpdir(), 'explore-'));
  /** A signal that ends the kit must leave no walks behind either. */
  readonly #forget = onInterruption('end', () => this.#remove());
  #turn = 0;

  constructor(stagecraft: Stagecraft) {
    this.#stagecraft = stagecraft;
  }

  /** Those that did not go as the model has it, in the order of the walks. */
  async play(walks: readonly Walk[]): Promise<readonly Finding[]> {
    const { target, seed, territory, gateway, merchant } = this.#stagecraft;
    this.#turn += 1;
    // A name of its own for each: a place is what a scenario draws its chance from, and numbers must not come twice.
    const path = join(this.#folder, `walks-${this.#turn}.feature`);
    const courses = walks.map((walk, at) => ({ name: String(at), course: territory.courseOf(walk) }));
    writeFileSync(path, featureOf('Walks', courses));
    const envelopes = await play({
      features: [path],
      tagExpression: '',
      target,
      seed,
      parallel: 0,
      ...(gateway ? { gateway } : {}),
      ...(merchant ? { merchant } : {}),
    });
    const { unruled } = judge(collectTraces(envelopes), []);
    return unruled.flatMap(({ name, verdict, message = verdict }) => {
      const walk = walks[Number(name)];
      return walk && verdict !== 'pass' ? [{ walk, verdict, message }] : [];
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
