import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { NamedTrace } from '../judge/judgement.ts';
import { OWN_SCHEMAS, readPackageJson } from '../package-root.ts';
import { parseRfc3339 } from '../time/index.ts';
import type { TraceEvent } from '../trace/index.ts';
import { UnusableFile } from './yaml-file.ts';

const ENDING = '.ndjson';

/**
 * Traces from files, from folders of them, and from report folders, each named as a report names it. Throws an
 * UnusableFile, with file and line, where one is truncated or is none.
 */
export function readTraces(paths: readonly string[]): readonly NamedTrace[] {
  const traces = paths.flatMap(filesIn).map((path) => ({ path: `traces/${basename(path)}`, events: eventsIn(path) }));
  const twice = traces.find(({ path }, index) => traces.findIndex((other) => other.path === path) < index);
  if (twice)
    throw new UnusableFile(
      `Two traces are named ${basename(twice.path)}: they are of different runs, judge them apart`,
    );
  return traces;
}

function filesIn(path: string): readonly string[] {
  if (!existsSync(path)) throw new UnusableFile(`There is no trace or folder ${path}`);
  if (statSync(path).isFile()) return [path];
  const folder = existsSync(join(path, 'traces')) ? join(path, 'traces') : path;
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(ENDING) && name !== 'messages.ndjson')
    .toSorted();
  if (files.length === 0) throw new UnusableFile(`There are no traces in ${path}: they end in ${ENDING}`);
  return files.map((name) => join(folder, name));
}

function eventsIn(path: string): readonly TraceEvent[] {
  if (!statSync(path).isFile()) throw new UnusableFile(`${path} is no file of a trace`);
  return eventsOf(readFileSync(path, 'utf8'), path);
}

/** The events of a trace's text. Throws an UnusableFile that names the line. */
export function eventsOf(text: string, path: string): readonly TraceEvent[] {
  if (text === '') throw new UnusableFile(`${path} is empty: a trace has a line for each event`);
  if (!text.endsWith('\n')) throw new UnusableFile(`${path} ends in the middle of a line: it was cut off`);
  const events = text
    .slice(0, -1)
    .split('\n')
    .map((line, index) => eventIn(line, `${path}:${index + 1}`));
  mustBeWhole(events, path);
  return events;
}

/**
 * Events are numbered as they happened. What was taken out may be the very proof: no verdict is given on the rest.
 * A log of traffic may have forgotten its beginning; a scenario's trace begins with its scenario.
 */
function mustBeWhole(events: readonly TraceEvent[], path: string): void {
  const first = events.some(({ kind }) => kind === 'scenario') ? 1 : (events[0]?.seq ?? 1);
  const index = events.findIndex(({ seq }, at) => seq !== first + at);
  if (index >= 0)
    throw new UnusableFile(
      `${path}:${index + 1}: here the event ${first + index} is due, and there is ${events[index]?.seq}: lines were taken out, moved or added`,
    );
}

function eventIn(line: string, place: string): TraceEvent {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    throw new UnusableFile(`${place}: this is no JSON: a trace has one JSON object a line`);
  }
  const check = schemaCheck();
  if (check(event)) return event as TraceEvent;
  throw new UnusableFile(`${place}: this is no line of a trace, or of another edition of the kit`);
}

let compiled: ValidateFunction | undefined;

function schemaCheck(): ValidateFunction {
  const isMoment = (text: string): boolean => parseRfc3339(text) !== undefined;
  const ajv = new Ajv2020({ ...OWN_SCHEMAS, formats: { 'date-time': isMoment } });
  compiled ??= ajv.compile(readPackageJson('schemas/trace.schema.json') as object);
  return compiled;
}
