import { join } from 'node:path';
import { invariants as allInvariants, type Finding, type Invariant } from '../judge/invariants.ts';
import { judge } from '../judge/judge.ts';
import type { Judgement, NamedTrace, RuleJudgement } from '../judge/judgement.ts';
import { packageRoot } from '../package-root.ts';
import { rememberVerifications } from '../protocol/rsa.ts';
import { playedRules } from '../rules/catalogue.ts';
import { collectTraces } from '../run/collect.ts';
import { play } from '../run/play.ts';
import { type MockParts, mockTarget } from '../targets/mock/mock.ts';
import { signatureMemory } from '../targets/mock/signature-memory.ts';
import { registerTarget, type Target } from '../targets/target.ts';
import type { TraceEvent } from '../trace/index.ts';
import { ANYTHING, type Mutant } from './mutant.ts';
import { Seams } from './seams.ts';

/** Whether a mutant is played on all scenarios, or on those in which it can make a difference. */
export type ScenariosPlayed = 'all' | 'reached';

/** What became of one mutant. */
export interface Verdict {
  readonly mutant: Mutant;
  /** Rules that caught it for the right reason. */
  readonly killers: readonly string[];
  /** What each of them said of it. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Rules of which it leaves nothing to be seen, as it says. */
  readonly hidden: readonly string[];
  /** Rules that were to catch it and did not, or not for the right reason. */
  readonly survived: readonly string[];
  /** Rules that have nothing to do with it and did not pass. */
  readonly strays: readonly string[];
  /** All that is to be seen of it: what did not pass, where, and what was said. */
  readonly marks: readonly string[];
}

/** Scenarios that had nothing to judge count too: what a mutant hides tells it from another. */
const marksOf = ({ rule, scenarios }: RuleJudgement): readonly string[] =>
  scenarios
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ file, line, verdict, message }) => `${rule.id} ${file}:${line} ${verdict}: ${message ?? ''}`);

const caught = ({ verdict }: RuleJudgement): boolean => verdict === 'fail' || verdict === 'warn';

/** Nothing was found out, and the mutant says that it hides this rule or stands in the way. */
const isHidden = ({ hides, obstructs }: Mutant, { rule, verdict, reason }: RuleJudgement): boolean =>
  verdict === 'not-observed' &&
  (hides?.includes(rule.id) === true || (obstructs !== undefined && (reason ?? '').includes(obstructs)));

/** Whether a message says this; what stands between the parts of it may be anything. */
const says = (message: string, because: string): boolean => {
  let from = 0;
  return because.split(ANYTHING).every((part) => {
    const at = message.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
};

/** Holds a judgement against what a mutant says of itself. Pure. */
export function verdictOn(mutant: Mutant, judgement: Judgement): Verdict {
  const killers: string[] = [];
  const reasons: Record<string, string> = {};
  const hidden: string[] = [];
  const survived: string[] = [];
  const strays: string[] = [];
  for (const judged of judgement.rules) {
    const because = mutant.killedBy[judged.rule.id];
    if (because !== undefined) {
      const messages = judged.scenarios
        .filter(({ verdict }) => verdict === judged.verdict)
        .map(({ message }) => message ?? '');
      const reason = caught(judged) ? messages.find((message) => says(message, because)) : undefined;
      if (reason === undefined) survived.push(`${judged.rule.id} (${judged.verdict}: ${messages[0] ?? 'no word'})`);
      else {
        killers.push(judged.rule.id);
        reasons[judged.rule.id] = reason;
      }
    } else if (isHidden(mutant, judged)) hidden.push(judged.rule.id);
    else if (judged.verdict !== 'pass' || mutant.hides?.includes(judged.rule.id))
      strays.push(`${judged.rule.id} (${judged.verdict}: ${judged.reason ?? 'no word'})`);
    // Whatever else was found: where the kit itself fails, the mutant has broken more than it says.
    const failed = judged.scenarios.find(({ verdict }) => verdict === 'error');
    if (failed && judged.verdict !== 'error') strays.push(`${judged.rule.id} (error: ${failed.message ?? 'no word'})`);
  }
  for (const id of Object.keys(mutant.killedBy)) {
    if (!judgement.rules.some(({ rule }) => rule.id === id)) survived.push(`${id} (there is no such rule)`);
  }
  return { mutant, killers, reasons, hidden, survived, strays, marks: judgement.rules.flatMap(marksOf) };
}

/** Twice as many as there are in one run of all features, so that a run finds those of the one before it. */
const VERIFICATIONS = 12_000;

const ALL = join(packageRoot, 'features/**/*.feature');

/** The invariants, which examine a trace once: that of a scenario which is not played again is judged with each mutant. */
const invariants: readonly Invariant[] = allInvariants.map(({ rule, examine }) => {
  const found = new WeakMap<readonly TraceEvent[], readonly Finding[]>();
  return {
    rule,
    examine: (events) => {
      const findings = found.get(events) ?? examine(events);
      found.set(events, findings);
      return findings;
    },
  };
});

/** Where the scenario of a trace stands: file and line. */
function placeOf({ events }: NamedTrace): string {
  const head = events.find((event) => event.kind === 'scenario');
  return `${head?.file}:${head?.line}`;
}

/** The places as cucumber is told of them: each file once, with all its lines. */
function pathsOf(places: ReadonlySet<string>): readonly string[] {
  const lines = new Map<string, string>();
  for (const place of places) {
    const colon = place.lastIndexOf(':');
    const file = place.slice(0, colon);
    lines.set(file, (lines.get(file) ?? '') + place.slice(colon));
  }
  return [...lines].map(([file, all]) => join(packageRoot, file) + all);
}

/** What the sound mock did in each scenario, and which of the mutants each of them could notice. */
interface Sound {
  readonly judgement: Judgement;
  readonly traces: readonly NamedTrace[];
  readonly seams: Seams;
}

/** Plays features on mocks that are broken one way or another. */
export class Trials {
  /** One memory over all trials. */
  readonly #remember = signatureMemory();
  readonly #mutants: readonly Mutant[];
  #soundRun: Promise<Sound> | undefined;

  /** With the mutants that will be tried, of which more is known then. */
  constructor(mutants: readonly Mutant[] = []) {
    this.#mutants = mutants;
  }

  /** The judgement on a mock without a flaw. */
  async sound(): Promise<Judgement> {
    return (await this.#sound()).judgement;
  }

  /** The judgement on a mock of these parts, all features played. */
  async judge(parts: MockParts): Promise<Judgement> {
    return judge(await this.#played(mockTarget(this.#with(parts)), [ALL]), playedRules, { invariants });
  }

  /** The same of one of the mutants, but scenarios in which it can make no difference are not played again. */
  async judgeMutant(mutant: Mutant, scenarios: ScenariosPlayed = 'reached'): Promise<Judgement> {
    if (scenarios === 'all') return this.judge(mutant.parts);
    if (!this.#mutants.includes(mutant)) throw new Error(`${mutant.name} is none of the mutants that are tried`);
    const { traces, seams } = await this.#sound();
    const reached = seams.reaching(mutant);
    const paths = pathsOf(reached);
    const again = paths.length === 0 ? [] : await this.#played(mockTarget(this.#with(mutant.parts)), paths);
    if (again.length !== reached.size)
      throw new Error(`${reached.size} scenarios were to be played again, and ${again.length} were`);
    const playedAgain = new Map(again.map((trace) => [placeOf(trace), trace]));
    const unknown = again.find((trace) => !reached.has(placeOf(trace)));
    if (unknown) throw new Error(`${placeOf(unknown)} was played again, and was not to be`);
    return judge(
      traces.map((trace) => ({ ...trace, events: (playedAgain.get(placeOf(trace)) ?? trace).events })),
      playedRules,
      { invariants },
    );
  }

  #sound(): Promise<Sound> {
    this.#soundRun ??= this.#playSound();
    return this.#soundRun;
  }

  async #playSound(): Promise<Sound> {
    const seams = new Seams(this.#mutants);
    const target = mockTarget(this.#with(seams.watched()));
    const watched: Target = (scenario) => {
      seams.begin(scenario.place);
      return target(scenario);
    };
    const traces = await this.#played(watched, [ALL]);
    return { judgement: judge(traces, playedRules, { invariants }), traces, seams };
  }

  readonly #with = (parts: MockParts): MockParts => ({ ...parts, remember: this.#remember });

  async #played(target: Target, features: readonly string[]): Promise<readonly NamedTrace[]> {
    rememberVerifications(VERIFICATIONS);
    registerTarget('trial', target);
    const envelopes = await play({
      features,
      tagExpression: '',
      target: 'trial',
      seed: 1,
      parallel: 0,
    });
    return collectTraces(envelopes);
  }
}
