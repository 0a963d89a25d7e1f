import { closeSync, openSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { FOLDER, makeIn } from './folder-handles.ts';
import { openUnled } from './unled-path.ts';

/**
 * Opens a folder to write into; what is missing is made in the folder above it, and through its handle. Root follows no link
 * of somebody else on the way: it could lead anywhere.
 *
 * @throws the system's error. Failure `output-unsafe`
 */
export function openDestination(path: string): number {
  try {
    return openThere(path);
  } catch (error) {
    if (errnoOf(error) === 'EPERM') throw new Failure('output-unsafe', { path, why: 'led-elsewhere' });
    if (errnoOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
  }
  const above = openDestination(dirname(path));
  try {
    return makeIn(`/proc/self/fd/${above}/${basename(path)}`, path, 0o777).fd;
  } finally {
    closeSync(above);
  }
}

function openThere(path: string): number {
  return process.getuid?.() === 0 ? openUnled(path) : openSync(path, FOLDER);
}
