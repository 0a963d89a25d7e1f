import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { errnoOf } from '../../contract/failure/errno.ts';
import { readsPastCaches } from './file-systems.ts';

/** A file that is open without the system's cache where the file system can do that: `direct` when its bytes come from the medium. */
export interface DirectFile {
  readonly handle: FileHandle;
  readonly direct: boolean;
}

/** `UV_FS_O_DIRECT` (libuv, uv/win.h): FILE_FLAG_NO_BUFFERING. */
const NO_BUFFERING = 0x02000000;
/** Where neither exists: 0, and nothing changes. */
const O_DIRECT = process.platform === 'win32' ? NO_BUFFERING : (constants.O_DIRECT ?? 0);

/**
 * Opens with O_DIRECT, and without it where the file system says EINVAL.
 *
 * @throws the system's error; EEXIST also when what was just made is another file by now
 */
export async function openDirect(path: string, flags: number, mode?: number): Promise<DirectFile> {
  if (O_DIRECT !== 0) {
    try {
      const handle = await open(path, flags | O_DIRECT, mode);
      return { handle, direct: await readsPastCaches(path) };
    } catch (error) {
      if (errnoOf(error) !== 'EINVAL') throw error;
    }
  }
  // Some file systems create the file and then refuse the flag: an exclusive second try would meet our own file.
  const handle = await open(path, flags & ~constants.O_EXCL, mode);
  if ((flags & constants.O_EXCL) === 0 || (await isFresh(handle))) return { handle, direct: false };
  await handle.close();
  throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
}

async function isFresh(handle: FileHandle): Promise<boolean> {
  const found = await handle.stat();
  return found.isFile() && found.size === 0 && found.nlink === 1;
}
