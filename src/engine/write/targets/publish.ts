import { link, lstat, readlink, rename, stat, unlink } from 'node:fs/promises';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { isHeld } from '../../host/trust/held-file.ts';

/** A file under its unfinished name, and where it goes. */
export interface Unpublished {
  readonly partPath: string;
  /** Where it goes, by a way nobody can change, and how that place is called. */
  readonly at: string;
  readonly path: string;
}

/**
 * Says before the first byte that a name is taken; a link that leads nowhere takes it too, and a folder cannot be replaced.
 *
 * @throws Failure `output-exists`, `output-not-writable` (a name that is too long, a folder that is not there)
 */
export async function refuseTaken(at: string, replace: boolean, path = at): Promise<void> {
  const found = await lstat(at).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw outputFailure(error, path);
  });
  if (found?.isDirectory()) throw new Failure('output-not-writable', { path, errno: 'EISDIR' });
  // A device node, a pipe or a socket would be gone for the whole machine.
  if (found && !(found.isSymbolicLink() ? await leadsToFile(at) : found.isFile()))
    throw usageRefused({ reason: 'no-plain-file', path });
  if (found && !replace) throw new Failure('output-exists', { path });
  // On Windows a file that is open cannot give way: said now, not when all is made and proved.
  if (found && process.platform === 'win32' && isHeld(at))
    throw new Failure('output-not-writable', { path, errno: 'EBUSY' });
}

/** Links like /dev/stdout are the system's own, whatever is open behind them, and one to a folder or a device was meant as that. */
async function leadsToFile(at: string): Promise<boolean> {
  const [to, found] = await Promise.all([readlink(at), stat(at).catch(() => undefined)]);
  return !to.startsWith('/proc/') && (!found || found.isFile());
}

/** All files get their names, or none keeps one: what was made so far is taken away again. @throws Failure */
export async function publishAll(files: readonly Unpublished[], replace: boolean): Promise<void> {
  const made: string[] = [];
  for (const file of files) {
    try {
      await publish(file, replace);
      made.push(file.at);
    } catch (error) {
      // What was replaced is gone: then the new one, whole and proved, is better than none.
      if (!replace) await Promise.all(made.map((path) => unlink(path).catch(() => undefined)));
      throw outputFailure(error, file.path);
    }
  }
}

/** `link` fails where the name was taken meanwhile; `rename` would have replaced it. */
async function publish({ partPath, at, path }: Unpublished, replace: boolean): Promise<void> {
  if (replace) return rename(partPath, at);
  try {
    await link(partPath, at);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw error;
    // FAT and some network file systems have no hard links.
    await refuseTaken(at, false, path);
    return rename(partPath, at);
  }
  await unlink(partPath).catch(() => undefined);
}
