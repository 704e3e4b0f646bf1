import { readdirSync, readFileSync } from 'node:fs';
import { type Duration, milliseconds, seconds, stopwatch, wakeAfter } from '../time/index.ts';

/** The processes that one command brought about. */
export interface ProcessGroup {
  /** Asks all of them to end, and ends those that do not. May be called again. */
  end(): Promise<void>;
}

const GRACE = seconds(3);
const AFTER_KILL = seconds(1);
const LOOK_AGAIN_AFTER = milliseconds(20);

const open = new Map<number, ProcessGroup>();

/** Looks after the group that a process leads: it does not outlive the kit, however that ends. */
export function groupOf(pid: number): ProcessGroup {
  let ending: Promise<void> | undefined;
  const group: ProcessGroup = {
    end: () => {
      ending ??= endOf(pid).finally(() => {
        open.delete(pid);
        if (open.size === 0) stopWatching();
      });
      return ending;
    },
  };
  if (open.size === 0) watch();
  open.set(pid, group);
  return group;
}

async function endOf(pid: number): Promise<void> {
  if (!signal(pid, 'SIGTERM') || (await gone(pid, GRACE))) return;
  if (signal(pid, 'SIGKILL')) await gone(pid, AFTER_KILL);
}

/** False where there is nobody left to hear it. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, name);
  } catch {
    return false;
  }
}

/**
 * Whether any process of a group still runs. One that has ended stays in its group until its parent looks, which in a
 * container may be long; only Linux tells the two apart.
 */
function someRun(group: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readdirSync('/proc').some((name) => /^\d+$/.test(name) && runsIn(name, group));
  } catch {
    return true;
  }
}

function runsIn(pid: string, group: number): boolean {
  try {
    // After the name, which may hold anything, in parentheses: state, parent, group.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state = '', , inGroup = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(inGroup) === group && !'ZX'.includes(state);
  } catch {
    return false; // gone meanwhile
  }
}

async function gone(pid: number, within: Duration): Promise<boolean> {
  const elapsed = stopwatch();
  // A timer alone does not keep the process, and it has to stay until they are gone.
  const kept = new MessageChannel();
  kept.port1.ref();
  try {
    while (signal(pid, 0) && someRun(pid)) {
      if (elapsed() >= within) return false;
      await new Promise<void>((resolve) => wakeAfter(LOOK_AGAIN_AFTER, resolve));
    }
    return true;
  } finally {
    kept.port1.close();
  }
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function watch(): void {
  process.on('exit', killAll);
  for (const name of SIGNALS) process.on(name, onSignal);
}

function stopWatching(): void {
  process.off('exit', killAll);
  for (const name of SIGNALS) process.off(name, onSignal);
}

/** On the way out there is no time to ask. */
function killAll(): void {
  for (const pid of open.keys()) signal(pid, 'SIGKILL');
}

function onSignal(name: NodeJS.Signals): void {
  void Promise.all([...open.values()].map((group) => group.end())).then(() => {
    // Nobody here listens any more: the signal does to the kit what it does to any process.
    stopWatching();
    process.kill(process.pid, name);
  });
}
