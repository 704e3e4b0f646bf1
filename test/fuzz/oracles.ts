import { isRecord, parseJson } from '../../src/protocol/wire.ts';
import type { Answer } from './answers.ts';
import type { Look } from './books.ts';
import { isControl, type Part, type Probe } from './draft.ts';
import type { Exchanged } from './line.ts';

/** Milliseconds that two readings of two clocks may be apart. */
const CLOCK_SLACK = 1_000;

/** Faults after which an answer may be cut short or not come at all. */
const SILENCING = new Set(['reset-before', 'reset-after', 'truncated', 'slow']);

/** Everything that is wrong with how a probe was answered, one sentence each. */
export function complaints(probe: Probe, { answers, ended, garbage }: Exchanged, before: Look, after: Look): string[] {
  const faults = faultsOn(probe, before);
  const silenced = mayBeCut(probe, before);
  const wrong = answers.flatMap((answer, index) => answerComplaints(answer, probe.parts[index], probe, faults));
  if (garbage !== undefined && !silenced) wrong.push(garbage);
  if (ended === 'silent' && !silenced) wrong.push('no answer came, and the connection stayed open');
  const closing = answers.some(({ status, headers }) => status >= 400 && headers.get('connection') === 'close');
  if (probe.exact && answers.length < probe.parts.length && !closing && !silenced)
    wrong.push(
      `${answers.length} answers came to ${probe.parts.length} requests, and then the connection was ${ended}`,
    );
  if (mustChangeNothing(probe, answers))
    wrong.push(...changes(probe, before, after).map((what) => `refused, and yet ${what}`));
  return wrong;
}

/** A fault may cut the answer short or close its connection. */
export const mayBeCut = (probe: Probe, before: Look): boolean => {
  const faults = faultsOn(probe, before);
  return [...SILENCING].some((fault) => faults.has(fault));
};

const faultsOn = (probe: Probe, before: Look): ReadonlySet<string | undefined> =>
  new Set([
    ...before.faults.map((fault) => fault.split(' ')[1]),
    ...(probe.fault === undefined ? [] : [probe.fault]),
    ...setOnTheWay(probe),
  ]);

/** Faults that one of several requests may have set for those after it. */
const setOnTheWay = ({ parts, bytes }: Probe): readonly (string | undefined)[] =>
  parts.length === 1 ? [] : Array.from(bytes.toString('latin1').matchAll(/"fault":"([\w-]+)"/g), ([, fault]) => fault);

function mustChangeNothing({ ending, exact, parts }: Probe, answers: readonly Answer[]): boolean {
  if (ending !== 'await') return true;
  // One that was not answered, since the connection was closed after one before it, may have been done.
  if (exact && answers.length < parts.length) return false;
  return answers.length > 0 && answers.every(({ status }) => status >= 400);
}

/** What changed between two looks that a request which was refused must leave as it is. */
function changes({ parts }: Probe, before: Look, after: Look): string[] {
  const byItself = before.due !== undefined && before.due <= after.now;
  // A fault that struck the request is used up by it.
  const struck = parts.some(({ target }) => !isControl(target)) || byItself;
  return [
    ...(before.digest !== after.digest && !byItself ? ['the books changed'] : []),
    ...(before.faults.join() !== after.faults.join() && !struck ? ['the faults changed'] : []),
    ...(Math.abs(before.offset - after.offset) > CLOCK_SLACK && !byItself ? ['the clock moved'] : []),
  ];
}

function answerComplaints(
  answer: Answer,
  part: Part | undefined,
  probe: Probe,
  faults: ReadonlySet<string | undefined>,
): string[] {
  const { status } = answer;
  const wrong: string[] = [];
  if (status >= 500 && !(status === 500 && faults.has('error-500'))) wrong.push(`the status is ${status}`);
  if (status >= 400 && part?.method !== 'HEAD') wrong.push(...errorComplaints(answer, part, probe.exact));
  if (part?.status !== undefined && status !== part.status) wrong.push(`the status is ${status}, not ${part.status}`);
  if (probe.exact && part && !isControl(part.target) && part.signing !== 'right' && status < 400)
    wrong.push(`the status is ${status}, and the request was not signed right (${part.signing})`);
  return wrong;
}

function errorComplaints({ status, headers, body }: Answer, part: Part | undefined, exact: boolean): string[] {
  const text = body.toString('utf8');
  const shown = `the body of a ${status} is ${JSON.stringify(text.slice(0, 200))}`;
  // What could not be read as HTTP was for neither face.
  const unread = headers.get('connection') === 'close' && [400, 408, 413, 431].includes(status);
  const control = part !== undefined && isControl(part.target);
  if (body.length === 0) return (!control || !exact) && (status === 404 || status === 405) ? [] : [shown];
  if (!/^application\/json/.test(headers.get('content-type') ?? '')) return [`${shown}, which is not said to be JSON`];
  const json = parseJson(text);
  const asControl = isRecord(json) && hasTexts(json['error'], Object.keys(json).length === 1);
  const asWire = hasTexts(json, true) && !('error' in (json as object));
  const right = !exact || unread ? asControl || asWire : control ? asControl : asWire;
  return right ? [] : [shown];
}

const hasTexts = (value: unknown, alone: boolean): boolean =>
  alone &&
  isRecord(value) &&
  [value['code'], value['message']].every((text) => typeof text === 'string' && text !== '');
