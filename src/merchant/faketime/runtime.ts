import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { relativesOf } from '../relatives.ts';

/**
 * Why the timers of the processes that one leads cannot be moved by faketime; undefined where they can. Node looks at the
 * clock whenever it is awakened; a thread that sleeps, as those of other runtimes do, sleeps on.
 */
export function unmovable(leader: number): string | undefined {
  const running = (relativesOf({ leader }) ?? []).flatMap(({ pid }) => programOf(pid) ?? []);
  if (running.some((name) => /^node(?:js)?$/.test(name))) return undefined;
  const seen = [...new Set(running)].sort().join(', ') || 'no process of its own group';
  return `faketime is known to move the timers of Node alone, and this backend runs ${seen}: give it a clock hook (clock.set or clock.command in the profile)`;
}

function programOf(pid: number): string | undefined {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
  } catch {
    return undefined; // gone meanwhile
  }
}

/** Has every event loop of a process group look at the clock: what sleeps until something happens goes on sleeping after a signal, but looks first. */
export function awaken(leader: number): void {
  for (const name of ['SIGSTOP', 'SIGCONT'] as const) {
    try {
      process.kill(-leader, name);
    } catch {
      return; // the group has ended
    }
  }
}
