import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputFailure } from '../../host/files/output-failure.ts';

const NEW = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** A file without a name, for the beginnings of drives until they are written. @throws Failure `output-not-writable`, `no-space` */
export async function openHeadFile(headBytes: number): Promise<FileHandle> {
  const path = join(tmpdir(), `isowright-head-${randomUUID()}`);
  try {
    const handle = await open(path, NEW, 0o600);
    await unlink(path);
    await handle.truncate(headBytes);
    return handle;
  } catch (error) {
    throw outputFailure(error, path);
  }
}
