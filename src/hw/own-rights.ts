import { accessSync, constants, statSync } from 'node:fs';

/**
 * Whether this user may open a block device as it is: by group (`disk`), by an access list, or as its owner. Asked of the
 * system, which knows all of these; nothing is opened.
 */
export function hasOwnRights(path: string, purpose: 'read' | 'write'): boolean {
  try {
    if (!statSync(path).isBlockDevice()) return false;
    accessSync(path, purpose === 'read' ? constants.R_OK : constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
