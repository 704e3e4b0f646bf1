import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { relativesOf } from '../relatives.ts';

/**
 * Why the timers of the processes that one leads cannot be moved by faketime; undefined where they can. Those count that
 * listen on a port, where any does: what started them may be npm. Node looks at the clock whenever it is awakened; a thread
 * that sleeps, as those of other runtimes do, sleeps on.
 */
export function unmovable(leader: number, port: number): string | undefined {
  const group = (relativesOf({ leader }) ?? []).map(({ pid }) => pid);
  const sockets = listeningOn(port);
  const listeners = group.filter((pid) => filesOf(pid).some((file) => sockets.has(file)));
  const running = (listeners.length > 0 ? listeners : group).flatMap((pid) => programOf(pid) ?? []);
  if (running.some((name) => /^node(?:js)?$/.test(name))) return undefined;
  const seen = [...new Set(running)].sort().join(', ') || 'no process of its own group';
  return `faketime is known to move the timers of Node alone, and this backend runs ${seen}: give it a clock hook (clock.set or clock.command in the profile)`;
}

/** The sockets that listen on a port, as the system lists them among the files of a process. */
function listeningOn(port: number): ReadonlySet<string> {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = ['tcp', 'tcp6'].flatMap((name) => textOf(`/proc/net/${name}`).split('\n'));
  // Number, local address, remote address, state; the inode is the tenth.
  const columns = rows.map((row) => row.trim().split(/\s+/));
  const listening = columns.filter(([, local = '', , state]) => local.endsWith(`:${wanted}`) && state === '0A');
  return new Set(listening.map((row) => `socket:[${row[9]}]`));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // no IPv6, or not Linux
  }
}

function filesOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).flatMap((name) => targetOf(`${folder}/${name}`) ?? []);
  } catch {
    return []; // gone meanwhile, or another user's
  }
}

function targetOf(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined; // gone meanwhile
  }
}

function programOf(pid: number): string | undefined {
  const path = targetOf(`/proc/${pid}/exe`);
  return path === undefined ? undefined : basename(path).replace(/ \(deleted\)$/, '');
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
