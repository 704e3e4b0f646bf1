import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ConformanceReport, validateReport } from './conformance-json.ts';

/** A report cannot be read; the message names the file and says why. */
export class UnreadableReport extends Error {
  override readonly name = 'UnreadableReport';
}

/** A report by its file, or by the folder that it is in. Throws an UnreadableReport. */
export function readReport(path: string): ConformanceReport {
  if (!existsSync(path)) throw new UnreadableReport(`There is no report ${path}`);
  const file = statSync(path).isDirectory() ? join(path, 'conformance.json') : path;
  if (!existsSync(file)) throw new UnreadableReport(`There is no conformance.json in ${path}`);
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new UnreadableReport(`${file} is no JSON: it was cut off, or is no report`);
  }
  try {
    validateReport(report);
  } catch (failure) {
    const why = failure instanceof Error ? failure.message.replace(/^conformance\.json is/, 'it is') : '';
    throw new UnreadableReport(`${file} is no report of this kit: ${why}`);
  }
  return report as ConformanceReport;
}
