import { readdirSync, readFileSync } from 'node:fs';

/** A process that runs: one that has ended and was not looked at by its parent yet does not. */
export interface Relative {
  readonly pid: number;
  readonly group: number;
}

/** The name in the environment of a backend by which all that it starts is found again, wherever it went. */
export const MARK = 'WECHATPAY_CONFORMANCE_LAUNCH';

/** The processes of a group, and those that bear a mark, that still run; undefined where the system does not tell, as only Linux does. */
export function relativesOf({
  leader,
  mark,
}: {
  readonly leader: number;
  readonly mark?: string;
}): readonly Relative[] | undefined {
  return allPids()?.flatMap((pid): Relative[] => {
    const found = stateOf(pid);
    if (!found || 'ZX'.includes(found.state)) return [];
    const { group } = found;
    return group === leader || (mark !== undefined && bears(pid, mark)) ? [{ pid, group }] : [];
  });
}

function allPids(): readonly number[] | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && pid !== process.pid);
  } catch {
    return undefined;
  }
}

function stateOf(pid: number): { readonly state: string; readonly group: number } | undefined {
  try {
    // After the name, which may hold anything, in parentheses: state, parent, group.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state = 'X', , group = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, group: Number(group) };
  } catch {
    return undefined; // gone meanwhile
  }
}

function bears(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`${MARK}=${mark}`);
  } catch {
    return false; // gone meanwhile, or another user's
  }
}
