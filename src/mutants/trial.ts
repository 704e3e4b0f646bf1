import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { judge } from '../judge/judge.ts';
import type { Judgement, RuleJudgement } from '../judge/judgement.ts';
import type { Signer } from '../protocol/rsa.ts';
import { playedRules } from '../rules/catalogue.ts';
import { collectTraces } from '../run/collect.ts';
import { play } from '../run/play.ts';
import { featurePaths } from '../run/scope.ts';
import { type MockParts, mockTarget } from '../targets/mock/mock.ts';
import { registerTarget } from '../targets/target.ts';
import type { Mutant } from './mutant.ts';

/** What became of one mutant. */
export interface Verdict {
  readonly mutant: Mutant;
  /** Rules that caught it for the right reason. */
  readonly killers: readonly string[];
  /** Rules that were to catch it and did not, or not for the right reason. */
  readonly survived: readonly string[];
  /** Rules that have nothing to do with it and did not pass. */
  readonly strays: readonly string[];
}

const caught = ({ verdict }: RuleJudgement): boolean => verdict === 'fail' || verdict === 'warn';

/** Nothing was found out, and the mutant stood in the way. */
const obstructed = ({ obstructs }: Mutant, { verdict, reason }: RuleJudgement): boolean =>
  obstructs !== undefined && verdict === 'not-observed' && (reason ?? '').includes(obstructs);

/** Holds a judgement against what a mutant says of itself. Pure. */
export function verdictOn(mutant: Mutant, judgement: Judgement): Verdict {
  const killers: string[] = [];
  const survived: string[] = [];
  const strays: string[] = [];
  for (const judged of judgement.rules) {
    const because = mutant.killedBy[judged.rule.id];
    if (because !== undefined) {
      const messages = judged.scenarios
        .filter(({ verdict }) => verdict === judged.verdict)
        .map(({ message }) => message ?? '');
      const rightly = caught(judged) && messages.some((message) => message.includes(because));
      (rightly ? killers : survived).push(
        rightly ? judged.rule.id : `${judged.rule.id} (${judged.verdict}: ${messages[0] ?? 'no word'})`,
      );
    } else if (
      judged.verdict !== (mutant.hides?.includes(judged.rule.id) ? 'not-observed' : 'pass') &&
      !obstructed(mutant, judged)
    )
      strays.push(`${judged.rule.id} (${judged.verdict}: ${judged.reason ?? 'no word'})`);
  }
  for (const id of Object.keys(mutant.killedBy)) {
    if (!judgement.rules.some(({ rule }) => rule.id === id)) survived.push(`${id} (there is no such rule)`);
  }
  return { mutant, killers, survived, strays };
}

/** A signature over the same message with the same key is the same: PKCS#1 v1.5 has no chance in it. */
function remembering(): (signer: Signer) => Signer {
  return (signer) => {
    const known = new Map<string, string>();
    return (message) => {
      const key = message.toString('latin1');
      const signature = known.get(key) ?? signer(message);
      known.set(key, signature);
      return signature;
    };
  };
}

/** Plays every feature on mocks that are broken one way or another, with the steps loaded once. */
export class Trials {
  readonly #remember = remembering();
  #support: ISupportCodeLibrary | undefined;

  async judge(parts: MockParts): Promise<Judgement> {
    registerTarget('trial', mockTarget({ ...parts, remember: this.#rememberAll }));
    const { envelopes, support } = await play({
      features: featurePaths({ target: 'mock', rules: [], features: [], only: false }),
      tagExpression: '',
      target: 'trial',
      seed: 1,
      parallel: 0,
      ...(this.#support ? { support: this.#support } : {}),
    });
    this.#support = support;
    return judge(collectTraces(envelopes), playedRules);
  }

  readonly #signers = new Map<string, Signer>();

  /** One memory a key over all trials: keys are told apart by what they make of one message. */
  readonly #rememberAll = (signer: Signer): Signer => {
    const fingerprint = signer(Buffer.from('whose key is this?'));
    const known = this.#signers.get(fingerprint) ?? this.#remember(signer);
    this.#signers.set(fingerprint, known);
    return known;
  };
}
