import type { Command } from 'commander';
import type { Attestation } from '../judge/attestation.ts';
import type { KnownFailure } from '../judge/baseline.ts';
import { readAttestations, readBaseline } from '../run/signed-off.ts';
import { UnusableFile } from '../run/yaml-file.ts';
import { UserError } from './user-error.ts';

export interface SignedOffOptions {
  readonly baseline?: string;
  readonly attestations?: string;
  readonly requireAttested: boolean;
}

export const withSignedOffOptions = (command: Command): Command =>
  command
    .option('--baseline <file>', 'failures that are known, each with a reason and the last day on which it is let pass')
    .option('--attestations <file>', 'signed-off answers for rules that no program can see')
    .option('--require-attested', 'leave the run incomplete where such a rule is not signed off', false);

export interface SignedOff {
  readonly baseline: readonly KnownFailure[];
  readonly attestations: readonly Attestation[];
  /** The rules that are in scope for it. */
  readonly attested: readonly string[] | 'all';
}

/** What people have signed off, read before anything runs. Throws a UserError. */
export function signedOff({ baseline, attestations, requireAttested }: SignedOffOptions, target: string): SignedOff {
  const flag = attestations === undefined ? '--require-attested' : '--attestations';
  if ((attestations !== undefined || requireAttested) && target !== 'merchant')
    throw new UserError(`${flag} is about a merchant’s duties, and this run is on the ${target}: give --merchant`);
  try {
    const answers = attestations === undefined ? [] : readAttestations(attestations);
    return {
      baseline: baseline === undefined ? [] : readBaseline(baseline),
      attestations: answers,
      attested: requireAttested ? 'all' : answers.map(({ rule }) => rule),
    };
  } catch (failure) {
    if (failure instanceof UnusableFile) throw new UserError(failure.message);
    throw failure;
  }
}
