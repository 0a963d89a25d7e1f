import { lstatSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Nobody but root (and this user) can put another folder in the place of this one: every folder above it belongs to one
 * of them, and is writable by others only when it is sticky, as /tmp is.
 *
 * @param realPath an absolute path without links in it
 */
export function isSafePath(realPath: string, uid: number): boolean {
  for (let above = dirname(realPath); ; above = dirname(above)) {
    if (!isSafeFolder(above, uid)) return false;
    if (above === dirname(above)) return true;
  }
}

const STICKY = 0o1000;
const NOBODY = 65534;

/** In a container of an ordinary user the machine's own folders belong to nobody. */
function unmappedRoot(): number | undefined {
  try {
    const [, outside, count] = readFileSync('/proc/self/uid_map', 'latin1').trim().split(/\s+/);
    return outside === '0' && Number(count) > NOBODY ? undefined : NOBODY;
  } catch {
    return undefined;
  }
}

function isSafeFolder(path: string, uid: number): boolean {
  try {
    const found = lstatSync(path);
    const isOurs = found.uid === 0 || found.uid === uid || found.uid === unmappedRoot();
    const isOpen = (found.mode & 0o022) !== 0 && (found.mode & STICKY) === 0;
    return found.isDirectory() && isOurs && !isOpen;
  } catch {
    return false;
  }
}
