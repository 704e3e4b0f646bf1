import { Command } from 'commander';
import { UnreadableArchive } from '../evidence/archive.ts';
import { NoBundle } from '../evidence/contents.ts';
import { UnusableKey } from '../evidence/dsse.ts';
import { isOfThisEdition } from '../evidence/follows.ts';
import { type Verified, verifyBundle } from '../evidence/verify.ts';
import type { ConformanceReport } from '../report/conformance-json.ts';
import { printable } from '../report/printable.ts';
import { kit } from '../run/kit.ts';
import { UnusableFile } from '../run/yaml-file.ts';
import { contentOf } from './given-file.ts';
import { UserError } from './user-error.ts';

/** `verify`: whether a bundle is as it was signed, and its verdicts follow from its traces. */
export const verifyCommand = (): Command =>
  new Command('verify')
    .description('check an evidence bundle: its signature, its digests, and that its traces give its verdicts')
    .argument('<bundle>', 'what run --bundle wrote')
    .option(
      '--key <file>',
      'the key that must have signed it: a public key (PEM), or its fingerprint sha256:…, as run --bundle told it; without it the one in the bundle is taken',
    )
    .action(async (path: string, { key }: { key?: string }) => {
      const archive = contentOf(path);
      const wanted = key === undefined ? undefined : keyIn(key);
      const verified = await verifyBundle(archive, wanted).catch((failure: unknown) => {
        if (failure instanceof UnusableKey) throw new UserError(`${key ?? path}: ${failure.message}`);
        if (failure instanceof NoBundle || failure instanceof UnreadableArchive || failure instanceof UnusableFile)
          throw new UserError(`${path} cannot be verified: ${printable(failure.message)}`);
        throw failure;
      });
      for (const line of linesOf(verified, wanted !== undefined)) process.stdout.write(`${printable(line)}\n`);
      process.exitCode = verified.differences.length === 0 ? 0 : 1;
    });

function keyIn(given: string): string {
  if (!given.startsWith('sha256:')) return contentOf(given).toString();
  if (/^sha256:[0-9a-f]{64}$/.test(given)) return given;
  throw new UserError(`--key ${given} is no fingerprint: sha256: and 64 hex digits, as run --bundle told it`);
}

function linesOf({ keyid, isSigned, report, differences }: Verified, isKnown: boolean): readonly string[] {
  const told = isKnown
    ? ''
    : ': the key is the bundle’s own, so it shows that nothing was changed since, and not who signed. Whoever knows the signer’s key gives it as --key';
  return [
    ...(report ? [headline(report)] : []),
    ...(isSigned ? [`Signed with ${keyid}${told}`] : []),
    ...(report === undefined || isOfThisEdition(report)
      ? []
      : [`It was judged by ${report.kit.version} and is judged again by ${kit().version}: only verdicts are compared`]),
    ...(differences.length === 0
      ? ['Everything is as it was signed, and the traces give the same verdicts.']
      : differences.map((difference) => `Differs: ${difference}`)),
  ];
}

const headline = ({ kit: by, subject, startedAt, verdict, scope }: ConformanceReport): string =>
  `${by.name} ${by.version} · ${subject.kind} ${subject.name} · ${startedAt} · ${verdict}${scope === null ? '' : ` (scope: ${scope})`}`;
