import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { UnreadableArchive } from '../evidence/archive.ts';
import { UnusableKey } from '../evidence/dsse.ts';
import { NoBundle, verifyBundle } from '../evidence/verify.ts';
import { printable } from '../report/printable.ts';
import { UnusableFile } from '../run/yaml-file.ts';
import { UserError } from './user-error.ts';

/** `verify`: whether a bundle is as it was signed, and its verdicts follow from its traces. */
export const verifyCommand = (): Command =>
  new Command('verify')
    .description('check an evidence bundle: its signature, its digests, and that its traces give its verdicts')
    .argument('<bundle>', 'what run --bundle wrote')
    .option('--key <file>', 'the public key (PEM) that must have signed it; without it the one in the bundle is taken')
    .action(async (path: string, { key }: { key?: string }) => {
      for (const file of [path, key])
        if (file !== undefined && !existsSync(file)) throw new UserError(`There is no file ${file}`);
      const { keyid, report, differences } = await verifyBundle(
        readFileSync(path),
        key === undefined ? undefined : readFileSync(key, 'utf8'),
      ).catch((failure: unknown) => {
        if (failure instanceof UnusableKey) throw new UserError(`${key ?? path}: ${failure.message}`);
        if (failure instanceof NoBundle || failure instanceof UnreadableArchive || failure instanceof UnusableFile)
          throw new UserError(`${path} cannot be verified: ${printable(failure.message)}`);
        throw failure;
      });
      const { kit, subject, startedAt, verdict, scope } = report;
      const lines = [
        `${kit.name} ${kit.version} · ${subject.kind} ${subject.name} · ${startedAt} · ${verdict}${scope === null ? '' : ` (scope: ${scope})`}`,
        `Signed with ${keyid}${key === undefined ? ': the key is the bundle’s own, so it shows that nothing was changed since, and not who signed' : ''}`,
        ...(differences.length === 0
          ? ['Everything is as it was signed, and the traces give the same verdicts.']
          : differences.map((difference) => `Differs: ${difference}`)),
      ];
      for (const line of lines) process.stdout.write(`${printable(line)}\n`);
      process.exitCode = differences.length === 0 ? 0 : 1;
    });
