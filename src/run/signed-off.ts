import type { Attestation } from '../judge/attestation.ts';
import type { KnownFailure } from '../judge/baseline.ts';
import { catalogue, ruleById } from '../rules/catalogue.ts';
import { toRfc3339, wallClock } from '../time/index.ts';
import { readYamlFile, UnusableFile } from './yaml-file.ts';

/** The day in Beijing, `yyyy-MM-dd`. */
export const today = (): string => toRfc3339(wallClock.now()).slice(0, 10);

/** Signed-off answers. Throws an UnusableFile where the file is none, or vouches for what it cannot. */
export function readAttestations(path: string, day = today()): readonly Attestation[] {
  const { attestations } = readYamlFile<{ attestations: readonly Attestation[] }>(
    path,
    'schemas/attestations.schema.json',
  );
  for (const { rule, when } of attestations) {
    mustExist(path, rule);
    if (!ruleById(rule)?.attested)
      throw new UnusableFile(
        `${path}: ${rule} is found out by its scenarios, whatever anybody says of it; attested are ${ATTESTED.join(', ')}`,
      );
    if (when > day) throw new UnusableFile(`${path}: ${rule} is attested for ${when}, which is still to come`);
  }
  mustBeSingle(path, attestations);
  return attestations;
}

/** Failures that are known. Throws an UnusableFile where the file is none, or names no rule. */
export function readBaseline(path: string, own: readonly string[] = []): readonly KnownFailure[] {
  const { known } = readYamlFile<{ known: readonly KnownFailure[] }>(path, 'schemas/baseline.schema.json');
  for (const { rule } of known) if (!own.includes(rule)) mustExist(path, rule);
  mustBeSingle(path, known);
  return known;
}

const ATTESTED = catalogue.filter(({ attested }) => attested).map(({ id }) => id);

function mustExist(path: string, id: string): void {
  if (!ruleById(id))
    throw new UnusableFile(`${path}: there is no rule ${id}: "wechatpay-conformance rules" lists them`);
}

function mustBeSingle(path: string, entries: readonly { readonly rule: string }[]): void {
  const twice = entries.find(({ rule }, index) => entries.findIndex((other) => other.rule === rule) < index);
  if (twice) throw new UnusableFile(`${path}: ${twice.rule} stands there twice: keep one of the two`);
}
