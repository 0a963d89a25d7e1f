import { readFileSync } from 'node:fs';

/** Dead, and nobody has asked how it ended: a container's first process may never. Field 3 of /proc/PID/stat, proc(5). */
const DEAD = ['Z', 'X', 'x'];

/**
 * When a process began, which tells it from a later one of the same number. Field 22 of /proc/PID/stat; on systems without it the
 * number itself has to do, and it is ''.
 *
 * @returns undefined when no such process lives
 */
export function startedTicks(pid: number): string | undefined {
  const stat = statText(pid);
  if (stat !== '') {
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return DEAD.includes(fields[0] ?? '') ? undefined : fields[19];
  }
  try {
    process.kill(pid, 0);
    return '';
  } catch {
    return undefined;
  }
}

function statText(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return '';
  }
}
