import { mock } from 'node:test';

/** What stands in for `node:test` where one process plays a test file many times: as much of it as the tests near an area use. */
type Body = (context: Context) => unknown;
type Options = { readonly skip?: unknown };

interface Context {
  readonly name: string;
  readonly mock: typeof mock;
  readonly after: (body: () => unknown) => void;
  readonly diagnostic: (text: string) => void;
}

const HOOKS = ['before', 'after', 'beforeEach', 'afterEach'] as const;

interface Suite extends Readonly<Record<(typeof HOOKS)[number], Body[]>> {
  readonly name: string;
  readonly parts: (Suite | Case)[];
}
interface Case {
  readonly name: string;
  readonly body: Body;
}

const suiteOf = (name: string): Suite => ({ name, parts: [], before: [], after: [], beforeEach: [], afterEach: [] });

/** Who is told what is played: undefined while it is no single test. */
export type Listener = (test: string | undefined) => void;

/** The tests of one file, collected by the functions of `words`, to be played one after the other. */
export function collection() {
  let suite = suiteOf('');
  const root = suite;
  const bodies: unknown[] = [];

  const it = (name: string, ...[options, body]: [Body] | [Options, Body]): void => {
    if (typeof options === 'function') suite.parts.push({ name, body: options });
    else if (body && !options.skip) suite.parts.push({ name, body });
  };
  const describe = (name: string, body: () => unknown): void => {
    const outer = suite;
    suite = suiteOf(outer.name === '' ? name : `${outer.name} › ${name}`);
    outer.parts.push(suite);
    bodies.push(body());
    suite = outer;
  };
  const hooks = Object.fromEntries(HOOKS.map((hook) => [hook, (body: Body) => void suite[hook].push(body)]));
  const words = { ...hooks, it, test: it, describe, suite: describe, mock };

  /** The first test that fails, of those that are not left out. Throws nothing. */
  const play = async (leftOut: ReadonlySet<string>, hear: Listener): Promise<string | undefined> => {
    await Promise.all(bodies);
    return playSuite(root, [], leftOut, hear);
  };
  return { words, play };
}

const fullName = (suite: Suite, { name }: Case): string => `${suite.name} › ${name}`;
const isWanted = (suite: Suite, leftOut: ReadonlySet<string>): boolean =>
  suite.parts.some((part) => ('parts' in part ? isWanted(part, leftOut) : !leftOut.has(fullName(suite, part))));

async function playSuite(
  suite: Suite,
  outer: readonly Suite[],
  leftOut: ReadonlySet<string>,
  hear: Listener,
): Promise<string | undefined> {
  if (!isWanted(suite, leftOut)) return undefined;
  const around = [...outer, suite];
  hear(undefined);
  let failure = await failing(suite.before, contextOf(suite.name, []), `${suite.name} before`);
  for (const part of suite.parts) {
    if (failure !== undefined) break;
    if ('parts' in part) failure = await playSuite(part, around, leftOut, hear);
    else if (!leftOut.has(fullName(suite, part))) failure = await playCase(fullName(suite, part), part, around, hear);
  }
  hear(undefined);
  return failure ?? failing(suite.after, contextOf(suite.name, []), `${suite.name} after`);
}

async function playCase(name: string, { body }: Case, around: readonly Suite[], hear: Listener) {
  hear(name);
  const afterwards: Body[] = [];
  const context = contextOf(name, afterwards);
  const beforehand = around.flatMap(({ beforeEach }) => beforeEach);
  const failure = await failing([...beforehand, body], context, name);
  const later = await failing([...afterwards, ...around.flatMap(({ afterEach }) => afterEach)], context, name);
  mock.reset();
  return failure ?? later;
}

const contextOf = (name: string, afterwards: Body[]): Context => ({
  name,
  mock,
  after: (body) => void afterwards.push(body),
  diagnostic: () => {},
});

async function failing(bodies: readonly Body[], context: Context, name: string): Promise<string | undefined> {
  try {
    for (const body of bodies) await body(context);
    return undefined;
  } catch {
    return name;
  }
}
