import { readFileSync } from 'node:fs';
import { Failure } from '../../contract/failure/failure.ts';

/** What Node, its threads, a job's folder and a few drives need, with some room. */
export const LEAST_OPEN_FILES = 64;

/**
 * How many files this process may have open is looked at before anything begins: with too few, parts of the machine would be
 * invisible, and a drive that is in use would look free.
 *
 * @throws Failure `too-few-files`
 */
export function demandOpenFiles(limits: string = limitsText()): void {
  const [, text] = /^Max open files\s+(\d+)/m.exec(limits) ?? [];
  const openFiles = text === undefined ? undefined : Number(text);
  if (openFiles !== undefined && openFiles < LEAST_OPEN_FILES)
    throw new Failure('too-few-files', { openFiles, needed: LEAST_OPEN_FILES });
}

/** Systems without /proc have no such small limits. */
function limitsText(): string {
  try {
    return readFileSync('/proc/self/limits', 'latin1');
  } catch {
    return '';
  }
}
