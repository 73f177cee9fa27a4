import { readdirSync, readFileSync } from 'node:fs';

export type RunningProcess = {
  readonly pid: number;
  readonly parentPid: number;
  readonly command: string;
};

/** All processes that this one started, and those they started, as the system lists them now. */
export function descendantsOf(pid: number): readonly RunningProcess[] {
  const all = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? readProcess(Number(name)) : [],
  );
  const found: RunningProcess[] = [];
  let parents = [pid];
  while (parents.length > 0) {
    const children = all.filter(({ parentPid }) => parents.includes(parentPid));
    found.push(...children);
    parents = children.map((child) => child.pid);
  }
  return found;
}

/** The process under `pid` whose command holds these words. */
export function findDescendant(pid: number, words: string): RunningProcess | undefined {
  return descendantsOf(pid).find(({ command }) => command.includes(words));
}

export function isRunning(pid: number): boolean {
  return readProcess(pid).length > 0;
}

/** None when it ended while we read, or waits for its parent to take note of its end. */
function readProcess(pid: number): readonly RunningProcess[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z') return [];
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return [{ pid, parentPid: Number(parent), command }];
  } catch {
    return [];
  }
}
