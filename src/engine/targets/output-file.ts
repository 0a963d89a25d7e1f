import { constants } from 'node:fs';
import { access, type FileHandle, link, open, rename, statfs, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../ports/failure.ts';
import type { Target, TargetResult } from '../ports/target.ts';
import { type DirectFile, openDirect } from './direct-open.ts';
import { FileIo } from './file-io.ts';
import { errnoOf } from './positional-io.ts';

const PAGE_BYTES = 4096;
/** Never over or through anything that is there, a link least of all. */
const NEW_FILE = constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

export interface OutputFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** An existing file may be replaced. */
  readonly replace: boolean;
  /** Part of the unfinished file's name, unique to the job. */
  readonly jobId: string;
}

/**
 * A new file. It is written beside its destination and gets its name when it is complete and proved, together with
 * `NAME.sha256`; there is never half an image under the final name.
 *
 * @throws Failure `output-exists`, `output-not-writable`, `no-space`
 */
export async function openOutputFile(output: OutputFile): Promise<Target> {
  if (!output.replace) await refuseExisting(output.path);
  await refuseFull(output);
  const partPath = join(dirname(output.path), `.${basename(output.path)}.${output.jobId}.part`);
  // Left by a run of this very job that was killed.
  await unlink(partPath).catch(() => undefined);
  const file = await create(partPath, output.path);
  // The full length at once: writes into a file of its final size do not have to wait for each other.
  await file.handle.truncate(output.sizeBytes);
  const io = new FileIo(basename(output.path), file);
  return {
    name: io.name,
    capacityBytes: Number.POSITIVE_INFINITY,
    blockBytes: PAGE_BYTES,
    headBytes: 0,
    uncached: file.direct,
    write: (atByte, bytes) => io.write(atByte, bytes),
    flush: () => io.flush(),
    read: (atByte, into) => io.read(atByte, into),
    finish: (result) => finish(output, partPath, file, result),
    async abandon() {
      await file.handle.close().catch(() => undefined);
      await unlink(partPath).catch(() => undefined);
      return 'removed';
    },
  };
}

async function refuseExisting(path: string): Promise<void> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) throw new Failure('output-exists', { path });
}

async function refuseFull({ path, sizeBytes }: OutputFile): Promise<void> {
  const space = await statfs(dirname(path)).catch((error) => {
    throw new Failure('output-not-writable', { path, errno: errnoOf(error) }, { cause: error });
  });
  const haveBytes = space.bavail * space.bsize;
  // Some file systems (procfs, FUSE) report no size at all: then the write itself will tell.
  if (space.blocks > 0 && haveBytes < sizeBytes)
    throw new Failure('no-space', { path, needBytes: sizeBytes, haveBytes });
}

async function create(partPath: string, path: string): Promise<DirectFile> {
  try {
    return await openDirect(partPath, constants.O_RDWR | NEW_FILE, 0o644);
  } catch (error) {
    throw new Failure('output-not-writable', { path, errno: errnoOf(error) }, { cause: error });
  }
}

async function finish(
  output: OutputFile,
  partPath: string,
  file: DirectFile,
  result: TargetResult,
): Promise<void> {
  // The last block may have been padded.
  await file.handle.truncate(result.sizeBytes);
  await file.handle.sync();
  await file.handle.close();
  await publish(partPath, output);
  if (result.sha256 !== undefined) await writeChecksum(output, result.sha256);
  await syncFolder(dirname(output.path));
}

/** `link` fails where the name was taken meanwhile; `rename` would have replaced it. */
async function publish(partPath: string, { path, replace }: OutputFile): Promise<void> {
  if (replace) return rename(partPath, path);
  try {
    await link(partPath, path);
    await unlink(partPath);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw new Failure('output-exists', { path }, { cause: error });
    // FAT and some network file systems have no hard links.
    await rename(partPath, path);
  }
}

/** `HASH *NAME`, the line that `sha256sum -c` reads. */
async function writeChecksum({ path, jobId }: OutputFile, sha256: string): Promise<void> {
  const partPath = join(dirname(path), `.${basename(path)}.${jobId}.sha256.part`);
  const handle = await open(partPath, constants.O_WRONLY | NEW_FILE, 0o644);
  await handle.writeFile(`${sha256} *${basename(path)}\n`);
  await handle.sync();
  await handle.close();
  await rename(partPath, checksumPathOf(path));
}

/** Where the checksum of an image stands. */
export function checksumPathOf(imagePath: string): string {
  return `${imagePath}.sha256`;
}

/** Makes the new names survive a power cut; some file systems do not allow it, and then there is nothing to do. */
async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path, 'r');
    await folder.sync();
  } catch {
    // see above
  } finally {
    await folder?.close();
  }
}
