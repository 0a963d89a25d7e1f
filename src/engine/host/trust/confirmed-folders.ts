import { type BigIntStats, closeSync, constants, fstatSync, openSync } from 'node:fs';
import { O_PATH } from './folder-handles.ts';

/** By device and inode number. */
const held = new Map<string, number>();

/**
 * Keeps a folder open: as long as it is, the system gives its inode number to no other, even when it is removed. Undefined
 * where it cannot be held. Asks for no right to list it.
 */
export function holdFolder(path: string): BigIntStats | undefined {
  if (process.platform !== 'linux') return undefined;
  let fd: number | undefined;
  try {
    fd = openSync(path, O_PATH | constants.O_DIRECTORY);
    const found = fstatSync(fd, { bigint: true });
    const number = `${found.dev}:${found.ino}`;
    if (held.has(number)) closeSync(fd);
    else held.set(number, fd);
    return found;
  } catch {
    if (fd !== undefined) closeSync(fd);
    return undefined;
  }
}

/** A file system stays busy as long as one of its folders is held. */
export function releaseFolders(): void {
  for (const fd of held.values()) closeSync(fd);
  held.clear();
}
