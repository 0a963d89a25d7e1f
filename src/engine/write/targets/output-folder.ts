import { constants, existsSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { demandConfirmed } from '../../host/trust/confirmed-files.ts';

/** A folder that stays the same one, whatever becomes of the names that lead to it. */
export interface OutputFolder {
  /** A way into it, for names to be joined to. */
  readonly at: string;
  /** @throws Failure `output-not-writable` when the path leads elsewhere by now: what is made here would not be found there */
  demandInPlace(): Promise<void>;
  /** Makes new names in it survive a power cut; some file systems do not allow it, and then there is nothing to do. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** @throws Failure `output-not-writable`; `target-changed` when it is another folder than the one that was confirmed */
export async function openOutputFolder(
  folder: string,
  { path, files }: { readonly path: string; readonly files?: ConfirmedFiles | undefined },
): Promise<OutputFolder> {
  const handle = await openFolder(folder).catch((error) => {
    throw new Failure('output-not-writable', { path, errno: errnoOf(error) }, { cause: error });
  });
  try {
    demandConfirmed(folder, files, await handle.stat({ bigint: true }));
  } catch (error) {
    await handle.close();
    throw error;
  }
  const { dev, ino } = await handle.stat({ bigint: true });
  return {
    async demandInPlace() {
      const found = await stat(folder, { bigint: true }).catch(() => undefined);
      if (found?.dev !== dev || found.ino !== ino)
        throw new Failure('output-not-writable', { path, errno: 'ENOENT' });
    },
    at: throughHandle(handle) ?? folder,
    sync: () => handle.sync().catch(() => undefined),
    close: () => handle.close().catch(() => undefined),
  };
}

const { O_RDONLY, O_DIRECTORY = 0 } = constants;

/** Linux, `asm-generic/fcntl.h`: Node has no name for it. */
const O_PATH = 0o10000000;

/** A folder that may not be listed can still be written to. */
function openFolder(folder: string): Promise<FileHandle> {
  const opened = open(folder, O_RDONLY | O_DIRECTORY);
  if (process.platform !== 'linux') return opened;
  return opened.catch((error) => {
    if (errnoOf(error) !== 'EACCES') throw error;
    return open(folder, O_PATH | O_DIRECTORY);
  });
}

/** Linux knows a way through what is open; elsewhere, and where /proc is not mounted, the path has to do. */
function throughHandle({ fd }: FileHandle): string | undefined {
  const way = `/proc/self/fd/${fd}`;
  return process.platform === 'linux' && existsSync(way) ? way : undefined;
}
