import { closeSync, lstatSync, openSync, readSync, renameSync } from 'node:fs';

/** A log that has grown so large makes room for a new one. */
export const LARGEST_LOG_BYTES = 16 << 20;
/** So many older ones are kept: `FILE.1` is the newest. */
const KEPT_LOGS = 3;
/** How each event begins (`{"v":1,"event":…`). */
const MARK = '{"v":';

/**
 * Before a log is opened: a large one becomes `FILE.1`, that one `FILE.2`, and the oldest goes. A file that is no log of ours and has one of
 * these names is never replaced: then the log goes on growing. Whoever has the large one open goes on writing to it.
 */
export function rotateLog(path: string, largestBytes = LARGEST_LOG_BYTES): void {
  const named = (age: number): string => (age === 0 ? path : `${path}.${age}`);
  if (sizeOfLog(path) < largestBytes) return;
  let free = 1;
  while (free <= KEPT_LOGS && exists(named(free))) {
    if (sizeOfLog(named(free)) < 0) return;
    free += 1;
  }
  for (let age = Math.min(free, KEPT_LOGS) - 1; age >= 0; age -= 1) renameSync(named(age), named(age + 1));
}

/** -1 for what is no log: another file, a link, nothing. */
function sizeOfLog(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isFile() && beginningOf(path) === MARK ? found.size : -1;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function beginningOf(path: string): string {
  const fd = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(MARK.length);
    return bytes.toString('latin1', 0, readSync(fd, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(fd);
  }
}
