import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import type { NamedTrace } from '../judge/judgement.ts';
import { toNdjson } from '../trace/index.ts';
import { conformanceJson, validateReport } from './conformance-json.ts';
import { conformanceHtml } from './html.ts';
import { junitXml } from './junit.ts';
import { cleanMessages } from './messages.ts';
import type { RunRecord } from './report.ts';

const TRACES = 'traces';
const ARTEFACTS = ['conformance.json', 'junit.xml', 'messages.ndjson', 'conformance.html'];

/**
 * Writes a run's report files into a folder, which is made where it is missing. What an earlier run left there goes
 * first, and of foreign files none: a run that fails here must not leave another's verdict standing. Files appear whole
 * or not at all, `conformance.json` as the last: where it is, the rest is too.
 * Throws an Error where the report is not as its schema asks, or a trace is named as none may be; then nothing is written.
 */
export async function writeReports(
  folder: string,
  record: RunRecord,
  traces: readonly NamedTrace[],
  envelopes: readonly Envelope[],
): Promise<void> {
  await mkdir(join(folder, TRACES), { recursive: true });
  await removeEarlier(folder);
  const report = conformanceJson(record);
  validateReport(report);
  checkNames(traces);
  const files: readonly (readonly [path: string, text: string])[] = [
    ...traces.map(({ path, events }) => [path, toNdjson(events)] as const),
    ['messages.ndjson', cleanMessages(envelopes)],
    ['conformance.html', await conformanceHtml(envelopes)],
    ['junit.xml', junitXml(record)],
    ['conformance.json', `${JSON.stringify(report, undefined, 2)}\n`],
  ];
  // The report is the last: where it is, everything that it names is there.
  const [last, ...rest] = files.toReversed();
  const written = await Promise.allSettled(rest.map(([path, text]) => writeWhole(join(folder, path), text)));
  const failed = written.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  if (last) await writeWhole(join(folder, last[0]), last[1]);
}

async function removeEarlier(folder: string): Promise<void> {
  const traces = await readdir(join(folder, TRACES));
  const ours = traces.filter((name) => name.endsWith('.ndjson')).map((name) => join(TRACES, name));
  await Promise.all([...ARTEFACTS, ...ours].map((path) => rm(join(folder, path), { force: true })));
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
async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}
