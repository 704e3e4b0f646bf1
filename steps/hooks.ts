import { relative, resolve } from 'node:path';
import {
  After,
  Before,
  type ITestCaseHookParameter,
  Status,
  setDefaultTimeout,
  setWorldConstructor,
} from '@cucumber/cucumber';
import { Stage } from '../src/actors/index.ts';
import { packageRoot } from '../src/package-root.ts';
import { ruleById } from '../src/rules/catalogue.ts';
import { targetNamed } from '../src/targets/registry.ts';
import { NoStage } from '../src/targets/target.ts';
import { wallClock } from '../src/time/index.ts';
import { TRACE_MEDIA_TYPE, Trace, toNdjson } from '../src/trace/index.ts';
import { Scene } from './scene.ts';

// Five seconds is also what a merchant has for its answer: the kit keeps its own patience, and cucumber none.
setDefaultTimeout(-1);
setWorldConstructor(Scene);

/** A step under `*` has no keyword to tell what it is. */
const TYPES = { Context: 'context', Action: 'action', Outcome: 'outcome', Unknown: 'action' } as const;

/** The feature's path from the package's root, or as it is where it lies elsewhere. */
function fileOf(uri: string): string {
  const fromRoot = relative(packageRoot, resolve(uri));
  return (fromRoot.startsWith('..') ? uri : fromRoot).replaceAll('\\', '/');
}

Before(async function (this: Scene, { pickle }: ITestCaseHookParameter) {
  const { target = 'mock', seed = 1, own = [], gateway, merchant } = this.parameters;
  const tags = pickle.tags.map((tag) => tag.name.slice(1));
  const rules = tags.filter((id) => ruleById(id) !== undefined || own.includes(id));
  const file = fileOf(pickle.uri);
  const line = pickle.location?.line ?? 0;
  const steps = pickle.steps.map(({ type, text }) => ({ type: TYPES[`${type ?? 'Unknown'}`], text }));
  const head = { kind: 'scenario', name: pickle.name, file, line, rules, target, seed, steps } as const;
  try {
    const scenario = {
      seed,
      place: `${file}:${line}`,
      ...(gateway ? { gateway } : {}),
      ...(merchant ? { merchant } : {}),
    };
    const { cast, trace } = await targetNamed(target)(scenario);
    trace.record(head);
    this.stage = new Stage(cast, trace, rules[0] ?? '');
    return undefined;
  } catch (failure) {
    if (!(failure instanceof NoStage)) throw failure;
    const trace = new Trace({ business: wallClock, wire: wallClock });
    trace.record(head);
    trace.record({ kind: 'obstacle', why: 'environment', reason: failure.message });
    trace.record({ kind: 'end' });
    this.attach(toNdjson(trace.events), TRACE_MEDIA_TYPE);
    return 'skipped';
  }
});

After(async function (this: Scene, { result }: ITestCaseHookParameter) {
  if (!this.isOpen) return;
  const { trace, cast } = this.stage;
  await cast.leave();
  const explained = trace.events.some((event) => event.kind === 'obstacle' || event.kind === 'expectation');
  const last = trace.events.at(-1)?.kind;
  if (result?.status !== Status.PASSED && !(explained && (last === 'obstacle' || last === 'expectation'))) {
    const reason = result?.message?.split('\n')[0] ?? `a step is ${result?.status.toLowerCase() ?? 'unknown'}`;
    trace.record({ kind: 'obstacle', why: 'kit', reason });
  }
  trace.record({ kind: 'end' });
  this.attach(toNdjson(trace.events), TRACE_MEDIA_TYPE);
});
