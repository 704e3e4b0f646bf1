import type { Cast } from '../actors/index.ts';
import type { Trace } from '../trace/index.ts';

/** The scenario that a stage is opened for. */
export interface ScenarioKey {
  readonly seed: number;
  /** The same in every run: file and line. */
  readonly place: string;
}

/** An open stage before its first step. */
export interface OpenedTarget {
  readonly cast: Cast;
  readonly trace: Trace;
}

/** Brings a scenario's cast together. */
export type Target = (scenario: ScenarioKey) => OpenedTarget | Promise<OpenedTarget>;

const targets = new Map<string, Target>();

/** Makes a target known by name: steps find it by the name that the run gives them. */
export const registerTarget = (name: string, target: Target): void => {
  targets.set(name, target);
};

/** Throws an Error that lists the known names where there is none of that name. */
export function targetNamed(name: string): Target {
  const target = targets.get(name);
  if (target) return target;
  throw new Error(`There is no target "${name}": choose one of ${[...targets.keys()].join(', ')}`);
}
