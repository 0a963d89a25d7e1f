import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { besideFile } from '../checksum/beside.ts';
import { type Checked, checkedImage } from '../checksum/checked-source.ts';
import { findImageChecks } from '../checksum/find-checks.ts';
import { containerOf } from '../decode/containers.ts';
import type { RandomAccess } from '../decode/random-access.ts';
import { Failure } from '../ports/failure.ts';
import type { ByteStream, Image } from '../ports/image.ts';
import { demandConfirmed } from '../safety/confirmed-files.ts';
import { errnoOf, readAt } from '../targets/positional-io.ts';
import { decodedStream } from './decoded-stream.ts';
import { fileChunks } from './file-chunks.ts';
import { LOOK_BYTES, refuseContent, refuseKind } from './not-an-image.ts';
import { noteCheck } from './note-check.ts';
import type { OpenSourceOptions } from './open-source.ts';

/**
 * A file: an Image as it is, or the stream that it unpacks to.
 *
 * @throws Failure `source-missing`, `source-unreadable`, `source-not-an-image`, `source-truncated`, `source-changed`
 */
export async function openImageFile(
  path: string,
  options: OpenSourceOptions,
): Promise<(Image | ByteStream) & Checked> {
  const handle = await openFile(path);
  try {
    const before = await handle.stat({ bigint: true });
    demandConfirmed(path, options.files, before);
    refuseKind(path, before);
    refuseOtherSize(path, Number(before.size), options.expectedBytes);
    const file = randomAccess(path, handle, Number(before.size));
    const first = await file.readAt(0, LOOK_BYTES);
    const container = containerOf(first);
    if (!container) {
      refuseContent(path, first);
      return await checked(path, imageOf(path, handle, before), first, options);
    }
    const look = await container.look?.(file, path);
    return await decodedStream(
      path,
      { ...chunksOf(path, handle, before), look, beside: besideFile(path) },
      options,
    );
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
}

async function checked(
  path: string,
  image: Image,
  first: Uint8Array,
  options: OpenSourceOptions,
): Promise<Image & Checked> {
  const about = {
    path,
    isPacked: false,
    first,
    leavesSha256: options.leavesSha256 ?? false,
    bmap: options.bmap,
  };
  const checks = await findImageChecks(besideFile(path), { ...about, isStrong: false });
  if (checks.make().length === 0) return { ...image, checkedAgainst: [] };
  return checkedImage(image, checks, (check) => noteCheck(check, path, options));
}

function refuseOtherSize(path: string, sizeBytes: number, expectedBytes: number | undefined): void {
  if (expectedBytes === undefined || expectedBytes === sizeBytes) return;
  throw new Failure('source-changed', { path, what: `it had ${expectedBytes} bytes and has ${sizeBytes}` });
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    // A named pipe must not hang the open.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR')
      throw new Failure('source-missing', { path }, { cause: error });
    throw new Failure('source-unreadable', { path, errno }, { cause: error });
  }
}

function randomAccess(path: string, { fd }: FileHandle, sizeBytes: number): RandomAccess {
  return {
    sizeBytes,
    async readAt(atByte, lengthBytes) {
      const into = new Uint8Array(Math.max(0, Math.min(lengthBytes, sizeBytes - atByte)));
      const count = await readAt(fd, into, atByte).catch((error: unknown) => {
        throw new Failure('source-unreadable', { path, errno: errnoOf(error), atByte }, { cause: error });
      });
      return into.subarray(0, count);
    },
  };
}

function chunksOf(path: string, handle: FileHandle, before: BigIntStats) {
  return {
    chunks: fileChunks(path, handle),
    sizeBytes: Number(before.size),
    settle: () => refuseChanged(path, handle, before),
    close: () => handle.close(),
  };
}

function imageOf(path: string, handle: FileHandle, before: BigIntStats): Image {
  const sizeBytes = Number(before.size);
  const look = {
    async read(atByte: number, into: Uint8Array): Promise<void> {
      const count = await readAt(handle.fd, into, atByte).catch((error: unknown) => {
        throw new Failure('source-unreadable', { path, errno: errnoOf(error), atByte }, { cause: error });
      });
      if (count < into.length) {
        throw new Failure('source-truncated', { path, expectedBytes: sizeBytes, foundBytes: atByte + count });
      }
    },
    settle: () => refuseChanged(path, handle, before),
  };
  return {
    ...look,
    sizeBytes,
    extents: () => [{ atByte: 0, lengthBytes: sizeBytes, from: 'file' }],
    ...(staysInMemory(sizeBytes) && { again: look }),
    close: () => handle.close(),
  };
}

/** The system keeps a file that was read as long as it has room; targets are written past its cache. */
function staysInMemory(sizeBytes: number): boolean {
  return sizeBytes <= process.availableMemory() / 2;
}

async function refuseChanged(path: string, handle: FileHandle, before: BigIntStats): Promise<void> {
  const after = await handle.stat({ bigint: true });
  if (after.size !== before.size) throw new Failure('source-changed', { path, what: 'its size changed' });
  if (after.mtimeNs !== before.mtimeNs)
    throw new Failure('source-changed', { path, what: 'it was written to' });
}
