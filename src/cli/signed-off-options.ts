import type { Command } from 'commander';
import type { Attestation } from '../judge/attestation.ts';
import type { KnownFailure } from '../judge/baseline.ts';
import type { Rule } from '../rules/rule.ts';
import { readOwnRules } from '../run/own-rules.ts';
import { readAttestations, readBaseline } from '../run/signed-off.ts';
import { UnusableFile } from '../run/yaml-file.ts';
import { UserError } from './user-error.ts';

export interface SignedOffOptions {
  readonly baseline?: string;
  readonly attestations?: string;
  readonly requireAttested: boolean;
  readonly rules?: string;
}

export const withSignedOffOptions = (command: Command): Command =>
  command
    .option('--rules <file>', 'rule rows of your own, which your features are tagged with')
    .option('--baseline <file>', 'failures that are known, each with a reason and the last day on which it is let pass')
    .option('--attestations <file>', 'signed-off answers for rules that no program can see')
    .option('--require-attested', 'leave the run incomplete where such a rule is not signed off', false);

export interface SignedOff {
  readonly baseline: readonly KnownFailure[];
  readonly attestations: readonly Attestation[];
  /** Rules of the user's own. */
  readonly own: readonly Rule[];
  /** The rules that are in scope for it. */
  readonly attested: readonly string[] | 'all';
}

/** What people have signed off, read before anything runs. Throws a UserError. */
export function signedOff(
  { baseline, attestations, requireAttested, rules }: SignedOffOptions,
  target: string,
): SignedOff {
  const flag = attestations === undefined ? '--require-attested' : '--attestations';
  if ((attestations !== undefined || requireAttested) && target !== 'merchant')
    throw new UserError(`${flag} is about a merchant’s duties, and this run is on the ${target}: give --merchant`);
  try {
    const answers = attestations === undefined ? [] : readAttestations(attestations);
    const own = rules === undefined ? [] : readOwnRules(rules);
    return {
      own,
      baseline:
        baseline === undefined
          ? []
          : readBaseline(
              baseline,
              own.map(({ id }) => id),
            ),
      attestations: answers,
      attested: requireAttested ? 'all' : answers.map(({ rule }) => rule),
    };
  } catch (failure) {
    if (failure instanceof UnusableFile) throw new UserError(failure.message);
    throw failure;
  }
}
