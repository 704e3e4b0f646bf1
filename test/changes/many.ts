/** The process that plays test files over and over, each time with another change: a file is read anew every time. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { pathToFileURL } from 'node:url';
import { collection } from './harness.ts';
import { SWITCH } from './instrument.ts';

/** What is to be played: nothing changed, or one change, without the tests that do not come to it. */
export interface Request {
  readonly bundle: string;
  readonly leftOut: readonly string[];
  readonly id?: number;
  readonly file?: string;
  readonly text?: string;
}

/** What came of it. Of the sound file, also who comes to what; what is come to outside of any single test stands under ''. */
export interface Answer {
  readonly failure?: string;
  readonly comesTo: Readonly<Record<string, readonly (number | string)[]>>;
}

const readFileSync = fs.readFileSync;
let asked: Request | undefined;
let comeTo = new Set<number | string>();
let count = 0;
/** Ends what is played, where something fails that no test waits for. */
let uncaught: () => void = () => {};

Object.assign(globalThis, {
  [SWITCH]: (id: number): boolean => {
    comeTo.add(id);
    return id === asked?.id;
  },
});
fs.readFileSync = ((path: string, options: 'utf8') => {
  comeTo.add(String(path));
  return readFileSync(path === asked?.file ? (asked.text ?? path) : path, options);
}) as typeof fs.readFileSync;
syncBuiltinESMExports();

async function answered(request: Request): Promise<Answer> {
  const reached = new Map<string, Set<number | string>>();
  const hear = (test = ''): void => {
    comeTo = reached.get(test) ?? new Set();
    reached.set(test, comeTo);
  };
  hear();
  asked = request;
  const thrown = new Promise<string>((resolve) => {
    uncaught = () => resolve('something that no test waits for');
  });
  const { words, play } = collection();
  Object.assign(globalThis, { __words: words });
  count += 1;
  const played = import(`${pathToFileURL(request.bundle).href}?${count}`).then(
    () => play(new Set(request.leftOut), hear),
    () => 'the file itself',
  );
  const failure = await Promise.race([played, thrown]);
  const comesTo =
    request.id === undefined && request.file === undefined
      ? Object.fromEntries([...reached].map(([test, places]) => [test, [...places]]))
      : {};
  return { ...(failure === undefined ? {} : { failure }), comesTo };
}

process.on('uncaughtException', () => uncaught());
process.on('unhandledRejection', () => uncaught());
// Nothing is left that could happen, and a test still waits: it would for ever.
process.on('beforeExit', () => uncaught());
process.on('message', (request: Request) => {
  process.channel?.unref();
  void answered(request).then((answer) => {
    process.channel?.ref();
    process.send?.(answer);
  });
});
