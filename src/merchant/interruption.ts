import { milliseconds, stopwatch } from '../time/index.ts';

/** What is done when a signal ends the kit: what runs is stopped, then what was set up is undone, then what was started is ended. */
const PHASES = ['stop', 'undo', 'end'] as const;
export type Phase = (typeof PHASES)[number];

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
type Signal = keyof typeof SIGNALS;

/** Ctrl+C reaches the kit from the terminal and once more from npx: what comes so soon is the same key. */
const SAME_KEY = milliseconds(100);

const acts: Readonly<Record<Phase, Set<() => unknown>>> = { stop: new Set(), undo: new Set(), end: new Set() };
let sinceFirst: (() => number) | undefined;
let isWatching = false;

/** Has something done before SIGINT, SIGTERM or SIGHUP ends the kit. Answers what takes that back. A second signal ends the kit at once. */
export function onInterruption(phase: Phase, act: () => unknown): () => void {
  acts[phase].add(act);
  if (!isWatching) watch(true);
  return () => {
    acts[phase].delete(act);
    if (sinceFirst === undefined && PHASES.every((each) => acts[each].size === 0)) watch(false);
  };
}

/** Whether a signal is ending the kit. */
export const isInterrupted = (): boolean => sinceFirst !== undefined;

/** Goes on where no signal is ending the kit, and else never: what follows would be of a run that was cut off. */
export const unlessInterrupted = async (): Promise<void> => {
  if (isInterrupted()) await new Promise<never>(() => {});
};

function watch(on: boolean): void {
  isWatching = on;
  for (const name of Object.keys(SIGNALS)) process[on ? 'on' : 'off'](name, heard);
}

function heard(name: Signal): void {
  if (sinceFirst === undefined) {
    sinceFirst = stopwatch();
    void end(name);
  } else if (sinceFirst() > SAME_KEY) process.exit(128 + SIGNALS[name]);
}

async function end(name: Signal): Promise<void> {
  // Timers of the kit keep no process, and this one has to stay until all is done.
  const kept = new MessageChannel();
  kept.port1.ref();
  for (const phase of PHASES) await Promise.allSettled([...acts[phase]].map(async (act) => act()));
  kept.port1.close();
  watch(false);
  // Nobody here listens any more: the signal does to the kit what it does to any process.
  process.kill(process.pid, name);
  // It does nothing to the first process of a container.
  process.exit(128 + SIGNALS[name]);
}
