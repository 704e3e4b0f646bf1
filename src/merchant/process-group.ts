import { type Duration, milliseconds, seconds, stopwatch, wakeAfter } from '../time/index.ts';
import { type Family, guarded, unguarded } from './guard.ts';
import { onInterruption, type Phase } from './interruption.ts';
import { relativesOf } from './relatives.ts';

/** The processes that one command brought about. */
export interface ProcessGroup {
  /** Asks all of them to end, and ends those that do not. May be called again. */
  end(): Promise<void>;
}

const GRACE = seconds(3);
const AFTER_KILL = seconds(1);
const LOOK_AGAIN_AFTER = milliseconds(20);

const open = new Set<Family>();

/**
 * Looks after the group that a process leads, and those that left it with the mark in their environment: they do not
 * outlive the kit, however that ends.
 */
export function groupOf(leader: number, mark?: string): ProcessGroup {
  const family = mark === undefined ? { leader } : { leader, mark };
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ending ??= endOf(family).finally(forget);
    return ending;
  };
  const forget = lookAfter(family, 'end', end);
  return { end };
}

/** The same for a command that is waited for: it is ended without being asked, and at the first signal. */
export function briefGroupOf(leader: number): { kill(): void } {
  const family = { leader };
  let killed = false;
  const kill = (): void => {
    if (!killed) signal(family, 'SIGKILL');
    killed = true;
    forget();
  };
  const forget = lookAfter(family, 'stop', kill);
  return { kill };
}

function lookAfter(family: Family, phase: Phase, end: () => unknown): () => void {
  if (open.size === 0) process.on('exit', killAll);
  open.add(family);
  guarded(family);
  const forget = onInterruption(phase, end);
  return () => {
    forget();
    open.delete(family);
    unguarded(family);
    if (open.size === 0) process.off('exit', killAll);
  };
}

async function endOf(family: Family): Promise<void> {
  if (!signal(family, 'SIGTERM') || (await gone(family, GRACE))) return;
  if (signal(family, 'SIGKILL')) await gone(family, AFTER_KILL);
}

/** False where there is nobody left to hear it. */
function signal(family: Family, name: NodeJS.Signals): boolean {
  const strays = family.mark === undefined ? [] : (relativesOf(family) ?? []);
  const outside = strays.filter(({ group }) => group !== family.leader).map(({ pid }) => pid);
  return [-family.leader, ...outside].map((target) => sent(target, name)).includes(true);
}

function sent(target: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, name);
  } catch {
    return false;
  }
}

/** What has ended stays in its group until its parent looks, which in a container may be long; only Linux tells the two apart. */
function someRun(family: Family): boolean {
  const relatives = relativesOf(family);
  return relatives === undefined ? sent(-family.leader, 0) : relatives.length > 0;
}

async function gone(family: Family, within: Duration): Promise<boolean> {
  const elapsed = stopwatch();
  // A timer alone does not keep the process, and it has to stay until they are gone.
  const kept = new MessageChannel();
  kept.port1.ref();
  try {
    while (someRun(family)) {
      if (elapsed() >= within) return false;
      await new Promise<void>((resolve) => wakeAfter(LOOK_AGAIN_AFTER, resolve));
    }
    return true;
  } finally {
    kept.port1.close();
  }
}

/** On the way out there is no time to ask. */
function killAll(): void {
  for (const family of open) signal(family, 'SIGKILL');
}
