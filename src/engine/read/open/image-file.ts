import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { isSectorRight } from '../../bytes/formats/cdrom/error-code.ts';
import { rawLayoutOf } from '../../bytes/formats/cdrom/raw-sector.ts';
import { wimKind } from '../../bytes/formats/wim/header.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceChanged } from '../../contract/failure/source-failures.ts';
import type { ByteStream, Image } from '../../contract/ports/image.ts';
import { demandConfirmed } from '../../host/trust/confirmed-files.ts';
import { type Beside, besideFile } from '../checksum/beside.ts';
import type { Check } from '../checksum/check.ts';
import { type Checked, checkedImage } from '../checksum/checked-source.ts';
import { findImageChecks } from '../checksum/find-checks.ts';
import { namedHashes } from '../checksum/named-hashes.ts';
import { sectorCheck } from '../checksum/sector-check.ts';
import { fileSignatures, signatureCheck } from '../checksum/signatures.ts';
import { type SplitSet, splitSetOf } from '../containers/split-set.ts';
import { containerOf } from '../decode/containers.ts';
import { containerImage } from './container-image.ts';
import { decodedStream } from './decoded-stream.ts';
import { fileChunks } from './file-chunks.ts';
import { fileImage, refuseChanged } from './file-image.ts';
import { LOOK_BYTES, refuseEnd, refuseKind, refuseWithMeant } from './not-an-image.ts';
import { noteCheck, noteRefused, noteSignature } from './note-check.ts';
import type { OpenSourceOptions } from './open-options.ts';
import { partitionPath } from './partition-path.ts';
import { splitImage } from './split-image.ts';

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
    const set = options.raw && !options.opensContainers ? undefined : splitSetOf(path);
    const named = fileImage(path, handle, before);
    const file = set ? await splitImage(path, named, set, options.files) : named;
    return await openWhole({ path, file, handle, before, set }, options);
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
}

interface Whole {
  readonly path: string;
  readonly file: Image;
  readonly handle: FileHandle;
  readonly before: BigIntStats;
  readonly set: SplitSet | undefined;
}

/** What was opened of the set beyond the file that was named is closed after a failure. */
async function openWhole(whole: Whole, options: OpenSourceOptions): Promise<(Image | ByteStream) & Checked> {
  try {
    return await openContent(whole, options);
  } catch (error) {
    if (whole.set) await whole.file.close().catch(() => undefined);
    throw error;
  }
}

async function openContent(
  { path, file, handle, before, set }: Whole,
  options: OpenSourceOptions,
): Promise<(Image | ByteStream) & Checked> {
  const first = await bytesOf(file)(0, LOOK_BYTES);
  // Checksums are of the whole.
  const beside = besideFile(set ? join(set.folder, set.whole) : path, options.files);
  // Before what it is packed with: a DMG begins with its first run, which may be packed with bzip2.
  const inside = await containerImage(file, path, first, { ...options, beside });
  if (inside) return inside;
  const container = containerOf(first);
  if (!container) {
    const isBySectors = options.bySectors && rawLayoutOf(first) !== undefined;
    // No image of a medium, but one of files.
    const isListed = options.asDrive === true && wimKind(first) !== undefined;
    if (!options.raw && !isBySectors && !isListed) {
      await refuseWithMeant(path, first);
      await refuseEnd(path, file, first);
    }
    return await checked(path, file, first, { ...options, beside });
  }
  const look = await container.look?.(file, path);
  const chunks = set ? imageChunksOf(file) : chunksOf(path, handle, before);
  return await decodedStream(path, { ...chunks, look, beside }, options);
}

async function checked(
  path: string,
  image: Image,
  first: Uint8Array,
  options: OpenSourceOptions & { readonly beside: Beside },
): Promise<Image & Checked> {
  const { beside } = options;
  const about = {
    path,
    isPacked: false,
    first,
    leavesSha256: options.leavesSha256 ?? false,
    bmap: options.bmap,
    sizeBytes: image.sizeBytes,
    files: options.files,
    unchecked: options.unchecked,
  };
  const named = await namedHashes(beside.name, false, options.named ?? {});
  const more = options.unchecked ? [] : await fileSignatures(beside, beside.name);
  const checks = await findImageChecks(beside, {
    ...about,
    named,
    isStrong: false,
    more: [
      ...more.map((one) =>
        signatureCheck(path, one, image.sizeBytes, (said) => noteSignature(said, options)),
      ),
      ...sectorChecks(path, first, options),
    ],
  });
  noteRefused(checks, options);
  const { make, known, leftAlone, contradiction, signatures } = checks;
  if (make().length === 0)
    return { ...image, checkedAgainst: [], known, leftAlone, contradiction, signatures };
  const whole = checkedImage(image, checks, (check) => noteCheck(check, path, options));
  return { ...whole, isSigned: more.length > 0 };
}

/** Some programs leave zeros where the codes would be. */
function sectorChecks(path: string, first: Uint8Array, { bySectors }: OpenSourceOptions): Check[] {
  const layout = bySectors ? rawLayoutOf(first) : undefined;
  if (!layout || isSectorRight(first.subarray(0, layout.sectorBytes), layout) === undefined) return [];
  return [sectorCheck(path, layout)];
}

function refuseOtherSize(path: string, sizeBytes: number, expectedBytes: number | undefined): void {
  if (expectedBytes === undefined || expectedBytes === sizeBytes) return;
  throw sourceChanged(path, { reason: 'other-size', expectedBytes, foundBytes: sizeBytes });
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    // A named pipe must not hang the open.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') {
      const { number, imagePath: partitionOf } = await partitionPath(path);
      const facts = number === undefined ? { path } : { path, partitionOf };
      throw new Failure('source-missing', facts, { cause: error });
    }
    throw new Failure('source-unreadable', { path, errno }, { cause: error });
  }
}

const CHUNK_BYTES = 256 << 10;

async function* imageChunks(image: Image): AsyncGenerator<Uint8Array, void, void> {
  for (let atByte = 0; atByte < image.sizeBytes; atByte += CHUNK_BYTES) {
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, image.sizeBytes - atByte));
    await image.read(atByte, chunk);
    yield chunk;
  }
}

function imageChunksOf(image: Image) {
  return {
    chunks: imageChunks(image),
    again: () => imageChunks(image),
    sizeBytes: image.sizeBytes,
    settle: async () => image.settle?.(),
    close: () => image.close(),
  };
}

function chunksOf(path: string, handle: FileHandle, before: BigIntStats) {
  return {
    chunks: fileChunks(path, handle),
    again: () => fileChunks(path, handle),
    sizeBytes: Number(before.size),
    settle: () => refuseChanged(path, handle, before),
    close: () => handle.close(),
  };
}
