import { constants } from 'node:fs';
import { lstat, open, readlink, statfs, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../../contract/failure/failure.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import type { Target, TargetResult } from '../../contract/ports/target.ts';
import { type DirectFile, openDirect } from '../../host/files/direct-open.ts';
import { FileIo } from '../../host/files/file-io.ts';
import { mostFileBytes } from '../../host/files/file-systems.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { demandReplaced } from '../../host/trust/confirmed-files.ts';
import { checksumLine } from './checksum-line.ts';
import { type OutputFolder, openOutputFolder } from './output-folder.ts';
import { publishAll, refuseTaken } from './publish.ts';

const PAGE_BYTES = 4096;
/** Never over or through anything that is there, a link least of all. */
const NEW_FILE = constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

export interface OutputFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Existing files of these names, the image's and its checksum's, may be replaced. */
  readonly replace: boolean;
  /** Part of the unfinished file's name, unique to the job. */
  readonly jobId: string;
  /** What the folder, and the file that is replaced, were when they were confirmed. */
  readonly files?: ConfirmedFiles | undefined;
}

/** An output in the folder that was confirmed and is open: wherever its path leads by now, names are made there. */
interface PlacedOutput extends OutputFile {
  /** Another way to `path`, through the open folder. */
  readonly at: string;
  /** Names of the unfinished files, through the open folder. */
  readonly parts: Parts;
}

interface Parts {
  readonly image: string;
  readonly checksum: string;
}

/**
 * A new file. It is written beside its destination and gets its name when it is complete and proved, together with
 * `NAME.sha256`; there is never half an image under the final name, and after a failure nothing is left.
 *
 * @throws Failure `output-exists`, `output-not-writable`, `output-too-large`, `no-space`, `target-changed`
 */
export async function openOutputFile(output: OutputFile): Promise<Target> {
  const folder = await openOutputFolder(dirname(output.path), output);
  try {
    const at = join(folder.at, basename(output.path));
    return await openIn(folder, { ...output, at, parts: partsIn(folder, output) });
  } catch (error) {
    await folder.close();
    throw error;
  }
}

async function openIn(folder: OutputFolder, output: PlacedOutput): Promise<Target> {
  await refuseTaken(output.at, output.replace, output.path);
  await refuseTaken(checksumPathOf(output.at), output.replace, checksumPathOf(output.path));
  await refuseReplaced(output);
  await refuseFull(output);
  // Left by a run of this very job that was killed.
  await removeAll(output.parts);
  const file = await createWhole(output);
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
    async finish(result) {
      await folder.demandInPlace();
      await finish(output, file, result);
      await folder.sync();
      await folder.close();
    },
    async abandon() {
      const image = await nameNow(file, output.parts.image);
      await file.handle.close().catch(() => undefined);
      await removeAll({ ...output.parts, image });
      await folder.close();
      return 'removed';
    },
  };
}

/** A name has 255 bytes on most file systems: the image's own may fill them, so only its beginning stands in these. */
const KEPT_CHARACTERS = 40;

function partsIn({ at }: OutputFolder, { path, jobId }: OutputFile): Parts {
  const name = [...basename(path)].slice(0, KEPT_CHARACTERS).join('');
  const part = (end: string): string => join(at, `.${name}.${jobId}${end}`);
  return { image: part('.part'), checksum: part('.sha256.part') };
}

/** Where an open file is by now: its folder may have been moved. */
async function nameNow({ handle }: DirectFile, partPath: string): Promise<string> {
  const found = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => partPath);
  return basename(found) === basename(partPath) ? found : partPath;
}

async function removeAll({ image, checksum }: Parts): Promise<void> {
  for (const path of [image, checksum]) await unlink(path).catch(() => undefined);
}

/** @throws Failure `target-changed` when another file than the one that was confirmed would give way */
async function refuseReplaced({ at, path, replace, files }: PlacedOutput): Promise<void> {
  if (!replace) return;
  const found = await lstat(at, { bigint: true }).catch(() => undefined);
  demandReplaced(path, files, found);
}

async function refuseFull({ at, path, sizeBytes }: PlacedOutput): Promise<void> {
  const space = await statfs(dirname(at)).catch((error) => {
    throw outputFailure(error, path);
  });
  const mostBytes = mostFileBytes(space.type);
  if (mostBytes !== undefined && mostBytes < sizeBytes)
    throw new Failure('output-too-large', { path, needBytes: sizeBytes, mostBytes });
  const haveBytes = space.bavail * space.bsize;
  // Some file systems (procfs, FUSE) report no size at all: then the write itself will tell.
  if (space.blocks > 0 && haveBytes < sizeBytes)
    throw new Failure('no-space', { path, needBytes: sizeBytes, haveBytes });
}

/** The full length at once: writes into a file of its final size do not wait for each other, and one too large is said now. */
async function createWhole({ parts, path, sizeBytes }: PlacedOutput): Promise<DirectFile> {
  let file: DirectFile | undefined;
  try {
    file = await openDirect(parts.image, constants.O_RDWR | NEW_FILE, 0o644);
    await file.handle.truncate(sizeBytes);
    return file;
  } catch (error) {
    if (file) {
      await file.handle.close().catch(() => undefined);
      await unlink(parts.image).catch(() => undefined);
    }
    throw outputFailure(error, path, sizeBytes);
  }
}

/** What can fail comes before the first name is given. */
async function finish(
  output: PlacedOutput,
  { handle }: DirectFile,
  { sizeBytes, sha256 }: TargetResult,
): Promise<void> {
  const { at, path, parts, replace } = output;
  const image = { partPath: parts.image, at, path };
  const checksum = { partPath: parts.checksum, at: checksumPathOf(at), path: checksumPathOf(path) };
  try {
    // The last block may have been padded.
    await handle.truncate(sizeBytes);
    await handle.sync();
    if (sha256 !== undefined) await writeChecksum(parts.checksum, checksumLine(sha256, path));
  } catch (error) {
    throw outputFailure(error, path, sizeBytes);
  }
  await refuseReplaced(output);
  // An old image that is replaced goes first: it must not stand beside the checksum of the new one.
  const files = sha256 === undefined ? [image] : replace ? [image, checksum] : [checksum, image];
  await publishAll(files, replace);
  // Everything is on the medium: closing has nothing left to say.
  await handle.close().catch(() => undefined);
}

/** `HASH *NAME`, the line that `sha256sum -c` reads. */
export async function writeChecksum(partPath: string, line: string): Promise<void> {
  const handle = await open(partPath, constants.O_WRONLY | NEW_FILE, 0o644);
  try {
    await handle.writeFile(line);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Where the checksum of an image stands. */
export function checksumPathOf(imagePath: string): string {
  return `${imagePath}.sha256`;
}
