import type { Cast } from '../actors/index.ts';
import type { Trace } from '../trace/index.ts';

/** A foreign gateway, as a run names it to every scenario and every process: JSON, and no key in it. */
export interface GatewayUnderTest {
  readonly url: string;
  /** The folder of merchant.json and the PEM files. */
  readonly credentials: string;
  /** `HOST:PORT` at which the gateway can bring notifications. */
  readonly listen?: string;
  /** What notify_urls begin with, where the gateway reaches that address under another name. */
  readonly publicUrl?: string;
  /** Milliseconds that an answer may take; ten seconds where nothing is said. */
  readonly patience?: number;
}

/** A merchant's backend, as a run names it to every scenario: JSON, and no key in it. */
export interface MerchantUnderTest {
  /** The file that says how it is met, absolute. */
  readonly profile: string;
  /** The folder of the merchant's credentials, absolute, where it is not the profile's. */
  readonly credentials?: string;
  /** `HOST:PORT` at which the backend finds the gateway, where it is not the profile's. */
  readonly listen?: string;
  /** The folder that the backend's output is kept in, absolute. */
  readonly reports?: string;
}

/** The scenario that a stage is opened for. */
export interface ScenarioKey {
  readonly seed: number;
  /** The same in every run: file and line. */
  readonly place: string;
  /** The gateway to judge, where the target has a foreign one. */
  readonly gateway?: GatewayUnderTest;
  /** The backend to judge, where the target has one. */
  readonly merchant?: MerchantUnderTest;
}

/** An open stage before its first step. */
export interface OpenedTarget {
  readonly cast: Cast;
  readonly trace: Trace;
}

/** Brings a scenario's cast together. Throws a NoStage where that cannot be done now. */
export type Target = (scenario: ScenarioKey) => OpenedTarget | Promise<OpenedTarget>;

/** The environment does not let a scenario begin; the message says why. That is no finding about any rule. */
export class NoStage extends Error {
  override readonly name = 'NoStage';
}

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
