import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import type { NamedTrace } from '../judge/judgement.ts';
import { toNdjson } from '../trace/index.ts';
import { conformanceJson, validateReport } from './conformance-json.ts';
import { conformanceHtml, type HtmlOptions } from './html/page.ts';
import { junitXml } from './junit.ts';
import { cleanMessages, digestEnvelope } from './messages.ts';
import type { RunRecord } from './report.ts';

const TRACES = 'traces';
const ARTEFACTS = ['conformance.json', 'junit.xml', 'messages.ndjson', 'conformance.html'];

/**
 * Writes a run's report files into a folder, which is made where it is missing. What an earlier run left there goes
 * first, and of foreign files none: a run that fails here must not leave another's verdict standing. Files appear whole
 * or not at all, `conformance.json` as the last: where it is, the rest is too.
 * All this is done in one go: the run is over, and hundreds of small files are written twice as fast so.
 * Rejects with an Error where the report is not as its schema asks, or a trace is named as none may be; then nothing is written.
 */
export async function writeReports(
  folder: string,
  record: RunRecord,
  traces: readonly NamedTrace[],
  envelopes: readonly Envelope[],
  options: HtmlOptions = { language: 'en' },
): Promise<void> {
  mkdirSync(join(folder, TRACES), { recursive: true });
  removeEarlier(folder);
  const report = conformanceJson(record);
  validateReport(report);
  checkNames(traces);
  const text = `${JSON.stringify(report, undefined, 2)}\n`;
  const files: readonly (readonly [path: string, text: string])[] = [
    ...traces.map(({ path, events }) => [path, toNdjson(events)] as const),
    // Traces that are judged again come without what cucumber has told of them.
    ...(envelopes.length === 0
      ? []
      : [['messages.ndjson', cleanMessages([...envelopes, digestEnvelope(text, report.verdict)])] as const]),
    ['conformance.html', conformanceHtml(record, traces, options)],
    ['junit.xml', junitXml(record)],
    ['conformance.json', text],
  ];
  // The report is the last: where it is, everything that it names is there.
  const [last, ...rest] = files.toReversed();
  const failures = rest.flatMap(([path, text]) => failureOf(() => writeWhole(join(folder, path), text)));
  if (failures.length > 0) throw failures[0];
  if (last) writeWhole(join(folder, last[0]), last[1]);
}

/** What the work failed with, if it did. */
function failureOf(work: () => void): readonly unknown[] {
  try {
    work();
    return [];
  } catch (cause) {
    return [cause];
  }
}

function removeEarlier(folder: string): void {
  const traces = readdirSync(join(folder, TRACES));
  const ours = traces.filter((name) => name.endsWith('.ndjson')).map((name) => join(TRACES, name));
  for (const path of [...ARTEFACTS, ...ours]) rmSync(join(folder, path), { force: true });
  rmSync(join(folder, 'allure-results'), { recursive: true, force: true });
}

/** A trace stands right under `traces/`, where the next run finds it, and no two under one name. */
function checkNames(traces: readonly NamedTrace[]): void {
  const seen = new Set<string>();
  for (const { path } of traces) {
    if (!/^traces\/[^/\\]+\.ndjson$/.test(path))
      throw new Error(`A trace cannot be written to ${JSON.stringify(path)}`);
    if (seen.has(path)) throw new Error(`Two traces are named ${path}`);
    seen.add(path);
  }
}

/** Two runs into one folder are a mistake, but they must not mix within a file: the process is part of the temporary name. */
function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
}
