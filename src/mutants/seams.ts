import { isDeepStrictEqual } from 'node:util';
import { decide as documentedDecide } from '../gateway/decide.ts';
import type { Decide } from '../gateway/decision.ts';
import { documentedStages, type Stages } from '../gateway/pipeline.ts';
import { documentedPolicy, type Policy } from '../gateway/policy.ts';
import { ModelMerchant } from '../merchant/model-merchant.ts';
import { isRecord } from '../protocol/wire.ts';
import type { MockParts } from '../targets/mock/mock.ts';
import type { Mutant } from './mutant.ts';
import { withoutPlaying } from './sound-stages.ts';
import { changedMethods, IDLING, watchedMerchant } from './watched-merchant.ts';

type Deed = (...args: never[]) => unknown;

/**
 * Watches the sound run, and knows of each scenario which mutants it would notice. A scenario draws its chance from its own
 * place, so a mutant that does there what the sound mock does, call by call, leaves the very same trace: there is no first
 * call at which the two part. Of decisions and of stages, each mutant is asked what it would have answered, and of policy
 * where a decision reads it; of policy that is read elsewhere, and of the rest, what was read or called at all.
 */
export class Seams {
  readonly #reached = new Map<string, Set<unknown>>();
  readonly #mutants: readonly Mutant[];
  readonly #asked: readonly MockParts[];
  readonly #decides = new Map<string, ReadonlySet<Decide>>();
  readonly #policies: readonly { readonly policy: Policy; readonly changed: readonly string[] }[];
  /** The entries that are read for a decision while there is one to be made. */
  #deciding: Set<string> | undefined;
  #current = new Set<unknown>();

  constructor(mutants: readonly Mutant[]) {
    this.#mutants = mutants;
    this.#asked = mutants.map(({ parts }) => parts);
    this.#policies = this.#asked.flatMap(({ policy }) => (policy ? [{ policy, changed: changedEntries(policy) }] : []));
  }

  /** A scenario begins: what happens from now on is its own. */
  begin(place: string): void {
    this.#current = new Set();
    this.#reached.set(place, this.#current);
  }

  /** The sound parts, watched. */
  watched(): MockParts {
    const note = (what: unknown) => this.#current.add(what);
    const policy = new Proxy(documentedPolicy, {
      get: (entries, name) => {
        if (this.#deciding) this.#deciding.add(String(name));
        else note(`policy ${String(name)}`);
        return Reflect.get(entries, name);
      },
    });
    const decide: Decide = (state, command, terms) => {
      const read = new Set<string>();
      const right = this.#readingInto(read, () => documentedDecide(state, command, terms));
      this.#compare(this.#decidesOf(command.type), right, (other) => other(state, command, documentedPolicy));
      const policies = this.#policies.flatMap(({ policy, changed }) =>
        changed.some((name) => read.has(name)) ? [policy] : [],
      );
      this.#compare(new Set(policies), right, (policy) => documentedDecide(state, command, policy));
      return right;
    };
    const stages = Object.fromEntries(
      (Object.keys(documentedStages) as (keyof Stages)[]).map((name) => [
        name,
        this.#watchedStage(name, documentedStages[name] as Deed),
      ]),
    ) as unknown as Stages;
    const carry: MockParts['carry'] = (carrier) => (url, letter, answerTime) => {
      note('carry');
      return carrier(url, letter, answerTime);
    };
    return { policy, decide, stages, carry, merchant: watchedMerchant((method) => note(`merchant ${method}`)) };
  }

  /** Has the entries that are read meanwhile stand there, and not with the scenario. */
  #readingInto<T>(read: Set<string>, decided: () => T): T {
    this.#deciding = read;
    try {
      return decided();
    } finally {
      this.#deciding = undefined;
    }
  }

  /** Whoever may decide otherwise on such a command. */
  #decidesOf(type: string): ReadonlySet<Decide> {
    const others =
      this.#decides.get(type) ??
      new Set(
        this.#mutants.flatMap(({ decides = type, parts }) => (decides === type && parts.decide ? [parts.decide] : [])),
      );
    this.#decides.set(type, others);
    return others;
  }

  #watchedStage(name: keyof Stages, stage: Deed): Deed {
    const others = new Set(this.#asked.flatMap(({ stages }) => (stages ? (stages[name] as Deed) : [])));
    others.delete(stage);
    return (...args) => {
      const right = kept(stage(...args));
      this.#compare(others, right, (other) =>
        withoutPlaying({ stage: name, args, answer: right }, () => kept(other(...args))),
      );
      return right;
    };
  }

  /** Notes whichever would have answered otherwise. */
  #compare<Other>(others: ReadonlySet<Other>, right: unknown, ask: (other: Other) => unknown): void {
    for (const other of others) {
      if (this.#current.has(other)) continue;
      const answer = answerOf(() => ask(other));
      if (answer !== right && !isDeepStrictEqual(answer, right)) this.#current.add(other);
    }
  }

  /** The places of the scenarios that could end otherwise with this mutant than without. */
  reaching({ parts }: Mutant): ReadonlySet<string> {
    const touches = [
      ...policyTouches(parts.policy),
      ...(parts.decide ? [has(parts.decide)] : []),
      ...stageTouches(parts.stages),
      ...merchantTouches(parts.merchant),
      ...(parts.carry ? [has('carry')] : []),
    ];
    const places = [...this.#reached].filter(([, reached]) => touches.some((touch) => touch(reached)));
    return new Set(places.map(([place]) => place));
  }
}

/** A file that is told piece by piece can be read once; it is kept in one piece, so that all can look at it. */
function kept(answer: unknown): unknown {
  if (!isFile(answer)) return answer;
  return Array.isArray(answer.chunks) && answer.chunks.length === 1
    ? answer
    : { ...answer, chunks: [Buffer.concat([...answer.chunks])] };
}

type File = Extract<ReturnType<Stages['answer']>, { kind: 'file' }>;

const isFile = (answer: unknown): answer is File => isRecord(answer) && answer['kind'] === 'file';

/** What is answered; what is thrown is like no answer. */
function answerOf(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (thrown) {
    return { thrown };
  }
}

type Touch = (reached: ReadonlySet<unknown>) => boolean;

const has =
  (what: unknown): Touch =>
  (reached) =>
    reached.has(what);

const changedEntries = (policy: Policy): readonly string[] =>
  Object.entries(policy).flatMap(([name, value]) => (documentedPolicy[name as keyof Policy] === value ? [] : [name]));

const policyTouches = (policy: Policy = documentedPolicy): readonly Touch[] => [
  has(policy),
  ...changedEntries(policy).map((name) => has(`policy ${name}`)),
];

const stageTouches = (stages: Stages = documentedStages): readonly Touch[] =>
  Object.entries(stages)
    .filter(([name, stage]) => documentedStages[name as keyof Stages] !== stage)
    .map(([, stage]) => has(stage));

/** What is changed in how a merchant is built shows where it is asked anything at all. */
function merchantTouches(merchant: typeof ModelMerchant = ModelMerchant): readonly Touch[] {
  if (merchant === ModelMerchant) return [];
  const changed = changedMethods(merchant);
  if (changed === 'as it is built')
    return [
      (reached) => [...reached].some((what) => String(what).startsWith('merchant ') && !IDLING.includes(String(what))),
    ];
  return changed.map((name) => has(`merchant ${name}`));
}
