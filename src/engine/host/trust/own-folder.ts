import { lstatSync } from 'node:fs';

/** A real folder (no link to one) that belongs to this user and that nobody else may write to. */
export function isOwnFolder(path: string): boolean {
  try {
    const found = lstatSync(path);
    // Node makes up modes and owners on Windows; what is below the person's own folder is theirs.
    if (process.platform === 'win32') return found.isDirectory();
    const writableByOthers = (found.mode & 0o022) !== 0;
    return found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid) && !writableByOthers;
  } catch {
    return false;
  }
}
