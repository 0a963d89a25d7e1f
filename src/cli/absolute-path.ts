import { isAbsolute, resolve } from 'node:path';
import { Failure } from '../engine/contract/failure/failure.ts';
import type { Face } from './face.ts';

/** What is meant as an address, also with a slip of the keys. */
const ADDRESS = /^\s*([a-z][a-z0-9+.-]{1,30}:[\\/])/i;

/** @throws Failure `usage` for an address, and for a path that begins where the person is, when that folder is not there any more */
export function absolutePath(path: string, { workingFolder }: Pick<Face, 'workingFolder'>): string {
  const [, scheme] = ADDRESS.exec(path) ?? [];
  // Nothing of it is repeated: it may hold a password.
  if (scheme !== undefined)
    throw new Failure('usage', {
      problem: `an address (${scheme}…) stands where a file of this computer is wanted`,
    });
  if (isAbsolute(path)) return resolve(path);
  if (workingFolder === '')
    throw new Failure('usage', {
      problem: `the current folder is not there any more, so nobody can say where ${path} is: give the whole path`,
    });
  return resolve(workingFolder, path);
}
