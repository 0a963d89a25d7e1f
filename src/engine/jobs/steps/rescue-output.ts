import { constants } from 'node:fs';
import { type FileHandle, open, statfs, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../../contract/failure/failure.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { deviceNumberText, fileKey } from '../../contract/ports/device-number.ts';
import { mostFileBytes } from '../../host/files/file-systems.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { syncData } from '../../host/files/positional-io.ts';
import { lockFiles } from '../../host/trust/file-lock.ts';
import { checksumLine } from '../../write/targets/checksum-line.ts';
import { checksumPathOf, writeChecksum } from '../../write/targets/output-file.ts';
import { openOutputFolder } from '../../write/targets/output-folder.ts';
import { publishAll, refuseTaken } from '../../write/targets/publish.ts';
import { type PartFile, PartFiles } from './part-files.ts';

/** The image of a medium while it grows: bytes land in it at any place and in any order. */
export interface RescueOutput {
  readonly fd: number;
  /** Nothing was in it: zeros need not be written. */
  readonly isFresh: boolean;
  /** What is written so far is on its medium. @throws Failure */
  sync(): Promise<void>;
  /** Where a file beside it is, through the open folder: it is found when the folder was moved. */
  beside(path: string): string;
  /** A new, empty file beside it, gone with it if it is not published. @throws Failure `output-exists` where its name is taken */
  addPart(path: string): Promise<PartFile>;
  /**
   * It gets its name, with a SHA-256 beside it when that is given, and so do these files. One of its own name takes its place: then
   * nothing is left of it.
   *
   * @throws Failure
   */
  publish(sha256: string | undefined, made?: readonly PartFile[]): Promise<void>;
  /** Nothing is left of it. */
  remove(): Promise<void>;
  close(): Promise<void>;
}

export interface RescueOutputOptions {
  /** Where it grows; `path` where that is its own name from the first byte on. */
  readonly workPath: string;
  /** Where it is in the end. */
  readonly path: string;
  readonly sizeBytes: number;
  /** What stands there and belongs to no map gives way. */
  readonly replace: boolean;
  /** A map says what is in it. */
  readonly goesOn: boolean;
  /** Just before it is made: its map has to be there first, or nobody would know that it is no whole image. */
  readonly beforeMade: () => void;
  readonly files?: ConfirmedFiles | undefined;
}

const FLAGS = constants.O_RDWR | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const NEW = constants.O_CREAT | constants.O_EXCL;

/** @throws Failure `output-exists`, `output-not-writable`, `output-too-large`, `target-busy`, `target-changed` */
export async function openRescueOutput(options: RescueOutputOptions): Promise<RescueOutput> {
  const { path, workPath, sizeBytes, replace, goesOn, files, beforeMade } = options;
  const folder = await openOutputFolder(dirname(path), { path, files });
  const at = (name: string): string => join(folder.at, basename(name));
  try {
    const isNamed = workPath === path;
    if (!goesOn || !isNamed) await refuseTaken(at(path), replace, path);
    // A sum that is in the way is said now, not after hours; and what somebody read once is not thrown away because its map is gone.
    if (!goesOn)
      for (const made of [checksumPathOf(path), workPath]) await refuseTaken(at(made), replace, made);
    await refuseTooLarge(folder.at, path, sizeBytes);
    if (!goesOn) beforeMade();
    const handle = await openFile(at(workPath), options);
    const release = await prepared(handle, options).catch(async (error: unknown) => {
      await handle.close();
      throw error;
    });
    const parts = new PartFiles(replace);
    const close = async (): Promise<void> => {
      await handle.close().catch(() => undefined);
      await parts.close();
      await release();
      await folder.close();
    };
    return {
      fd: handle.fd,
      isFresh: !goesOn,
      sync: () =>
        syncData(handle.fd).catch((error) => {
          throw outputFailure(error, path);
        }),
      beside: at,
      addPart: (added) => parts.add(at(added), added),
      async publish(sha256, made = []) {
        await folder.demandInPlace();
        const checksum = checksumPathOf(path);
        const part = `${at(path)}.sha256.part`;
        const image = { partPath: at(workPath), at: at(path), path };
        await unlink(part).catch(() => undefined);
        // An older sum does not speak of this image.
        if (goesOn || replace) await unlink(at(checksum)).catch(() => undefined);
        if (sha256 !== undefined) await writeChecksum(part, checksumLine(sha256, path));
        const sum = { partPath: part, at: at(checksum), path: checksum };
        const instead = made.find((one) => one.path === path);
        const beside = made.filter((one) => one !== instead);
        await parts.sync();
        const named = isNamed ? [] : [instead ?? image];
        await publishAll([...(sha256 === undefined ? [] : [sum]), ...beside, ...named], replace);
        if (instead) await unlink(at(workPath)).catch(() => undefined);
        await folder.sync();
      },
      remove: () => unlink(at(workPath)).catch(() => undefined),
      close,
    };
  } catch (error) {
    await folder.close();
    throw error;
  }
}

/** Nobody else writes to it, and it is as long as the medium. */
async function prepared(handle: FileHandle, { path, sizeBytes, goesOn }: RescueOutputOptions) {
  const found = await handle.stat({ bigint: true });
  if (!found.isFile()) throw new Failure('output-not-writable', { path, errno: 'EINVAL' });
  const release = await lockFiles(path, [fileKey(deviceNumberText(Number(found.dev)), found.ino)]);
  try {
    // What was read once is never cut off.
    if (Number(found.size) < sizeBytes || !goesOn) await handle.truncate(sizeBytes);
    return release;
  } catch (error) {
    await release();
    throw outputFailure(error, path, sizeBytes);
  }
}

async function openFile(at: string, { path, replace, goesOn }: RescueOutputOptions) {
  try {
    if (goesOn) return await open(at, FLAGS);
    // What an earlier run left without a map says nothing; a person said that it may go.
    if (replace) await unlink(at).catch(() => undefined);
    return await open(at, FLAGS | NEW, 0o644);
  } catch (error) {
    throw outputFailure(error, path);
  }
}

async function refuseTooLarge(folder: string, path: string, sizeBytes: number): Promise<void> {
  const space = await statfs(folder).catch((error) => {
    throw outputFailure(error, path);
  });
  const mostBytes = mostFileBytes(space.type);
  if (mostBytes !== undefined && mostBytes < sizeBytes)
    throw new Failure('output-too-large', { path, needBytes: sizeBytes, mostBytes });
}
