import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { errnoOf } from '../../contract/failure/errno.ts';

/** Share mode 0 of CreateFileW: nobody else opens it meanwhile (`UV_FS_O_EXLOCK`; libuv, uv/win.h). Elsewhere it means another thing. */
const EXCLUSIVE = 0x10000000;
/** What Windows answers about a file that somebody holds so. */
const HELD = ['EBUSY', 'EACCES', 'EPERM'];

/**
 * Holds a file of Windows for as long as this process lives: the system lets go of it, however the process ends. Numbers of
 * processes are used again there, and the time one began is told to nobody without a program.
 *
 * @returns lets go; undefined when somebody else holds it
 */
export function holdFile(path: string): (() => void) | undefined {
  const file = opened(path, constants.O_RDWR | constants.O_CREAT);
  if (file === undefined) return undefined;
  return () => {
    closeSync(file);
    rmSync(path, { force: true });
  };
}

/** Somebody lives who holds it. */
export function isHeld(path: string): boolean {
  try {
    const file = opened(path, constants.O_RDWR);
    if (file !== undefined) closeSync(file);
    return file === undefined;
  } catch {
    return false;
  }
}

function opened(path: string, flags: number): number | undefined {
  try {
    return openSync(path, flags | EXCLUSIVE, 0o600);
  } catch (error) {
    if (HELD.includes(errnoOf(error))) return undefined;
    throw error;
  }
}
