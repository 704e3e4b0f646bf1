import { documentedStages, type Stages } from '../gateway/pipeline.ts';

type Deed = (...args: never[]) => unknown;

/** One call of a sound stage that has been made already. */
interface Made {
  readonly stage: keyof Stages;
  readonly args: readonly unknown[];
  readonly answer: unknown;
}

let made: Made | undefined;

/** A mutant asked a sound stage for something that was not asked of it, so only playing can tell what comes of it. */
class NeverMade extends Error {
  override readonly name = 'NeverMade';
}

function fromMemory({ stage: asked, args: known, answer }: Made, stage: keyof Stages, args: readonly unknown[]) {
  if (stage !== asked || args.length !== known.length || args.some((arg, at) => arg !== known[at]))
    throw new NeverMade(`${stage} was not called like this`);
  return answer;
}

const soundStage =
  (name: keyof Stages): Deed =>
  (...args) =>
    made ? fromMemory(made, name, args) : (documentedStages[name] as Deed)(...args);

/**
 * The documented stages as mutants call them. While a mutant is only asked what it would have answered, they give again
 * what they have just given, so that nothing is done twice.
 */
export const soundStages = Object.fromEntries(
  (Object.keys(documentedStages) as (keyof Stages)[]).map((name) => [name, soundStage(name)]),
) as unknown as Stages;

/** What `ask` answers where the one call that it may make of a sound stage was made before. Throws where it makes another. */
export function withoutPlaying<T>(call: Made, ask: () => T): T {
  made = call;
  try {
    return ask();
  } finally {
    made = undefined;
  }
}
