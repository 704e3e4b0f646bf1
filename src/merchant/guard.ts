import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { MARK } from './relatives.ts';

/** The processes of a command: the group that its first one leads, and whoever bears its mark. */
export interface Family {
  readonly leader: number;
  readonly mark?: string;
}

/**
 * SIGKILL leaves the kit no time to end what it has started. This shell, in a session of its own where no signal of a
 * terminal comes, is told of each family and told to forget it. Its input ends with the kit, however that ends: then it
 * kills those that are left, twice, for one that just then has a child.
 */
const WATCHING = `
while read -r what leader mark; do
  case $what in
    +) held="$held $leader/$mark" ;;
    -) rest=; for one in $held; do [ "\${one%%/*}" = "$leader" ] || rest="$rest $one"; done; held=$rest ;;
  esac
done
for one in $held $held; do
  kill -s KILL -- "-\${one%%/*}"
  mark=\${one#*/}
  [ -n "$mark" ] || continue
  for process in /proc/[0-9]*; do
    grep -q "${MARK}=$mark" "$process/environ" && kill -s KILL "\${process#/proc/}"
  done
done`;

let guard: ChildProcess | undefined;

/** Sees to it that there is a guard, before anything is started that it is to watch. Where none can be, all is as without. */
export function standGuard(): void {
  guard ??= started();
}

export const guarded = (family: Family): void => tell('+', family);
export const unguarded = (family: Family): void => tell('-', family);

function tell(what: '+' | '-', { leader, mark = '' }: Family): void {
  standGuard();
  guard?.stdin?.write(`${what} ${leader} ${mark}\n`);
}

function started(): ChildProcess {
  const env = { PATH: process.env['PATH'] }; // nothing of the kit's own: neither secrets nor a clock that is not the machine's
  const shell = spawn('/bin/sh', ['-c', WATCHING], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env });
  const ignore = (): void => {};
  shell.on('error', ignore);
  shell.stdin.on('error', ignore);
  // It waits for the kit, and the kit must not wait for it.
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return shell;
}
