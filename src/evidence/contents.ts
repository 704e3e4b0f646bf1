import type { Attestation } from '../judge/attestation.ts';
import { isRecord } from '../protocol/wire.ts';
import { type ConformanceReport, validateReport } from '../report/conformance-json.ts';
import type { Rule } from '../rules/rule.ts';
import type { Files } from './archive.ts';

/** The bundle cannot be read as one; the message says why. */
export class NoBundle extends Error {
  override readonly name = 'NoBundle';
}

/** The text of a file of a bundle. Throws a NoBundle where it is not there. */
export function textIn(files: Files, name: string): string {
  const content = files.get(name);
  if (!content) throw new NoBundle(`it lacks ${name}: this is no evidence bundle`);
  return content.toString();
}

/** What the JSON of a file of a bundle says. Throws a NoBundle where there is none. */
export function jsonIn(files: Files, name: string): unknown {
  const text = textIn(files, name);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new NoBundle(`its ${name} is no JSON`);
  }
}

export function reportIn(files: Files): ConformanceReport {
  const report = jsonIn(files, 'conformance.json');
  try {
    validateReport(report);
  } catch (failure) {
    throw new NoBundle(failure instanceof Error ? failure.message : 'its report is none');
  }
  return report as ConformanceReport;
}

export function attestationsIn(files: Files): readonly Attestation[] {
  const content = jsonIn(files, 'attestations.json');
  const attestations = isRecord(content) ? content['attestations'] : undefined;
  if (!Array.isArray(attestations) || !attestations.every(isAttestation))
    throw new NoBundle('its attestations.json has no attestations');
  return attestations;
}

/** Every rule that the run knew, of the kit and of the user's own. */
export function rulesIn(files: Files): readonly Rule[] {
  const content = jsonIn(files, 'catalogue.json');
  if (!Array.isArray(content) || !content.every(isRule)) throw new NoBundle('its catalogue.json has no rules');
  return content;
}

const areTexts = (value: unknown, names: readonly string[]): boolean =>
  isRecord(value) && names.every((name) => typeof value[name] === 'string');

const isAttestation = (value: unknown): value is Attestation => areTexts(value, ['rule', 'who', 'when', 'evidence']);

const isRule = (value: unknown): value is Rule =>
  isRecord(value) &&
  areTexts(value, ['id', 'level', 'subject', 'area']) &&
  areTexts(value['title'], ['en', 'zh']) &&
  Array.isArray(value['sources']) &&
  value['sources'].every((source) => areTexts(source, ['document', 'ref']));
